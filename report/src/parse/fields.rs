//! The fields of a report: from words to what they mean.

use std::path::Path;

use crate::finding::Finding;
use crate::front_matter::Keys;
use crate::id::ReportId;
use crate::near_miss::{Allowed, Facet, Publication};
use crate::rules;
use crate::section::PROMPT_TITLE;
use crate::source::Place;
use crate::taxonomy::{Field, FieldKind, Level, Taxonomy};
use crate::yaml::{Kind, Word};

/// Longest title, in characters: two lines on a phone.
const MAX_TITLE: usize = 120;

const PUBLICATIONS: [&str; 2] = ["full", "lessons-only"];

pub(super) struct Fields {
    pub(super) id: Option<ReportId>,
    pub(super) title: Option<Box<str>>,
    pub(super) publication: Option<Publication>,
    pub(super) sample: bool,
    pub(super) source_id: Option<Box<str>>,
    pub(super) facets: Box<[Facet]>,
    pub(super) related: Box<[(ReportId, Place)]>,
    pub(super) allowed: Box<[Allowed]>,
}

pub(super) fn read<'a>(mut keys: Keys<'a>, taxonomy: &'a Taxonomy, findings: &mut Vec<Finding>) -> Fields {
    let id = keys.required("id", "nm-7k3q9d2m", findings);
    let id = id.and_then(|word| check_id(&keys, &word, findings));
    let title = keys.required("title", "one line that says what happened", findings);
    if let Some(word) = &title {
        if keys.source().after(word.place).trim_start().starts_with('#') {
            findings.push(rules::text_after_hash::finding(keys.source(), word.place));
        }
        if word.text == PROMPT_TITLE {
            findings.push(rules::prompt_left::finding(keys.source(), word.place));
        }
        if !word.text.contains(char::is_alphanumeric) {
            findings.push(rules::text_blank::finding(keys.source(), word.place, "title"));
        }
        let length = word.text.chars().count();
        if length > MAX_TITLE {
            findings.push(rules::text_length::finding(keys.source(), word.place, "title", length, MAX_TITLE));
        }
    }
    let sample = keys.flag("sample", findings);
    if let Some(word) = keys.required("taxonomy_version", "\"1.0\"", findings)
        && !Taxonomy::continues(&taxonomy.version, &word.text)
    {
        let source = keys.source();
        findings.push(rules::taxonomy_version::finding(source, word.place, &word.text, &taxonomy.version));
    }
    let publication = keys.required("publication", "full", findings);
    let publication = publication.and_then(|word| match word.text.as_str() {
        "full" => Some(Publication::Full),
        "lessons-only" => Some(Publication::LessonsOnly),
        _ => {
            findings.push(keys.unknown_value(&word, "publication", &PUBLICATIONS));
            None
        }
    });
    // Only imports read this one: they leave a report alone that was edited since.
    _ = keys.text("import_hash", findings);
    let source_id = keys.text("source_id", findings).map(|word| word.text.into_boxed_str());
    let related = related(&mut keys, findings);
    let allowed = allowed(&mut keys, findings);
    let mut facets = Vec::new();
    for (index, field) in (0u16..).zip(&taxonomy.fields) {
        if !keys.has(&field.id) {
            continue;
        }
        let place = keys.place(&field.id);
        if field.level != Level::Public {
            _ = keys.node(&field.id);
            findings.push(rules::level_not_public::finding(keys.source(), place, &field.id, field.level));
            continue;
        }
        let here = read_facets(&mut keys, index, field, findings);
        if publication == Some(Publication::LessonsOnly) && !taxonomy.lessons_only.contains(&index) {
            let allowed: Vec<&str> = taxonomy
                .lessons_only
                .iter()
                .map(|at| taxonomy.fields[usize::from(*at)].id.as_str())
                .collect();
            findings.push(rules::lessons_only_field::finding(keys.source(), place, &field.id, &allowed));
        }
        facets.extend(here);
    }
    keys.finish(findings);
    facets.sort_unstable();
    Fields {
        id,
        title: title.map(|word| word.text.into_boxed_str()),
        publication,
        sample,
        source_id,
        facets: facets.into_boxed_slice(),
        related,
        allowed,
    }
}

/// `allow:`, a map from texts to reasons.
fn allowed(keys: &mut Keys<'_>, findings: &mut Vec<Finding>) -> Box<[Allowed]> {
    let Some(node) = keys.node("allow") else { return Box::default() };
    let source = keys.source();
    let Some(own) = Keys::of(source, node, findings) else { return Box::default() };
    let mut allowed = Vec::new();
    for (text, reason) in own.into_nodes() {
        match reason.kind {
            Kind::Text(reason) if !reason.is_empty() => allowed.push(Allowed {
                place: text.place,
                text: text.text.into_boxed_str(),
                reason: reason.into_boxed_str(),
            }),
            _ => findings.push(rules::allow_reason::finding(source, text.place, &text.text)),
        }
    }
    allowed.into_boxed_slice()
}

fn check_id(keys: &Keys<'_>, word: &Word, findings: &mut Vec<Finding>) -> Option<ReportId> {
    let source = keys.source();
    let Ok(id) = word.text.parse::<ReportId>() else {
        findings.push(rules::id_format::finding(source, word.place, &word.text));
        return None;
    };
    let stem = Path::new(source.name).file_stem().unwrap_or_default().to_string_lossy();
    if stem != id.as_str() {
        findings.push(rules::id_file_name::finding(source, word.place, id.as_str(), &stem));
    }
    Some(id)
}

fn related(keys: &mut Keys<'_>, findings: &mut Vec<Finding>) -> Box<[(ReportId, Place)]> {
    let mut related: Vec<(ReportId, Place)> = Vec::new();
    for word in keys.words("related", findings) {
        match word.text.parse::<ReportId>() {
            Ok(id) if related.iter().any(|(earlier, _)| *earlier == id) => {
                findings.push(rules::repeated_value::finding(
                    keys.source(),
                    word.place,
                    "related",
                    &word.text,
                ));
            }
            Ok(id) => related.push((id, word.place)),
            Err(_) => findings.push(rules::id_format::finding(keys.source(), word.place, &word.text)),
        }
    }
    related.into_boxed_slice()
}

fn read_facets<'a>(
    keys: &mut Keys<'a>,
    index: u16,
    field: &'a Field,
    findings: &mut Vec<Finding>,
) -> Vec<Facet> {
    let words = match field.kind {
        FieldKind::Many => keys.words(&field.id, findings),
        FieldKind::One | FieldKind::Period => keys.text(&field.id, findings).into_iter().collect(),
    };
    let mut facets: Vec<Facet> = Vec::with_capacity(words.len());
    for word in words {
        let source = keys.source();
        let Some(value) = field.value(&word.text) else {
            let known = field.value_ids();
            findings.push(if field.kind == FieldKind::Period {
                rules::event_period::finding(source, word.place, &word.text, &known)
            } else {
                rules::unknown_value::finding(source, word.place, &field.id, &word.text, &known)
            });
            continue;
        };
        let facet = Facet { field: index, value };
        if facets.contains(&facet) {
            findings.push(rules::repeated_value::finding(source, word.place, &field.id, &word.text));
        } else {
            facets.push(facet);
        }
    }
    facets
}
