//! The form that seals in the browser, on the page `/share/`.

use std::fmt::Write as _;

use report::{Depth, Field, FieldKind, Question, QuestionKind, QuestionSection};
use serde_json::{Value, json};
use tera::Context;

use super::Site;
use crate::library::IntakeForm;

/// Name of the page that the form stands on.
pub(super) const PAGE: &str = "share";

/// A list of more choices than this is a menu, not rows.
const MOST_ROWS: usize = 9;

/// Gives the page its form, where there is one.
pub(super) fn insert(site: &Site, context: &mut Context) {
    let Some(form) = &site.library.form else { return };
    context.insert_value("form", tera::Value::from_serializable(&value(site, form)));
    context.insert("seal", &site.theme.names.get("seal.wasm"));
    context.insert("identifiers", &site.theme.names.get("identifiers.wasm"));
}

/// The form for templates.
pub(super) fn value(site: &Site, form: &IntakeForm) -> Value {
    let questionnaire = &form.questionnaire;
    let recipients = form.roster.recipients.iter();
    let shown = recipients.clone().map(|recipient| {
        json!({"reviewer": recipient.reviewer, "fingerprint": recipient.fingerprint(), "offline": recipient.offline})
    });
    json!({
        "version": questionnaire.version,
        "basic_time": questionnaire.basic_time,
        "detailed_time": questionnaire.detailed_time,
        "sections": questionnaire.sections.iter().map(|own| section(site, own)).collect::<Vec<_>>(),
        "recipients": shown.collect::<Vec<_>>(),
        "keys": recipients.map(|recipient| recipient.key.as_str()).collect::<Vec<_>>().join(" "),
        "demo": form.roster.demo,
        "without_script": site.library.site.form_without_script,
    })
}

fn section(site: &Site, section: &QuestionSection) -> Value {
    json!({
        "id": section.id,
        "title": section.title,
        "text": section.text,
        "detailed": section.depth == Depth::Detailed,
        "questions": section.questions.iter().map(|own| question(site, own)).collect::<Vec<_>>(),
    })
}

fn question(site: &Site, question: &Question) -> Value {
    let mut value = json!({
        "id": question.id, "label": question.label, "hint": question.hint, "kind": kind(site, question),
        "about": matches!(question.kind, QuestionKind::Choice(_)),
    });
    match &question.kind {
        QuestionKind::Text => {}
        QuestionKind::Choice(choices) => {
            let choices = choices.iter();
            value["choices"] = choices
                .map(|choice| json!({"id": choice.id, "label": choice.label, "advice": choice.advice}))
                .collect();
        }
        QuestionKind::Field(at) => {
            let field = &site.library.taxonomy.fields[usize::from(*at)];
            value["choices"] = choices(field, None);
            let groups = (0u16..).zip(&field.groups);
            value["groups"] = groups
                .map(|(at, group)| json!({"id": group.id, "label": group.label, "choices": choices(field, Some(at))}))
                .collect();
        }
    }
    value
}

/// What can be chosen of a field, or of one of its groups.
fn choices(field: &Field, group: Option<u16>) -> Value {
    let ids = field.value_ids();
    let values = field.values.iter().filter(|value| ids.contains(&value.id.as_str()));
    let values = values.filter(|value| group.is_none() || value.group == group);
    values
        .map(|value| json!({"id": value.id, "label": value.label, "definition": value.definition}))
        .collect()
}

/// How a question is answered: `text`, `rows` (one of few), `menu` (one of many), `boxes` (several).
fn kind(site: &Site, question: &Question) -> &'static str {
    match &question.kind {
        QuestionKind::Text => "text",
        QuestionKind::Choice(_) => "rows",
        QuestionKind::Field(at) => {
            let field = &site.library.taxonomy.fields[usize::from(*at)];
            match field.kind {
                FieldKind::Many => "boxes",
                _ if field.value_ids().len() > MOST_ROWS => "menu",
                _ => "rows",
            }
        }
    }
}

/// The keys to which reports are sealed, as `age -R` reads them.
pub(super) fn recipients(site: &Site) -> Vec<u8> {
    let mut text = String::new();
    for recipient in site.library.form.iter().flat_map(|form| &form.roster.recipients) {
        _ = writeln!(text, "# {}\n{}", recipient.reviewer, recipient.key);
    }
    text.into_bytes()
}
