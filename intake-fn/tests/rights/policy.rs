//! Policies and what they come to, by the rules of the provider's documentation ("Policy evaluation logic"): a rule that
//! denies wins over all that allow, and what nothing allows is denied.

use serde::Deserialize;
use serde_json::{Map, Value};

/// What a request comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Allowed,
    /// By a rule, which wins over whatever else is ever added.
    Denied,
    /// Nothing allows it.
    NotAllowed,
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who<'a> {
    /// By its ARN.
    Role(&'a str),
    Service(&'a str),
    Anyone,
}

/// What is asked for, and what is known of the request: keys and values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'a> {
    pub(crate) who: Who<'a>,
    pub(crate) action: &'a str,
    pub(crate) resource: &'a str,
    pub(crate) context: &'a [(&'a str, &'a str)],
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
struct Document {
    version: String,
    statement: OneOrMore<Statement>,
}

/// One statement; a field that isn't known here is an error, never overlooked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
pub(crate) struct Statement {
    #[serde(rename = "Sid")]
    _sid: Option<String>,
    effect: Effect,
    principal: Option<Principal>,
    action: Option<OneOrMore<String>>,
    not_action: Option<OneOrMore<String>>,
    resource: Option<OneOrMore<String>>,
    not_resource: Option<OneOrMore<String>>,
    condition: Option<Map<String, Value>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Effect {
    Allow,
    Deny,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Principal {
    Everybody(String),
    Named(Named),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    #[serde(rename = "AWS")]
    aws: Option<OneOrMore<String>>,
    #[serde(rename = "Service")]
    service: Option<OneOrMore<String>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum OneOrMore<T> {
    One(T),
    More(Vec<T>),
}

impl<T> OneOrMore<T> {
    fn iter(&self) -> std::slice::Iter<'_, T> {
        match self {
            Self::One(one) => std::slice::from_ref(one).iter(),
            Self::More(more) => more.iter(),
        }
    }
}

/// The statements of a policy.
pub(crate) fn statements(document: &Value) -> Vec<Statement> {
    let document: Document = serde_json::from_value(document.clone())
        .unwrap_or_else(|error| panic!("a policy that isn't understood: {error}: {document}"));
    assert_eq!(document.version, "2012-10-17");
    document.statement.iter().cloned().collect()
}

/// What a request comes to under these statements. Within one account an allowance by either side is enough.
pub(crate) fn verdict<'a>(statements: impl Iterator<Item = &'a Statement>, request: &Request<'_>) -> Verdict {
    let mut verdict = Verdict::NotAllowed;
    for statement in statements.filter(|statement| statement.matches(request)) {
        match statement.effect {
            Effect::Deny => return Verdict::Denied,
            Effect::Allow => verdict = Verdict::Allowed,
        }
    }
    verdict
}

impl Statement {
    /// Whether it allows an action on anything, however it is asked for.
    pub(crate) fn allows_somewhere(&self, action: &str) -> bool {
        let is = |pattern: &String| like(&pattern.to_lowercase(), &action.to_lowercase());
        self.effect == Effect::Allow && either(self.action.as_ref(), self.not_action.as_ref(), is)
    }

    fn matches(&self, request: &Request<'_>) -> bool {
        let action = |pattern: &String| like(&pattern.to_lowercase(), &request.action.to_lowercase());
        let resource = |pattern: &String| {
            assert!(!pattern.contains("${"), "a variable in a resource isn't evaluated here: {pattern}");
            like(pattern, request.resource)
        };
        self.principal.as_ref().is_none_or(|principal| principal.is(request.who))
            && either(self.action.as_ref(), self.not_action.as_ref(), action)
            // A policy of who may become a role has no resource: it is the role.
            && (self.resource.is_none() && self.not_resource.is_none()
                || either(self.resource.as_ref(), self.not_resource.as_ref(), resource))
            && self.condition.iter().flatten().all(|(operator, keys)| {
                let keys = keys.as_object().expect("a condition has keys");
                keys.iter().all(|(key, values)| holds(operator, key, values, request.context))
            })
    }
}

fn either(
    these: Option<&OneOrMore<String>>,
    not_these: Option<&OneOrMore<String>>,
    is: impl Fn(&String) -> bool,
) -> bool {
    match (these, not_these) {
        (Some(these), None) => these.iter().any(is),
        (None, Some(these)) => !these.iter().any(is),
        _ => panic!("a statement has one of Action and NotAction, and one of Resource and NotResource"),
    }
}

impl Principal {
    fn is(&self, who: Who<'_>) -> bool {
        match self {
            Self::Everybody(star) => {
                assert_eq!(star, "*");
                true
            }
            Self::Named(named) => {
                let aws = |arn: &str| {
                    named.aws.iter().flat_map(|own| own.iter()).any(|own| own == "*" || own == arn)
                };
                match who {
                    Who::Role(arn) => aws(arn),
                    Who::Service(name) => {
                        named.service.iter().flat_map(|own| own.iter()).any(|own| own == name)
                    }
                    Who::Anyone => aws("*"),
                }
            }
        }
    }
}

/// Whether one key of a condition holds.
fn holds(operator: &str, key: &str, values: &Value, context: &[(&str, &str)]) -> bool {
    let values: Vec<&str> = match values {
        Value::Array(values) => {
            values.iter().map(|value| value.as_str().expect("values are texts")).collect()
        }
        value => vec![value.as_str().expect("values are texts")],
    };
    assert!(values.iter().all(|value| !value.contains("${")), "variables aren't evaluated here: {values:?}");
    let own = context.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| *value);
    if operator == "Null" {
        return values.iter().any(|value| (*value == "true") == own.is_none());
    }
    let (operator, if_there) = match operator.strip_suffix("IfExists") {
        Some(operator) => (operator, true),
        None => (operator, false),
    };
    let any = |is: fn(&str, &str) -> bool| own.is_some_and(|own| values.iter().any(|value| is(value, own)));
    let same = |value: &str, own: &str| value == own;
    match operator {
        _ if own.is_none() && if_there => true,
        "Bool" => any(str::eq_ignore_ascii_case),
        "StringEquals" => any(same),
        // What isn't there isn't equal either.
        "StringNotEquals" => !any(same),
        "StringLike" | "ArnLike" | "ArnEquals" => any(like),
        "StringNotLike" | "ArnNotLike" => !any(like),
        _ => panic!("`{operator}` isn't evaluated here"),
    }
}

/// `*` stands for any characters, `?` for one.
pub(crate) fn like(pattern: &str, text: &str) -> bool {
    match pattern.chars().next() {
        None => text.is_empty(),
        Some('*') => {
            let rest = &pattern[1..];
            text.char_indices().map(|(at, _)| at).chain([text.len()]).any(|at| like(rest, &text[at..]))
        }
        Some(first) => {
            let mut others = text.chars();
            let next = others.next();
            next.is_some_and(|next| first == '?' || first == next)
                && like(&pattern[first.len_utf8()..], others.as_str())
        }
    }
}
