//! Reading `taxonomy.yaml`.

use std::collections::HashMap;

use super::{Field, FieldKind, Group, Level, MarkKind, Taxonomy, Value};
use crate::finding::Finding;
use crate::front_matter::Keys;
use crate::rules;
use crate::source::Source;
use crate::yaml::Word;

/// Years that a period field accepts beside its bands. A fixed span, because nothing here has a clock.
const YEARS: std::ops::RangeInclusive<u16> = 1970..=2099;

const LEVELS: [&str; 3] = ["pub", "agg", "no"];

pub(super) fn taxonomy(source: &Source<'_>, findings: &mut Vec<Finding>) -> Option<Taxonomy> {
    let before = findings.len();
    let mut keys = Keys::read(source, source.text, 1, findings)?;
    let version = keys.required("version", "\"1.0\"", findings);
    let marks = keys.maps("marks", findings).into_iter().filter_map(|keys| mark(keys, findings)).collect();
    let fields: Vec<Field> =
        keys.maps("fields", findings).into_iter().filter_map(|keys| field(keys, findings)).collect();
    let allowed = keys.words("lessons_only", findings);
    let mut taxonomy = Taxonomy { version: version?.text, marks, fields, lessons_only: Vec::new() };
    for word in allowed {
        if let Some(index) = taxonomy.field(&word.text) {
            taxonomy.lessons_only.push(index);
        } else {
            let ids: Vec<&str> = taxonomy.fields.iter().map(|field| field.id.as_str()).collect();
            findings.push(keys.unknown_value(&word, "lessons_only", &ids));
        }
    }
    for (at, field) in taxonomy.fields.iter().enumerate() {
        if taxonomy.fields[..at].iter().any(|earlier| earlier.id == field.id) {
            findings.push(repeated(&keys, "fields", &field.id));
        }
    }
    keys.finish(findings);
    (findings.len() == before).then_some(taxonomy)
}

fn repeated(keys: &Keys<'_>, list: &str, id: &str) -> Finding {
    rules::repeated_value::finding(keys.source(), keys.place(list), list, id)
}

fn mark(mut keys: Keys<'_>, findings: &mut Vec<Finding>) -> Option<MarkKind> {
    let id = keys.required("id", "officer", findings);
    let label = keys.required("label", "An officer", findings);
    let definition = keys.required("definition", "one line", findings);
    let example = keys.required("example", "\"[officer A]\"", findings);
    keys.finish(findings);
    Some(MarkKind { id: id?.text, label: label?.text, definition: definition?.text, example: example?.text })
}

fn field(mut keys: Keys<'_>, findings: &mut Vec<Finding>) -> Option<Field> {
    let id = keys.required("id", "activity", findings);
    let label = keys.required("label", "Activity", findings);
    let definition = keys.required("definition", "one line", findings);
    let level = keys.required("level", "pub", findings).and_then(|word| level(&keys, &word, findings));
    let many = keys.flag("many", findings);
    let kind = match keys.text("kind", findings) {
        Some(word) if word.text == "period" => FieldKind::Period,
        Some(word) => {
            findings.push(keys.unknown_value(&word, "kind", &["period"]));
            FieldKind::One
        }
        None if many => FieldKind::Many,
        None => FieldKind::One,
    };
    let mut groups = Vec::new();
    let mut values: Vec<Value> =
        keys.maps("values", findings).into_iter().filter_map(|keys| value(keys, None, findings)).collect();
    for group in keys.maps("groups", findings) {
        if let Some(group) = read_group(group, groups.len(), &mut values, findings) {
            groups.push(group);
        }
    }
    if kind == FieldKind::Period {
        values.extend(YEARS.map(|year| Value {
            id: year.to_string(),
            label: year.to_string(),
            definition: String::new(),
            phrase: year.to_string(),
            group: None,
        }));
    }
    let mut by_id = HashMap::with_capacity(values.len());
    for (at, value) in (0u16..).zip(&values) {
        if by_id.insert(value.id.clone(), at).is_some() {
            findings.push(repeated(&keys, "values", &value.id));
        }
    }
    check_id(keys.source(), id.as_ref(), is_field_id, findings);
    keys.finish(findings);
    Some(Field {
        id: id?.text,
        label: label?.text,
        definition: definition?.text,
        level: level?,
        kind,
        values,
        groups,
        by_id,
    })
}

fn level(keys: &Keys<'_>, word: &Word, findings: &mut Vec<Finding>) -> Option<Level> {
    match word.text.as_str() {
        "pub" => Some(Level::Public),
        "agg" => Some(Level::Aggregate),
        "no" => Some(Level::Never),
        _ => {
            findings.push(keys.unknown_value(word, "level", &LEVELS));
            None
        }
    }
}

fn read_group(
    mut keys: Keys<'_>,
    index: usize,
    values: &mut Vec<Value>,
    findings: &mut Vec<Finding>,
) -> Option<Group> {
    let id = keys.required("id", "tactics", findings);
    let label = keys.required("label", "Tactics", findings);
    let definition = keys.required("definition", "one line", findings);
    let name = id.as_ref().map(|word| word.text.clone()).unwrap_or_default();
    let group = u16::try_from(index).ok().map(|index| (index, name.as_str()));
    values.extend(keys.maps("values", findings).into_iter().filter_map(|keys| value(keys, group, findings)));
    check_id(keys.source(), id.as_ref(), is_group_id, findings);
    keys.finish(findings);
    Some(Group { id: id?.text, label: label?.text, definition: definition?.text })
}

fn value(mut keys: Keys<'_>, group: Option<(u16, &str)>, findings: &mut Vec<Finding>) -> Option<Value> {
    let id = keys.required("id", "traffic-stop", findings);
    let label = keys.required("label", "Traffic stop", findings);
    let definition = keys.required("definition", "one line", findings);
    let phrase = keys.text("phrase", findings);
    let source = keys.source();
    keys.finish(findings);
    let (id, label) = (id?, label?.text);
    check_id(source, Some(&id), is_address_part, findings);
    let id = group.map_or(id.text.clone(), |(_, group)| format!("{group}/{}", id.text));
    let phrase = phrase.map_or_else(|| label.to_lowercase(), |word| word.text);
    Some(Value { id, label, definition: definition?.text, phrase, group: group.map(|(index, _)| index) })
}

fn check_id(source: &Source<'_>, id: Option<&Word>, may_be: fn(&str) -> bool, findings: &mut Vec<Finding>) {
    if let Some(id) = id.filter(|id| !may_be(&id.text)) {
        findings.push(rules::id_word::finding(source, id.place, &id.text));
    }
}

/// Ids become addresses and folders: lower-case letters, digits and hyphens. `page` is the word between a list and
/// its pages.
fn is_address_part(id: &str) -> bool {
    !id.is_empty()
        && id != "page"
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn is_group_id(id: &str) -> bool {
    is_address_part(&id.replace('_', "-"))
}

/// A field's id is a key beside those that every report has.
fn is_field_id(id: &str) -> bool {
    let own =
        ["id", "title", "takeaway", "taxonomy_version", "publication", "sample", "source_id", "import_hash"];
    let data = ["related", "period", "url"];
    is_address_part(&id.replace('_', "-")) && !own.contains(&id) && !data.contains(&id)
}
