//! Who may do what once it is deployed: every role's rights, evaluated over everything that could be asked for.

#[path = "rights/policy.rs"]
mod policy;
#[path = "rights/requests.rs"]
mod requests;
#[path = "rights/settings.rs"]
mod settings;
#[path = "rights/template.rs"]
mod template;

use policy::Verdict::{Allowed, Denied, NotAllowed};
use policy::{Verdict, Who, like, statements};
use requests::{Context, NEW, OBJECTS, OF_OTHERS, PUT, STORES_KEY, TLS, all_requests, arn};
use serde_json::json;
use template::{ACCOUNT, Template, arn_of_role};

/// What of all that a role may do, in words.
fn rights(template: &Template, role: &str) -> Vec<String> {
    let mut rights = Vec::new();
    for (action, resource, context) in all_requests() {
        if template.role(role, action, &resource, &context) == Allowed {
            let prefix = context.iter().find(|(key, _)| *key == "s3:prefix");
            let prefix = prefix.map_or(String::new(), |(_, prefix)| format!(" of {prefix}"));
            rights.push(format!("{action} {}{prefix}", resource.trim_start_matches("arn:aws:s3:::")));
        }
    }
    rights
}

#[test]
fn the_function_puts_under_in_and_does_nothing_else() {
    assert_eq!(rights(&Template::usual(), "FunctionRole"), ["s3:PutObject vault/in/0a"]);
}

/// Not even in a statement that comes to nothing today.
#[test]
fn no_role_is_given_anything_of_another_service() {
    let template = Template::with(&[("WithEdgeLogs", true)]);
    for role in template.of_type("AWS::IAM::Role") {
        for action in OF_OTHERS {
            let given = template.of_role(role).iter().any(|own| own.allows_somewhere(action));
            assert!(!given, "{role} {action}");
        }
    }
}

#[test]
fn the_mixer_moves_from_in_to_reports_and_does_nothing_else() {
    let expected = [
        "s3:ListBucket vault of in/",
        "s3:ListBucket vault of moving/",
        "s3:GetObject vault/in/0a",
        "s3:GetObject vault/moving/0a",
        "s3:PutObject vault/moving/0a",
        "s3:PutObject vault/reports/0a",
        "s3:DeleteObject vault/in/0a",
        "s3:DeleteObject vault/moving/0a",
    ];
    assert_eq!(rights(&Template::usual(), "MixerRole"), expected);
}

#[test]
fn reviewers_read_reports_work_under_work_and_do_nothing_else() {
    let expected = [
        "s3:ListBucket vault of reports/",
        "s3:ListBucket vault of work/",
        "s3:ListBucket vault of reports/0",
        "s3:GetObject vault/reports/0a",
        "s3:GetObject vault/work/0a",
        "s3:PutObject vault/work/0a",
        "s3:DeleteObject vault/moving/0a",
        "s3:DeleteObject vault/reports/0a",
        "s3:DeleteObject vault/work/0a",
    ];
    assert_eq!(rights(&Template::usual(), "ReviewerRole"), expected);
}

#[test]
fn the_sweeper_deletes_edge_logs_and_can_not_read_them() {
    let mut rights = rights(&Template::with(&[("WithEdgeLogs", true)]), "SweeperRole");
    rights.retain(|right| !right.starts_with("s3:ListBucket edgelogs"));
    assert_eq!(rights, OBJECTS.map(|object| format!("s3:DeleteObject edgelogs/{object}")));
    assert!(!Template::usual().resources.contains_key("SweeperRole"));
}

