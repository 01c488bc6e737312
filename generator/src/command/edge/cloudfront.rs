//! The table of headers as `CloudFront` takes it: policies, which paths get which, and the function that leads from the
//! address of a page to its file.
//!
//! The names `PageCache`, `NoCache`, `IntakeRequest`, `WithIntake` and the origins `site` and `intake` are those of the
//! template that this is merged into (`intake-fn/deploy/template.yaml`).

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::site::{Address, Site, content_type, file_of, header_rules, headers_for, intake_headers};

type Headers = Vec<(&'static str, String)>;

/// Cache behaviours, the default one among them, that every account may have for a distribution.
pub(super) const USUAL_BEHAVIOURS: usize = 25;
/// And the most of them.
const MOST_BEHAVIOURS: usize = 75;
/// Response headers policies of an account.
const MOST_POLICIES: usize = 20;
/// Characters of a Content-Security-Policy.
const LONGEST_POLICY: usize = 1783;
/// Headers of one policy that have no setting of their own.
const MOST_CUSTOM: usize = 10;

/// What tells when a file was uploaded, and how the bucket keeps it.
const OF_THE_BUCKET: [&str; 4] =
    ["Last-Modified", "x-amz-server-side-encryption", "x-amz-request-id", "x-amz-id-2"];
/// The gateway's number for the request.
const OF_THE_GATEWAY: [&str; 1] = ["Apigw-Requestid"];

/// Why `CloudFront` can't serve a site as its table says.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum CloudFrontError {
    #[error("CloudFront can't send `{name}: {value}`, which the table of headers asks for")]
    Header { name: &'static str, value: String },
    #[error("the site needs {needed} {what}, and CloudFront allows {most}")]
    TooMany { what: &'static str, needed: usize, most: usize },
}

/// What is merged into the template.
#[derive(Debug)]
pub(super) struct Edge {
    pub(super) json: Value,
    pub(super) behaviours: usize,
}

pub(super) fn edge(site: &Site) -> Result<Edge, CloudFrontError> {
    let base = site.options.base.as_str();
    let (everywhere, mut rules): (Vec<_>, Vec<_>) =
        header_rules(site).into_iter().partition(|rule| rule.path == "*");
    let mut policies = Policies::default();
    let everywhere = everywhere.into_iter().flat_map(|rule| rule.headers).collect();
    let default = behaviour(&policies.of(&everywhere, &OF_THE_BUCKET)?);
    // The first that matches is the only one that counts: the narrower come before the wider.
    rules.sort_by_key(|rule| (rule.path.ends_with('*'), Reverse(rule.path.len())));
    let mut behaviours = Vec::new();
    for rule in rules {
        let headers = headers_for(site, rule.path.trim_end_matches('*'));
        let mut own = behaviour(&policies.of(&headers, &OF_THE_BUCKET)?);
        own["PathPattern"] = json!(format!("{base}{}", rule.path));
        behaviours.push(own);
    }
    let mut intake = intake_headers(site);
    // Also for what the gateway answers itself, when the function isn't reached.
    intake.push(("Cache-Control", "no-store".to_owned()));
    let intake = intake_behaviour(base, &policies.of(&intake, &OF_THE_GATEWAY)?);
    behaviours.push(json!({"Fn::If": ["WithIntake", intake, {"Ref": "AWS::NoValue"}]}));
    let needed = behaviours.len() + 1;
    at_most("cache behaviours", needed, MOST_BEHAVIOURS)?;
    at_most("response headers policies", policies.0.len(), MOST_POLICIES)?;
    let mut resources = policies.0;
    resources.insert("EdgeRewrite".to_owned(), rewrite(base));
    let json = json!({
        "Base": base,
        "ErrorPage": format!("{base}{}", site.path(&Address::NotFound)),
        "ContentTypes": content_types(site),
        "Resources": resources,
        "DefaultCacheBehavior": default,
        "CacheBehaviors": behaviours,
    });
    Ok(Edge { json, behaviours: needed })
}

fn at_most(what: &'static str, needed: usize, most: usize) -> Result<(), CloudFrontError> {
    if needed > most { Err(CloudFrontError::TooMany { what, needed, most }) } else { Ok(()) }
}

fn behaviour(policy: &str) -> Value {
    json!({
        "TargetOriginId": "site",
        "ViewerProtocolPolicy": "redirect-to-https",
        "AllowedMethods": ["GET", "HEAD"],
        "CachedMethods": ["GET", "HEAD"],
        "Compress": true,
        "CachePolicyId": {"Ref": "PageCache"},
        "ResponseHeadersPolicyId": {"Ref": policy},
        "FunctionAssociations": [
            {"EventType": "viewer-request", "FunctionARN": {"Fn::GetAtt": ["EdgeRewrite", "FunctionARN"]}},
        ],
    })
}

/// Never over plain HTTP, not even to be led to HTTPS: what is sent would have been in the clear.
fn intake_behaviour(base: &str, policy: &str) -> Value {
    json!({
        "PathPattern": format!("{base}intake/*"),
        "TargetOriginId": "intake",
        "ViewerProtocolPolicy": "https-only",
        // There is no smaller set with POST; the function refuses the others.
        "AllowedMethods": ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
        "CachedMethods": ["GET", "HEAD"],
        "Compress": false,
        "CachePolicyId": {"Ref": "NoCache"},
        "OriginRequestPolicyId": {"Ref": "IntakeRequest"},
        "ResponseHeadersPolicyId": {"Ref": policy},
    })
}

fn rewrite(base: &str) -> Value {
    let code =
        include_str!("rewrite.js").replacen("const base = '/';", &format!("const base = '{base}';"), 1);
    json!({
        "Type": "AWS::CloudFront::Function",
        "Properties": {
            "Name": {"Fn::Sub": "${AWS::StackName}-rewrite"},
            "AutoPublish": true,
            "FunctionConfig": {"Comment": "From the address of a page to its file", "Runtime": "cloudfront-js-2.0"},
            "FunctionCode": code,
        },
    })
}

/// By the ends of the names of files, for the upload: what a program would guess differs from machine to machine.
fn content_types(site: &Site) -> BTreeMap<String, &'static str> {
    let paths = site.addresses().into_iter().map(|address| site.path(&address));
    // A build without what runs in browsers, as tests may have it, gives the same table.
    paths
        .chain(["assets/seal.wasm".to_owned()])
        .filter_map(|path| {
            let file = file_of(&path);
            let (_, end) = file.rsplit('/').next()?.rsplit_once('.')?;
            Some((end.to_owned(), content_type(&path)))
        })
        .collect()
}

/// One policy for all paths with the same headers. Each is named after what it says: a change makes a new one, which
/// paths go over to while the old one is still there, and never changes what other paths send meanwhile.
#[derive(Debug, Default)]
struct Policies(Map<String, Value>);

impl Policies {
    /// The name of the policy that sends these headers and takes those off.
    fn of(&mut self, headers: &Headers, removed: &[&str]) -> Result<String, CloudFrontError> {
        let mut config = config(headers, removed)?;
        let digest = Sha256::digest(format!("{headers:?} {removed:?}"));
        let mut hash = String::new();
        for byte in digest.iter().take(6) {
            _ = write!(hash, "{byte:02x}");
        }
        let name = format!("EdgeHeaders{hash}");
        config["Name"] = json!({"Fn::Sub": format!("${{AWS::StackName}}-headers-{hash}")});
        let resource = json!({
            "Type": "AWS::CloudFront::ResponseHeadersPolicy",
            "Properties": {"ResponseHeadersPolicyConfig": config},
        });
        self.0.insert(name.clone(), resource);
        Ok(name)
    }
}

fn config(headers: &Headers, removed: &[&str]) -> Result<Value, CloudFrontError> {
    let mut security = Map::new();
    let mut custom = Vec::new();
    for (name, value) in headers {
        match security_setting(name, value)? {
            Some((setting, mut fields)) => {
                fields["Override"] = json!(true);
                security.insert(setting.to_owned(), fields);
            }
            None => custom.push(json!({"Header": name, "Value": value, "Override": true})),
        }
    }
    at_most("headers of one path without a setting of their own", custom.len(), MOST_CUSTOM)?;
    let removed: Vec<_> = removed.iter().map(|name| json!({"Header": name})).collect();
    Ok(json!({
        "SecurityHeadersConfig": security,
        "CustomHeadersConfig": {"Items": custom},
        "RemoveHeadersConfig": {"Items": removed},
    }))
}

/// The setting of a header that `CloudFront` knows; it takes no other way to send it.
fn security_setting(
    name: &'static str,
    value: &str,
) -> Result<Option<(&'static str, Value)>, CloudFrontError> {
    let setting = match name {
        "Content-Security-Policy" if value.len() <= LONGEST_POLICY => {
            Some(("ContentSecurityPolicy", json!({"ContentSecurityPolicy": value})))
        }
        "Referrer-Policy" => Some(("ReferrerPolicy", json!({"ReferrerPolicy": value}))),
        "X-Content-Type-Options" if value == "nosniff" => Some(("ContentTypeOptions", json!({}))),
        "X-Frame-Options" if matches!(value, "DENY" | "SAMEORIGIN") => {
            Some(("FrameOptions", json!({"FrameOption": value})))
        }
        "Strict-Transport-Security" => {
            transport_security(value).map(|fields| ("StrictTransportSecurity", fields))
        }
        "Content-Security-Policy" | "X-Content-Type-Options" | "X-Frame-Options" => None,
        _ => return Ok(None),
    };
    setting.map(Some).ok_or_else(|| CloudFrontError::Header { name, value: value.to_owned() })
}

fn transport_security(value: &str) -> Option<Value> {
    let mut fields = json!({"IncludeSubdomains": false, "Preload": false});
    for part in value.split(';').map(str::trim) {
        match part {
            "includeSubDomains" => fields["IncludeSubdomains"] = json!(true),
            "preload" => fields["Preload"] = json!(true),
            _ => {
                let seconds: u32 = part.strip_prefix("max-age=")?.parse().ok()?;
                fields["AccessControlMaxAgeSec"] = json!(seconds);
            }
        }
    }
    fields.get("AccessControlMaxAgeSec").is_some().then_some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cloudfront_has_a_setting_for_is_never_sent_as_another_header() {
        let refused = |name, value: &str| security_setting(name, value).unwrap_err();
        assert!(matches!(refused("X-Frame-Options", "ALLOW"), CloudFrontError::Header { .. }));
        assert!(matches!(refused("X-Content-Type-Options", "sniff"), CloudFrontError::Header { .. }));
        assert!(matches!(
            refused("Strict-Transport-Security", "max-age=soon"),
            CloudFrontError::Header { .. }
        ));
        assert!(matches!(refused("Strict-Transport-Security", "preload"), CloudFrontError::Header { .. }));
        assert!(matches!(
            refused("Content-Security-Policy", &"x".repeat(LONGEST_POLICY + 1)),
            CloudFrontError::Header { .. }
        ));
        assert_eq!(security_setting("Cache-Control", "no-store"), Ok(None));
    }

    #[test]
    fn the_same_headers_are_one_policy() {
        let mut policies = Policies::default();
        let headers = |value: &str| vec![("Cache-Control", value.to_owned())];
        let first = policies.of(&headers("no-store"), &OF_THE_BUCKET);
        assert_ne!(policies.of(&headers("private"), &OF_THE_BUCKET), first);
        assert_ne!(policies.of(&headers("no-store"), &OF_THE_GATEWAY), first);
        assert_eq!(policies.of(&headers("no-store"), &OF_THE_BUCKET), first);
        assert_eq!(policies.0.len(), 3);
    }

    #[test]
    fn more_than_a_distribution_holds_is_refused() {
        assert_eq!(at_most("cache behaviours", 75, MOST_BEHAVIOURS), Ok(()));
        assert!(at_most("cache behaviours", 76, MOST_BEHAVIOURS).is_err());
    }
}
