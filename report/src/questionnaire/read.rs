//! Reading `questionnaire.yaml`.

use super::{Choice, Depth, Question, QuestionKind, QuestionSection, Questionnaire};
use crate::finding::Finding;
use crate::front_matter::Keys;
use crate::rules;
use crate::source::Source;
use crate::taxonomy::{Level, Taxonomy};
use crate::yaml::Word;

pub(super) fn questionnaire(
    source: &Source<'_>,
    taxonomy: &Taxonomy,
    findings: &mut Vec<Finding>,
) -> Option<Questionnaire> {
    let before = findings.len();
    let mut keys = Keys::read(source, source.text, 1, findings)?;
    let version = keys.required("version", "\"1.0\"", findings);
    let basic_time = keys.required("basic_time", "5 to 10 minutes", findings);
    let detailed_time = keys.required("detailed_time", "10 to 20 minutes", findings);
    let mut asked = Vec::new();
    let mut sections: Vec<QuestionSection> = Vec::new();
    for keys in keys.maps("sections", findings) {
        sections.extend(section(keys, taxonomy, &mut asked, findings));
    }
    // A reporter who stops at the basic form must not skip over questions in between.
    sections.sort_by_key(|section| section.depth == Depth::Detailed);
    keys.finish(findings);
    let clean = findings.len() == before;
    clean.then_some(Questionnaire {
        version: version?.text,
        basic_time: basic_time?.text,
        detailed_time: detailed_time?.text,
        sections,
    })
}

fn text(word: Option<Word>) -> String {
    word.map(|word| word.text).unwrap_or_default()
}

fn section(
    mut keys: Keys<'_>,
    taxonomy: &Taxonomy,
    asked: &mut Vec<String>,
    findings: &mut Vec<Finding>,
) -> Option<QuestionSection> {
    let id = keys.required("id", "story", findings);
    check_id(&keys, id.as_ref(), findings);
    let title = keys.required("title", "What happened", findings);
    let intro = keys.text("text", findings);
    let depth = match keys.text("depth", findings) {
        Some(word) if word.text == "detailed" => Depth::Detailed,
        Some(word) if word.text != "basic" => {
            findings.push(keys.unknown_value(&word, "depth", &["basic", "detailed"]));
            Depth::Basic
        }
        _ => Depth::Basic,
    };
    let mut questions = Vec::new();
    for keys in keys.maps("questions", findings) {
        questions.extend(question(keys, taxonomy, asked, findings));
    }
    keys.finish(findings);
    Some(QuestionSection { id: id?.text, title: title?.text, text: text(intro), depth, questions })
}

fn question(
    mut keys: Keys<'_>,
    taxonomy: &Taxonomy,
    asked: &mut Vec<String>,
    findings: &mut Vec<Finding>,
) -> Option<Question> {
    let hint = text(keys.text("hint", findings));
    let (id, label, kind) = if keys.has("field") {
        let word = keys.required("field", "activity", findings)?;
        let at = asked_field(&keys, &word, taxonomy, findings)?;
        let label = keys.text("label", findings);
        let label = label.map_or_else(|| taxonomy.fields[usize::from(at)].label.clone(), |word| word.text);
        (word, label, QuestionKind::Field(at))
    } else {
        let id = keys.required("id", "what_happened", findings);
        let label = keys.required("label", "What happened?", findings);
        let choices = keys.maps("choices", findings);
        let choices: Vec<Choice> = choices.into_iter().filter_map(|keys| choice(keys, findings)).collect();
        let kind = if choices.is_empty() { QuestionKind::Text } else { QuestionKind::Choice(choices) };
        (id?, label?.text, kind)
    };
    check_id(&keys, Some(&id), findings);
    if asked.contains(&id.text) {
        findings.push(rules::repeated_value::finding(keys.source(), id.place, "questions", &id.text));
    }
    asked.push(id.text.clone());
    keys.finish(findings);
    Some(Question { id: id.text, label, hint, kind })
}

/// A field that may be asked for: not one that never leaves the review.
fn asked_field(
    keys: &Keys<'_>,
    word: &Word,
    taxonomy: &Taxonomy,
    findings: &mut Vec<Finding>,
) -> Option<u16> {
    let may = |at: &u16| taxonomy.fields[usize::from(*at)].level != Level::Never;
    let at = taxonomy.field(&word.text).filter(may);
    if at.is_none() {
        let fields = taxonomy.fields.iter().filter(|field| field.level != Level::Never);
        let known: Vec<&str> = fields.map(|field| field.id.as_str()).collect();
        findings.push(keys.unknown_value(word, "field", &known));
    }
    at
}

fn choice(mut keys: Keys<'_>, findings: &mut Vec<Finding>) -> Option<Choice> {
    let id = keys.required("id", "sworn", findings);
    check_id(&keys, id.as_ref(), findings);
    let label = keys.required("label", "Sworn", findings);
    let advice = text(keys.text("advice", findings));
    keys.finish(findings);
    Some(Choice { id: id?.text, label: label?.text, advice })
}

/// Ids become names of form fields and keys of JSON.
fn check_id(keys: &Keys<'_>, id: Option<&Word>, findings: &mut Vec<Finding>) {
    let plain = |id: &str| {
        !id.is_empty()
            && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
    };
    if let Some(id) = id.filter(|id| !plain(&id.text)) {
        findings.push(rules::id_word::finding(keys.source(), id.place, &id.text));
    }
}