/// One line a request: who, what, on what, how, and what it comes to.
#[test]
fn single_requests_come_to_what_they_should() {
    const KEY_SERVICE: Context = &[TLS, ("s3:x-amz-server-side-encryption", "aws:kms"), NEW];
    const CALLERS_KEY: Context =
        &[TLS, STORES_KEY, NEW, ("s3:x-amz-server-side-encryption-customer-algorithm", "AES256")];
    const IN: Context = &[TLS, ("s3:prefix", "in/")];
    let cases: &[(&str, &str, &str, Context, Verdict)] = &[
        ("FunctionRole", "s3:PutObject", "vault/in/0a", PUT, Allowed),
        // A rule denies these: nothing that is added elsewhere can allow them.
        ("FunctionRole", "s3:GetObject", "vault/in/0a", PUT, Denied),
        ("FunctionRole", "s3:GetObjectVersion", "vault/in/0a", PUT, Denied),
        ("FunctionRole", "s3:ListBucket", "vault", IN, Denied),
        ("FunctionRole", "s3:DeleteObject", "vault/in/0a", PUT, Denied),
        ("FunctionRole", "s3:PutObject", "vault/reports/0a", PUT, Denied),
        ("FunctionRole", "s3:PutObject", "vault/in", PUT, Denied),
        ("FunctionRole", "s3:PutObject", "site/releases/r/index.html", PUT, Denied),
        ("FunctionRole", "s3:GetObject", "site/functions/f.zip", PUT, Denied),
        // Over what is there, without saying the key, with a key that would be logged, with one that nobody else has.
        ("FunctionRole", "s3:PutObject", "vault/in/0a", &[TLS, STORES_KEY], Denied),
        ("FunctionRole", "s3:PutObject", "vault/in/0a", &[TLS, NEW], NotAllowed),
        ("FunctionRole", "s3:PutObject", "vault/in/0a", KEY_SERVICE, Denied),
        ("FunctionRole", "s3:PutObject", "vault/in/0a", CALLERS_KEY, Denied),
        // The mixer copies without saying anything: the bucket's own setting counts.
        ("MixerRole", "s3:PutObject", "vault/reports/0a", &[TLS], Allowed),
        ("MixerRole", "s3:PutObject", "vault/reports/0a", KEY_SERVICE, Denied),
        ("MixerRole", "s3:GetObject", "vault/reports/0a", PUT, NotAllowed),
        ("MixerRole", "s3:DeleteObject", "vault/reports/0a", PUT, NotAllowed),
        ("MixerRole", "s3:GetObject", "vault/work/0a", PUT, Denied),
        ("MixerRole", "s3:ListBucket", "vault", &[TLS], NotAllowed),
        ("ReviewerRole", "s3:GetObject", "vault/in/0a", PUT, Denied),
        ("ReviewerRole", "s3:ListBucket", "vault", IN, NotAllowed),
        ("ReviewerRole", "s3:ListBucket", "vault", &[TLS], NotAllowed),
        ("ReviewerRole", "s3:PutObject", "vault/reports/0a", PUT, NotAllowed),
        ("ReviewerRole", "s3:PutObject", "vault/work/0a", KEY_SERVICE, Denied),
    ];
    let template = Template::usual();
    for &(role, action, resource, context, expected) in cases {
        let found = template.role(role, action, &arn(resource), context);
        assert_eq!(found, expected, "{role} {action} {resource} {context:?}");
    }
}

#[test]
fn nobody_does_anything_over_plain_http() {
    let template = Template::with(&[("WithEdgeLogs", true)]);
    for (action, resource, mut context) in all_requests() {
        if !resource.starts_with("arn:aws:s3:::") {
            continue;
        }
        context[0] = ("aws:SecureTransport", "false");
        for role in template.of_type("AWS::IAM::Role") {
            assert_eq!(
                template.role(role, action, &resource, &context),
                Denied,
                "{role} {action} {resource}"
            );
        }
        for who in [Who::Anyone, Who::Service("cloudfront.amazonaws.com")] {
            assert_eq!(
                template.other(who, action, &resource, &context),
                Denied,
                "{who:?} {action} {resource}"
            );
        }
    }
}

#[test]
fn who_has_no_role_here_does_nothing_and_the_distribution_reads_releases() {
    let template = Template::with(&[("WithEdgeLogs", true)]);
    let cloudfront = Who::Service("cloudfront.amazonaws.com");
    let source = |id: &str| format!("arn:aws:cloudfront::{ACCOUNT}:distribution/{id}");
    let (ours, anothers) = (source("Distribution"), source("Another"));
    let mut read = Vec::new();
    for (action, resource, context) in all_requests() {
        let stranger = arn_of_role("SomeOtherRole");
        let logs = Who::Service("logging.s3.amazonaws.com");
        let with = |who: Who<'_>, source: &str| {
            let mut context: Vec<(&str, &str)> = context.clone();
            context.push(("aws:SourceArn", source));
            template.other(who, action, &resource, &context)
        };
        for who in [Who::Anyone, Who::Role(&stranger), logs] {
            assert_ne!(
                template.other(who, action, &resource, &context),
                Allowed,
                "{who:?} {action} {resource}"
            );
            assert_ne!(with(who, &ours), Allowed, "{who:?} {action} {resource}");
        }
        assert_ne!(with(cloudfront, &anothers), Allowed, "{action} {resource}");
        if with(cloudfront, &ours) == Allowed && !context.iter().any(|(key, _)| *key == "s3:prefix") {
            read.push(format!("{action} {}", resource.trim_start_matches("arn:aws:s3:::")));
        }
    }
    assert_eq!(read, ["s3:ListBucket site", "s3:GetObject site/releases/r/index.html"]);
}

