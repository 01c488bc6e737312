//! What the template sets, beside rights: nothing that keeps a trace of who sent something, and nothing public.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::template::Template;

/// Every kind of resource there is. A new one is looked at: it may write a log, or give rights that aren't evaluated.
const KINDS: [&str; 17] = [
    "AWS::ApiGatewayV2::Api",
    "AWS::ApiGatewayV2::Integration",
    "AWS::ApiGatewayV2::Route",
    "AWS::ApiGatewayV2::Stage",
    "AWS::CloudFront::CachePolicy",
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::OriginRequestPolicy",
    "AWS::CloudWatch::Alarm",
    "AWS::Events::Rule",
    "AWS::IAM::Role",
    "AWS::Lambda::Function",
    "AWS::Lambda::Permission",
    "AWS::S3::Bucket",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::Topic",
];

fn keys(of: &Map<String, Value>) -> Vec<&str> {
    of.keys().map(String::as_str).collect()
}

#[test]
fn there_is_no_kind_of_resource_that_nobody_looked_at() {
    let template = Template::with(&[("WithEdgeLogs", true)]);
    let kinds: BTreeSet<_> = template.resources.values().map(|own| own["Type"].as_str().unwrap()).collect();
    assert_eq!(kinds, KINDS.into_iter().collect());
}

/// Named whole: a log, a version, a copy elsewhere, a notice of each new object would each be a setting more.
#[test]
fn the_vault_keeps_no_version_no_log_and_no_report_after_120_days() {
    let template = Template::usual();
    let vault = template.properties("Vault");
    let wanted =
        ["BucketEncryption", "LifecycleConfiguration", "OwnershipControls", "PublicAccessBlockConfiguration"];
    assert_eq!(keys(vault), wanted);
    let rules = vault["LifecycleConfiguration"]["Rules"].as_array().unwrap();
    let ends = |name: &str| {
        let own = |rule: &&Value| rule["Prefix"].as_str().is_some_and(|prefix| name.starts_with(prefix));
        let days =
            rules.iter().filter(own).map(|rule| (rule["Status"].as_str(), rule["ExpirationInDays"].as_u64()));
        days.collect::<Vec<_>>()
    };
    let after = vec![(Some("Enabled"), Some(120))];
    for digit in "0123456789abcdef".chars() {
        for folder in ["in", "reports", "work"] {
            assert_eq!(ends(&format!("{folder}/{digit}a")), after, "{folder}/{digit}");
        }
    }
    // Counts without names: a table of a quarter is wrong without them.
    assert_eq!(ends("work/ledger/0a"), []);
    assert_eq!(template.resources["Vault"]["DeletionPolicy"], "Retain");
}

#[test]
fn every_bucket_is_private_and_has_the_key_of_the_store() {
    let template = Template::with(&[("WithEdgeLogs", true)]);
    let with_rules: BTreeSet<_> = template
        .of_type("AWS::S3::BucketPolicy")
        .map(|name| template.properties(name)["Bucket"].as_str().unwrap())
        .collect();
    assert_eq!(template.of_type("AWS::S3::Bucket").count(), 3);
    for name in template.of_type("AWS::S3::Bucket") {
        let bucket = template.properties(name);
        let private = bucket["PublicAccessBlockConfiguration"].as_object().unwrap();
        assert_eq!(private.len(), 4, "{name}");
        assert!(private.values().all(|setting| setting == true), "{name}");
        let encryption = &bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"];
        assert_eq!(
            *encryption,
            json!([{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]),
            "{name}"
        );
        assert!(with_rules.contains(name.to_lowercase().as_str()), "{name} is reached without TLS");
    }
}

/// Named whole as well: no tracing, no queue of failed requests, no extension, no file system.
#[test]
fn the_function_traces_and_queues_nothing() {
    let template = Template::usual();
    let function = template.properties("Function");
    let wanted = [
        "Architectures",
        "Code",
        "Description",
        "Environment",
        "Handler",
        "MemorySize",
        "ReservedConcurrentExecutions",
        "Role",
        "Runtime",
        "Timeout",
    ];
    assert_eq!(keys(function), wanted);
    let settings = include_str!("../../src/lambda.rs");
    for name in function["Environment"]["Variables"].as_object().unwrap().keys() {
        assert!(settings.contains(&format!("\"{name}\"")), "the function doesn't read {name}");
    }
}

#[test]
fn nothing_logs_unless_the_operator_says_so_and_then_for_a_day() {
    let usual = Template::usual();
    assert!(!usual.properties("ApiStage").contains_key("AccessLogSettings"));
    let distribution =
        |template: &Template| template.properties("Distribution")["DistributionConfig"].clone();
    assert!(distribution(&usual).get("Logging").is_none());
    assert!(!usual.resources.contains_key("EdgeLogs"));

    let logging = Template::with(&[("WithEdgeLogs", true)]);
    assert_eq!(distribution(&logging)["Logging"]["IncludeCookies"], false);
    assert_eq!(logging.properties("EdgeLogs")["LifecycleConfiguration"]["Rules"][0]["ExpirationInDays"], 1);
    // Its lifecycle rule alone would leave lines for up to two days.
    assert_eq!(logging.properties("SweeperHourly")["ScheduleExpression"], "rate(1 hour)");
    assert!(logging.properties("Sweeper")["Code"]["ZipFile"].as_str().unwrap().contains("hours=22"));
}

#[test]
fn the_intake_is_told_what_it_needs_and_no_more() {
    let template = Template::usual();
    let request = &template.properties("IntakeRequest")["OriginRequestPolicyConfig"];
    assert_eq!(request["CookiesConfig"]["CookieBehavior"], "none");
    assert_eq!(request["QueryStringsConfig"]["QueryStringBehavior"], "none");
    let headers = json!({"HeaderBehavior": "whitelist", "Headers": ["Accept", "Content-Type", "Nearmiss-Proof", "Nearmiss-Ticket"]});
    assert_eq!(request["HeadersConfig"], headers);
    let cache = &template.properties("NoCache")["CachePolicyConfig"];
    assert_eq!([&cache["MinTTL"], &cache["DefaultTTL"], &cache["MaxTTL"]], [0, 0, 0]);
}

/// A mail about a failure must not say when somebody sent something.
#[test]
fn alarms_count_over_an_hour() {
    let template = Template::with(&[("WithEdgeLogs", true)]);
    assert_eq!(template.of_type("AWS::CloudWatch::Alarm").count(), 4);
    for name in template.of_type("AWS::CloudWatch::Alarm") {
        let alarm = template.properties(name);
        assert_eq!(alarm["Period"], 3600, "{name}");
        assert_eq!(alarm["AlarmActions"], json!(["Alarms"]), "{name}");
    }
}

#[test]
fn a_site_without_its_form_has_no_intake() {
    let template = Template::with(&[("WithIntake", false)]);
    for kind in ["AWS::Lambda::Function", "AWS::ApiGatewayV2::Api", "AWS::Lambda::Permission"] {
        assert_eq!(template.of_type(kind).count(), 0, "{kind}");
    }
    let origins = &template.properties("Distribution")["DistributionConfig"]["Origins"];
    assert_eq!(origins.as_array().unwrap().len(), 1);
}

/// `scripts/deploy --dry-run` prints these words; nothing is made that it doesn't name.
#[test]
fn every_resource_says_what_it_is() {
    let template = Template::with(&[("WithEdgeLogs", true)]);
    for (name, resource) in &template.resources {
        for word in ["Group", "Says"] {
            assert!(
                resource["Metadata"][word].as_str().is_some_and(|text| !text.is_empty()),
                "{name}: {word}"
            );
        }
    }
}
