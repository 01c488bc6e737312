//! The form without JavaScript, as the intake takes it over: pages with places to fill, marked `<!--place:name-->`, the
//! questions, the recipients, and a sentence for everything that can go wrong.

use report::{Depth, FieldKind, QuestionKind};
use serde_json::{Map, Value, json};
use tera::Context;

use super::{RenderError, Site, headers, share};

/// Version of the file.
const FORMAT: u8 = 1;

/// What an answer can say; the words are `refused_<reason>_title` and `refused_<reason>`.
const REASONS: [&str; 17] = [
    "not-found",
    "method",
    "type",
    "too-large",
    "not-a-report",
    "unfinished",
    "no-ticket",
    "foreign-ticket",
    "ticket-ended",
    "proof",
    "already-received",
    "empty",
    "too-long",
    "busy",
    "crowded",
    "vault",
    "form-closed",
];

pub(super) fn form(site: &Site) -> Result<Vec<u8>, RenderError> {
    let Some(form) = &site.library.form else { return Ok(Vec::new()) };
    let page = |what: &str, context: Context| -> Result<String, RenderError> {
        // Shown at an address of the intake, with the policy of pages that are read.
        let bytes = site.page(&format!("intake-{what}.html"), "intake/form", context)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    let mut own = Context::new();
    own.insert_value("form", tera::Value::from_serializable(&share::value(site, form)));
    let summary = site.template("intake-summary.html", &Context::new())?;
    let recipients = form.roster.recipients.iter().map(|recipient| recipient.key.as_str());
    let file = json!({
        "version": FORMAT,
        "base": site.options.base,
        "questionnaire": form.questionnaire.version,
        "recipients": recipients.collect::<Vec<_>>(),
        "questions": questions(site),
        "headers": headers::of_intake(site),
        "open": site.library.site.form_without_script,
        "pages": {
            "form": page("form", own)?,
            "received": page("received", Context::new())?,
            "not_member": page("not-member", Context::new())?,
            "problem": page("problem", Context::new())?,
            "summary": String::from_utf8_lossy(&summary),
        },
        "error_prefix": site.theme.words.say("error_prefix", &[]),
        "sentences": sentences(site),
    });
    let mut bytes = serde_json::to_vec_pretty(&file).unwrap_or_default();
    bytes.push(b'\n');
    Ok(bytes)
}

fn questions(site: &Site) -> Vec<Value> {
    let questionnaire = site.library.form.as_ref().map(|form| &form.questionnaire);
    let questions = questionnaire.into_iter().flat_map(report::Questionnaire::questions);
    questions
        .map(|(section, question)| {
            let kind = match question.kind {
                QuestionKind::Text => "text",
                QuestionKind::Choice(_) => "one",
                QuestionKind::Field(at) => match site.library.taxonomy.fields[usize::from(at)].kind {
                    FieldKind::Many => "many",
                    FieldKind::One | FieldKind::Period => "one",
                },
            };
            json!({
                "id": question.id,
                "kind": kind,
                "detailed": section.depth == Depth::Detailed,
                "about": matches!(question.kind, QuestionKind::Choice(_)),
            })
        })
        .collect()
}

fn sentences(site: &Site) -> Value {
    let words = &site.theme.words;
    let sentence = |reason: &&str| {
        let key = format!("refused_{}", reason.replace('-', "_"));
        let title = words.say(&format!("{key}_title"), &[]);
        ((*reason).to_owned(), json!({"title": title, "message": words.say(&key, &[])}))
    };
    Value::Object(REASONS.iter().map(sentence).collect::<Map<_, _>>())
}