#[test]
fn roles_are_taken_by_whom_they_are_for() {
    let template = Template::with(&[("WithEdgeLogs", true), ("WithReviewers", true)]);
    let account = format!("arn:aws:iam::{ACCOUNT}:root");
    let (account, lambda) = (Who::Role(&account), Who::Service("lambda.amazonaws.com"));
    let reviewers = Who::Role("given-ReviewerPrincipals");
    let others =
        [Who::Anyone, Who::Role("arn:aws:iam::999999999999:root"), Who::Service("ec2.amazonaws.com")];
    let expected = [
        ("FunctionRole", vec![lambda]),
        ("MixerRole", vec![account]),
        ("ReviewerRole", vec![reviewers]),
        ("SweeperRole", vec![lambda]),
    ];
    assert_eq!(
        template.of_type("AWS::IAM::Role").collect::<Vec<_>>(),
        expected.each_ref().map(|(role, _)| *role)
    );
    for (role, who) in expected {
        let everyone = [account, lambda, reviewers].into_iter().chain(others);
        let found: Vec<_> = everyone.filter(|who| template.becomes(*who, role) == Allowed).collect();
        assert_eq!(found, who, "{role}");
    }
}

#[test]
fn only_the_api_calls_the_function() {
    let template = Template::usual();
    let permissions: Vec<_> = template.of_type("AWS::Lambda::Permission").collect();
    assert_eq!(permissions, ["FunctionPermission"]);
    let own = template.properties("FunctionPermission");
    assert_eq!(own["Principal"], "apigateway.amazonaws.com");
    assert_eq!(own["SourceArn"], format!("arn:aws:execute-api:us-east-1:{ACCOUNT}:Api/*/*"));
}

/// These tests can fail: a statement too many is found, and the rules that deny hold against it.
#[test]
fn a_statement_too_many_is_found() {
    let everything =
        json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}});
    let mut template = Template::usual();
    let before = rights(&template, "FunctionRole");
    template.added.insert("FunctionRole".to_owned(), statements(&everything));
    let after = rights(&template, "FunctionRole");
    assert_ne!(before, after);
    assert!(after.iter().any(|right| right.starts_with("logs:PutLogEvents")), "{after:?}");
    // Of the buckets it still has no more than before.
    assert!(
        after.iter().filter(|right| right.contains("vault") || right.contains("site")).eq(&before),
        "{after:?}"
    );

    let reading = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["s3:Get*", "s3:PutObject"], "Resource": "arn:aws:s3:::vault/*"},
    ]});
    for role in ["MixerRole", "ReviewerRole"] {
        let before = rights(&template, role);
        template.added.insert(role.to_owned(), statements(&reading));
        assert!(rights(&template, role).len() > before.len(), "{role}");
    }
    assert_eq!(template.role("MixerRole", "s3:GetObject", &arn("vault/reports/0a"), PUT), Allowed);
    assert_eq!(template.role("MixerRole", "s3:GetObject", &arn("vault/work/0a"), PUT), Denied);
}

/// Without its bucket's rules and its own, the function would read: the tests above hang on both.
#[test]
fn a_rule_too_few_is_found() {
    let reading =
        json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}});
    let mut template = Template::usual();
    template.added.insert("FunctionRole".to_owned(), statements(&reading));
    let read = |template: &Template| template.role("FunctionRole", "s3:GetObject", &arn("vault/in/0a"), PUT);
    assert_eq!(read(&template), Denied);
    let own = template.resources["FunctionRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
        .as_array_mut();
    own.unwrap().retain(|statement| statement["Effect"] == "Allow");
    assert_eq!(read(&template), Denied, "the bucket's rules deny it too");
    template.resources.remove("VaultPolicy");
    assert_eq!(read(&template), Allowed);
}

#[test]
fn patterns_match_as_the_provider_says() {
    for (pattern, text, expected) in [
        ("s3:*", "s3:getobject", true),
        ("s3:get*", "s3:putobject", false),
        ("*", "", true),
        ("a?c", "abc", true),
        ("a?c", "ac", false),
        ("vault/in/*", "vault/in/", true),
        ("vault/in/*", "vault/in", false),
        ("*/x/*", "a/b/x/y", true),
        ("a*b*c", "a--b--b-c", true),
        ("a*b*c", "a--c--b", false),
    ] {
        assert_eq!(like(pattern, text), expected, "{pattern} {text}");
    }
}
