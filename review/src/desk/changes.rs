//! What changed between two texts, word by word.

use std::fmt::Write as _;

use report::Taxonomy;
use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use super::parts::Parts;
use crate::work::{Case, State};

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Change {
    /// `same`, `gone` or `new`.
    pub kind: &'static str,
    /// The words.
    pub text: String,
}

/// Longest stretch of words that didn't change and is shown whole, in characters; of a longer one its ends are.
const CONTEXT: usize = 240;

/// What changed from one text to another; nothing if they are the same.
#[must_use]
pub(super) fn changes(before: &str, after: &str) -> Vec<Change> {
    if before == after {
        return Vec::new();
    }
    let mut found: Vec<Change> = Vec::new();
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => "same",
            ChangeTag::Delete => "gone",
            ChangeTag::Insert => "new",
        };
        match found.last_mut().filter(|last| last.kind == kind) {
            Some(last) => last.text.push_str(change.value()),
            None => found.push(Change { kind, text: change.value().to_owned() }),
        }
    }
    for change in found.iter_mut().filter(|change| change.kind == "same") {
        let letters: Vec<char> = change.text.chars().collect();
        if letters.len() > CONTEXT {
            let start: String = letters[..CONTEXT / 2].iter().collect();
            let end: String = letters[letters.len() - CONTEXT / 2..].iter().collect();
            change.text = format!("{start} … {end}");
        }
    }
    found
}

/// What changed since this reviewer, or else whoever de-identified, last handed the text over.
pub(super) fn changed(case: &Case, by: &str, text: &str, taxonomy: &Taxonomy) -> Vec<Change> {
    let editors = || case.editors.iter().find_map(|editor| case.texts.get(editor));
    let before = case.texts.get(by).or_else(|| (case.state == State::Countersign).then(editors).flatten());
    let read = |text: &str| readable(&Parts::of_file(text, taxonomy), taxonomy);
    before.map_or_else(Vec::new, |before| changes(&read(before), &read(text)))
}

/// A report as words: title, fields and sections with their names.
pub(super) fn readable(parts: &Parts, taxonomy: &Taxonomy) -> String {
    let mut text = format!("{}\n\n", parts.title);
    for field in &taxonomy.fields {
        let Some(values) = parts.fields.get(&field.id) else { continue };
        let labels = values.iter().map(|id| {
            field.value(id).map_or(id.as_str(), |value| field.values[usize::from(value)].label.as_str())
        });
        _ = writeln!(text, "{}: {}", field.label, labels.collect::<Vec<_>>().join(", "));
    }
    for (section, own) in &parts.sections {
        _ = write!(text, "\n{}\n{}\n", section.heading(), own.trim());
    }
    for (words, reason) in &parts.allow {
        _ = writeln!(text, "\nAllowed, and why: {words}: {reason}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_word_is_told_with_the_words_around_it() {
        let told: Vec<(&str, String)> = changes("A van in Larkspur.\n", "A [vehicle] in Larkspur.\n")
            .into_iter()
            .map(|c| (c.kind, c.text))
            .collect();
        assert_eq!(
            told,
            [
                ("same", "A ".to_owned()),
                ("gone", "van".to_owned()),
                ("new", "[vehicle]".to_owned()),
                ("same", " in Larkspur.\n".to_owned())
            ]
        );
        assert!(changes("a", "a").is_empty());
    }
}
