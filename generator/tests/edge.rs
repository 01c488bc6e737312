//! The table of headers, as a network takes it that reads no `_headers`.

mod library;

use std::collections::{BTreeMap, BTreeSet};

use library::Library;
use serde_json::Value;

type Headers = BTreeMap<String, String>;

fn edge(library: &Library, args: &[&str]) -> Value {
    let output = library.run(&[&["edge", "--format", "cloudfront"], args].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What hosts that read `_headers` send: all that match, joined.
fn by_file(file: &str, path: &str) -> Headers {
    let mut headers = Headers::new();
    let mut matching = false;
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            None => matching = matches(line, path),
            Some(header) if matching => {
                let (name, value) = header.split_once(": ").unwrap();
                assert_eq!(headers.insert(name.to_owned(), value.to_owned()), None, "{path} has two {name}");
            }
            Some(_) => {}
        }
    }
    headers
}

/// What the network sends: the first behaviour that matches, else the default one.
fn by_edge(edge: &Value, path: &str) -> Headers {
    let behaviours = edge["CacheBehaviors"].as_array().unwrap().iter();
    let own = behaviours.filter_map(|own| Some((own["PathPattern"].as_str()?, own)));
    let behaviour = own.into_iter().find(|(pattern, _)| matches(pattern, path)).map(|(_, own)| own);
    let behaviour = behaviour.unwrap_or(&edge["DefaultCacheBehavior"]);
    let policy = behaviour["ResponseHeadersPolicyId"]["Ref"].as_str().unwrap();
    sent(&edge["Resources"][policy]["Properties"]["ResponseHeadersPolicyConfig"])
}

fn matches(pattern: &str, path: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => path == pattern,
    }
}

/// The headers that a policy sends, as the network's documentation says that it writes them.
fn sent(policy: &Value) -> Headers {
    let mut headers = Headers::new();
    for (setting, own) in policy["SecurityHeadersConfig"].as_object().unwrap() {
        let text = |field: &str| own[field].as_str().unwrap().to_owned();
        assert_eq!(own["Override"], true);
        let (name, value) = match setting.as_str() {
            "ContentSecurityPolicy" => ("Content-Security-Policy", text("ContentSecurityPolicy")),
            "ContentTypeOptions" => ("X-Content-Type-Options", "nosniff".to_owned()),
            "FrameOptions" => ("X-Frame-Options", text("FrameOption")),
            "ReferrerPolicy" => ("Referrer-Policy", text("ReferrerPolicy")),
            "StrictTransportSecurity" => {
                let mut value = format!("max-age={}", own["AccessControlMaxAgeSec"]);
                for (field, part) in [("IncludeSubdomains", "; includeSubDomains"), ("Preload", "; preload")]
                {
                    value.push_str(if own[field] == true { part } else { "" });
                }
                ("Strict-Transport-Security", value)
            }
            other => panic!("an unknown setting: {other}"),
        };
        headers.insert(name.to_owned(), value);
    }
    for own in policy["CustomHeadersConfig"]["Items"].as_array().unwrap() {
        assert_eq!(own["Override"], true);
        headers.insert(own["Header"].as_str().unwrap().to_owned(), own["Value"].as_str().unwrap().to_owned());
    }
    headers
}

/// Addresses of every kind, also of files that aren't there.
const PATHS: [&str; 18] = [
    "",
    "reports/",
    "reports/nm-22222222/",
    "reports",
    "topics/",
    "topics/activity/arrest/feed.xml",
    "about/",
    "about/x",
    "404.html",
    "search/",
    "search/index.json",
    "offline/",
    "sw.js",
    "assets/main.css",
    "feed.xml",
    "data/reports.json",
    "nowhere/",
    "robots.txt",
];

#[test]
fn the_table_becomes_policies_and_behaviours() {
    let library = Library::with_reports();
    let shown = library.shown(&["edge", "--format", "cloudfront"]);
    insta::assert_snapshot!(library::without_hashes(&shown));
}

#[test]
fn every_address_gets_the_headers_that_the_file_gives_it() {
    let library = Library::with_reports();
    for args in [&["--base-url", "/"][..], &["--base-url", "/near-miss/"]] {
        library.build(args);
        let (file, edge) = (library.read("site/_headers"), edge(&library, args));
        for path in PATHS {
            let path = format!("{}{path}", args[1]);
            assert_eq!(by_edge(&edge, &path), by_file(&file, &path), "{path}");
        }
    }
}

#[test]
fn no_policy_is_without_a_path_and_no_path_without_a_policy() {
    let library = Library::with_reports();
    let edge = edge(&library, &[]);
    let policies: BTreeSet<_> = edge["Resources"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, own)| own["Type"] == "AWS::CloudFront::ResponseHeadersPolicy")
        .map(|(name, _)| name.clone())
        .collect();
    let text = edge["CacheBehaviors"].to_string() + &edge["DefaultCacheBehavior"].to_string();
    for policy in &policies {
        assert!(text.contains(&format!("\"ResponseHeadersPolicyId\":{{\"Ref\":\"{policy}\"}}")), "{policy}");
    }
    assert_eq!(
        text.matches("ResponseHeadersPolicyId").count(),
        text.matches("{\"Ref\":\"EdgeHeaders").count()
    );
}

#[test]
fn a_site_of_more_pages_than_a_distribution_has_paths_for_is_told() {
    let library = Library::new();
    let page = |n: usize| {
        let text = format!("---\ntitle: Page {n}\ndescription: One of many.\n---\n\nText.\n");
        library.write(&format!("content/pages/page-{n}.md"), &text);
    };
    (0..20).for_each(page);
    let shown = library.shown(&["edge", "--format", "cloudfront"]);
    let (_, note) = shown.split_once("--- stderr\n").unwrap();
    insta::assert_snapshot!("more_than_usual", note);
    (20..80).for_each(page);
    insta::assert_snapshot!("more_than_allowed", library.shown(&["edge", "--format", "cloudfront"]));
}

#[test]
fn what_can_not_be_read_is_told_as_everywhere() {
    let library = Library::new();
    let site = library.read("content/site.yaml");
    library.write("content/site.yaml", &site.replace("since: 2026", "since: long"));
    insta::assert_snapshot!("findings", library.shown(&["edge", "--format", "cloudfront"]));
    insta::assert_snapshot!("no_format", library.shown(&["edge"]));
}
