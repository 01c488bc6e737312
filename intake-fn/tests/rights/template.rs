//! The template as it comes out for given conditions, with names in place of references.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::policy::{Request, Statement, Verdict, Who, statements, verdict};

const TEXT: &str = include_str!("../../deploy/template.yaml");
pub(crate) const ACCOUNT: &str = "111122223333";

/// All resources that a stack has.
pub(crate) struct Template {
    raw: Value,
    conditions: BTreeMap<&'static str, bool>,
    pub(crate) resources: Map<String, Value>,
    /// Added by tests to see that it is found.
    pub(crate) added: BTreeMap<String, Vec<Statement>>,
}

impl Template {
    /// A library with its intake, without edge logs.
    pub(crate) fn usual() -> Self {
        Self::with(&[])
    }

    /// The same, but for these conditions.
    pub(crate) fn with(changes: &[(&'static str, bool)]) -> Self {
        let raw: Value = serde_yaml::from_str(TEXT).unwrap();
        let mut conditions = BTreeMap::from([
            ("WithIntake", true),
            ("WithDomain", false),
            ("WithReservation", true),
            ("WithEdgeLogs", false),
            ("WithMixers", false),
            ("WithReviewers", false),
        ]);
        conditions.extend(changes.iter().copied());
        let own: Vec<_> = raw["Conditions"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(own, conditions.keys().copied().collect::<Vec<_>>(), "a condition that no test knows");
        let mut template = Self { raw, conditions, resources: Map::new(), added: BTreeMap::new() };
        let there = |resource: &Value| {
            resource["Condition"].as_str().is_none_or(|condition| template.conditions[condition])
        };
        let resources = template.raw["Resources"].as_object().unwrap().iter();
        let resources = resources.filter(|(_, resource)| there(resource));
        let resources =
            resources.map(|(name, resource)| (name.clone(), template.resolved(resource).unwrap()));
        template.resources = resources.collect();
        template
    }

    /// Of a resource that is there.
    pub(crate) fn properties(&self, name: &str) -> &Map<String, Value> {
        let resource = self.resources.get(name).unwrap_or_else(|| panic!("there is no {name}"));
        resource["Properties"].as_object().unwrap()
    }

    /// The names of the resources of a type.
    pub(crate) fn of_type<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        self.resources.iter().filter(move |(_, own)| own["Type"] == kind).map(|(name, _)| name.as_str())
    }

    /// What a role's own policies say.
    pub(crate) fn of_role(&self, role: &str) -> Vec<Statement> {
        let own = self.properties(role);
        for elsewhere in ["ManagedPolicyArns", "PermissionsBoundary"] {
            assert!(!own.contains_key(elsewhere), "{role} has {elsewhere}, which isn't evaluated here");
        }
        let policies = own["Policies"].as_array().unwrap().iter();
        let mut all: Vec<_> = policies.flat_map(|policy| statements(&policy["PolicyDocument"])).collect();
        all.extend(self.added.get(role).into_iter().flatten().cloned());
        all
    }

    /// What the bucket says that a resource is in, if it is in one.
    fn of_bucket(&self, resource: &str) -> Vec<Statement> {
        let policies = self.of_type("AWS::S3::BucketPolicy").map(|name| self.properties(name));
        policies
            .filter(|policy| {
                let bucket = format!("arn:aws:s3:::{}", policy["Bucket"].as_str().unwrap());
                resource == bucket || resource.starts_with(&format!("{bucket}/"))
            })
            .flat_map(|policy| statements(&policy["PolicyDocument"]))
            .collect()
    }

    /// What a role's request comes to.
    pub(crate) fn role(&self, role: &str, action: &str, resource: &str, context: &[(&str, &str)]) -> Verdict {
        let mut all = self.of_role(role);
        all.extend(self.of_bucket(resource));
        let arn = arn_of_role(role);
        verdict(all.iter(), &Request { who: Who::Role(&arn), action, resource, context })
    }

    /// What somebody's request comes to who has no role here.
    pub(crate) fn other(
        &self,
        who: Who<'_>,
        action: &str,
        resource: &str,
        context: &[(&str, &str)],
    ) -> Verdict {
        verdict(self.of_bucket(resource).iter(), &Request { who, action, resource, context })
    }

    /// Whether somebody may become a role.
    pub(crate) fn becomes(&self, who: Who<'_>, role: &str) -> Verdict {
        let trust = statements(&self.properties(role)["AssumeRolePolicyDocument"]);
        let request = Request { who, action: "sts:AssumeRole", resource: "", context: &[] };
        verdict(trust.iter(), &request)
    }

    /// A value with names in place of references; none where there is to be none.
    fn resolved(&self, value: &Value) -> Option<Value> {
        match value {
            Value::Object(fields) if fields.len() == 1 => {
                let (key, argument) = fields.iter().next().unwrap();
                match key.as_str() {
                    "Ref" if argument == "AWS::NoValue" => None,
                    "Ref" => Some(self.reference(argument.as_str().unwrap())),
                    "Fn::GetAtt" => Some(Value::from(
                        self.attribute(argument[0].as_str().unwrap(), argument[1].as_str().unwrap()),
                    )),
                    "Fn::Sub" => Some(Value::from(self.substituted(argument.as_str().unwrap()))),
                    "Fn::If" => {
                        let holds = self.conditions[argument[0].as_str().unwrap()];
                        self.resolved(&argument[if holds { 1 } else { 2 }])
                    }
                    other => {
                        assert!(!other.starts_with("Fn::"), "`{other}` isn't resolved here");
                        Some(self.fields(fields))
                    }
                }
            }
            Value::Object(fields) => Some(self.fields(fields)),
            Value::Array(all) => Some(all.iter().filter_map(|one| self.resolved(one)).collect()),
            plain => Some(plain.clone()),
        }
    }

    fn fields(&self, fields: &Map<String, Value>) -> Value {
        let resolved = fields.iter().filter_map(|(key, value)| Some((key.clone(), self.resolved(value)?)));
        Value::Object(resolved.collect())
    }

    fn reference(&self, name: &str) -> Value {
        match name {
            "AWS::Partition" => "aws".into(),
            "AWS::AccountId" => ACCOUNT.into(),
            "AWS::Region" => "us-east-1".into(),
            "AWS::URLSuffix" => "amazonaws.com".into(),
            "AWS::StackName" => "library".into(),
            _ if self.raw["Resources"].get(name).is_some() => match self.kind(name) {
                "AWS::S3::Bucket" => name.to_lowercase().into(),
                _ => name.into(),
            },
            _ => {
                let parameter = &self.raw["Parameters"][name];
                assert!(parameter.is_object(), "{name} is neither a resource nor a parameter");
                let list = parameter["Type"] == "CommaDelimitedList";
                let given = if list {
                    Value::from(vec![format!("given-{name}")])
                } else {
                    format!("given-{name}").into()
                };
                parameter.get("Default").filter(|value| **value != "").cloned().unwrap_or(given)
            }
        }
    }

    fn attribute(&self, name: &str, attribute: &str) -> String {
        match (self.kind(name), attribute) {
            ("AWS::S3::Bucket", "Arn") => format!("arn:aws:s3:::{}", name.to_lowercase()),
            ("AWS::IAM::Role", "Arn") => arn_of_role(name),
            _ => format!("{name}.{attribute}"),
        }
    }

    fn kind(&self, name: &str) -> &str {
        self.raw["Resources"][name]["Type"].as_str().unwrap_or_else(|| panic!("there is no {name}"))
    }

    fn substituted(&self, text: &str) -> String {
        let mut parts = text.split("${");
        let mut whole = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once('}').unwrap();
            match name.split_once('.') {
                Some((name, attribute)) => whole.push_str(&self.attribute(name, attribute)),
                None => whole.push_str(self.reference(name).as_str().unwrap_or("?")),
            }
            whole.push_str(rest);
        }
        whole
    }
}

pub(crate) fn arn_of_role(role: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:role/{role}")
}
