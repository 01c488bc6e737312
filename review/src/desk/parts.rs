//! A report's file as the desk shows it: title, coded fields and sections apart, so that nobody has to know the format.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use report::yaml::{Kind, Node};
use report::{Answer, FieldKind, Keys, Level, Section, Source, Submission, Taxonomy, is_hidden};

/// Which answer of the reporter begins which section.
const ANSWERS: [(Section, &[&str]); 4] = [
    (Section::EventSummary, &["what_happened", "could_have_ended"]),
    (Section::RiskFactors, &["led_up"]),
    (Section::WhatStoppedIt, &["what_stopped"]),
    (Section::Lessons, &["others_should"]),
];

/// The parts of a report's file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// One line.
    pub title: String,
    /// The event isn't told.
    pub lessons_only: bool,
    /// Values by the id of their field.
    pub fields: BTreeMap<String, Vec<String>>,
    /// Markdown of each section that has any.
    pub sections: BTreeMap<Section, String>,
    /// Texts that look as if they identified somebody and don't, with the reasons.
    pub allow: Vec<(String, String)>,
    /// Ids of reports with the same lesson.
    pub related: Vec<String>,
    /// The id it had where it was imported from.
    pub source_id: String,
}

impl Parts {
    /// What a reporter said, as a first draft: nothing in it is safe yet.
    #[must_use]
    pub(super) fn of_submission(submission: &Submission, taxonomy: &Taxonomy) -> Self {
        let mut parts = Self::default();
        for (section, questions) in ANSWERS {
            let texts = questions.iter().filter_map(|question| match submission.get(question) {
                Some(Answer::Text(text)) => Some(clean(text)),
                _ => None,
            });
            let text = texts.collect::<Vec<_>>().join("\n\n");
            if !text.is_empty() {
                parts.sections.insert(section, text);
            }
        }
        for field in taxonomy.fields.iter().filter(|field| field.level == Level::Public) {
            let Some(Answer::Values(values)) = submission.get(&field.id) else { continue };
            let known = values.iter().filter(|value| field.value(value).is_some());
            let most = if field.kind == FieldKind::Many { usize::MAX } else { 1 };
            let known: Vec<String> = known.take(most).cloned().collect();
            if !known.is_empty() {
                parts.fields.insert(field.id.clone(), known);
            }
        }
        parts
    }

    /// The parts of a file, as far as it can be read.
    #[must_use]
    pub(super) fn of_file(text: &str, taxonomy: &Taxonomy) -> Self {
        let mut parts = Self::default();
        let source = Source::new("", text);
        let mut ignored = Vec::new();
        let Some(document) = report::read_document(&source, &mut ignored) else { return parts };
        let keys = Keys::read(&source, document.front_matter, document.front_matter_line, &mut ignored);
        for (key, node) in keys.into_iter().flat_map(Keys::into_nodes) {
            match key.text.as_str() {
                "title" => parts.title = words(node).join(" "),
                "publication" => parts.lessons_only = words(node) == ["lessons-only"],
                "related" => parts.related = words(node),
                "source_id" => parts.source_id = words(node).join(" "),
                "allow" => {
                    if let Kind::Map(map) = node.kind {
                        let reason = |node| words(node).join(" ");
                        parts.allow = map.into_iter().map(|(word, node)| (word.text, reason(node))).collect();
                    }
                }
                id if taxonomy.field(id).is_some() => _ = parts.fields.insert(id.to_owned(), words(node)),
                _ => {}
            }
        }
        let mut own: Option<(Section, String)> = None;
        for line in document.body.lines() {
            match line.strip_prefix("## ").and_then(|heading| Section::from_heading(heading.trim())) {
                Some(section) => parts.take(own.replace((section, String::new()))),
                None => {
                    if let Some((_, text)) = &mut own {
                        text.push_str(line);
                        text.push('\n');
                    }
                }
            }
        }
        parts.take(own);
        parts
    }

    fn take(&mut self, section: Option<(Section, String)>) {
        let Some((section, text)) = section else { return };
        if text.trim().is_empty() {
            return;
        }
        // A section that stands twice is one: nobody's words are dropped.
        let own = self.sections.entry(section).or_default();
        if !own.is_empty() {
            own.push_str("\n\n");
        }
        own.push_str(text.trim());
    }

    /// The file, without its id.
    #[must_use]
    pub(super) fn file(&self, taxonomy: &Taxonomy) -> String {
        let mut text = format!("---\ntitle: {}\n", quoted(&line(&self.title)));
        if !self.source_id.is_empty() {
            _ = writeln!(text, "source_id: {}", quoted(&line(&self.source_id)));
        }
        _ = writeln!(text, "taxonomy_version: {}", json(&taxonomy.version));
        _ = writeln!(text, "publication: {}", if self.lessons_only { "lessons-only" } else { "full" });
        for (at, field) in (0u16..).zip(&taxonomy.fields) {
            let told = !self.lessons_only || taxonomy.lessons_only.contains(&at);
            let Some(values) = self.fields.get(&field.id).filter(|values| told && !values.is_empty()) else {
                continue;
            };
            let words: Vec<String> = values.iter().map(|value| quoted(value)).collect();
            let list = field.kind == FieldKind::Many;
            let words = if list { format!("[{}]", words.join(", ")) } else { words.join(" ") };
            _ = writeln!(text, "{}: {words}", field.id);
        }
        if !self.related.is_empty() {
            _ = writeln!(text, "related: [{}]", self.related.join(", "));
        }
        if !self.allow.is_empty() {
            text.push_str("allow:\n");
        }
        for (words, reason) in &self.allow {
            _ = writeln!(text, "  {}: {}", json(&line(words)), json(&line(reason)));
        }
        text.push_str("---\n");
        for (section, own) in &self.sections {
            let told = !self.lessons_only || *section != Section::EventSummary;
            if told && !own.trim().is_empty() {
                _ = write!(text, "\n## {}\n\n{}\n", section.heading(), within_a_section(seen(own).trim()));
            }
        }
        text
    }

    /// All texts that readers would see, by the name of their field on the page: identifiers are looked for in all of
    /// them as in one text, so that one person has one letter.
    #[must_use]
    pub(super) fn texts(&self) -> Vec<(&'static str, &str)> {
        let sections = Section::ALL.into_iter();
        let sections = sections.map(|section| (section.key(), self.sections.get(&section)));
        let sections = sections.map(|(key, text)| (key, text.map_or("", String::as_str)));
        std::iter::once(("title", self.title.as_str())).chain(sections).collect()
    }

    /// Puts a text in place of one of [`Parts::texts`].
    pub(super) fn set_text(&mut self, name: &str, text: String) {
        if name == "title" {
            self.title = text;
        } else if let Some(section) = Section::from_key(name) {
            self.sections.insert(section, text);
        }
    }
}

/// A text without headings of sections: what somebody pastes into one box must not begin the next.
fn within_a_section(text: &str) -> String {
    let heading =
        |line: &&str| line.strip_prefix("## ").is_some_and(|own| Section::from_heading(own.trim()).is_some());
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| if heading(&line) { format!("\\{line}") } else { line.to_owned() })
        .collect();
    lines.join("\n")
}

/// A reporter's text as a draft: no characters that can't be seen, line ends of one kind.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    seen(&text).trim().to_owned()
}

/// A text without what nobody sees, which a report must not have: whoever pasted it can't find it.
fn seen(text: &str) -> String {
    let text = text.replace(['\u{2028}', '\u{2029}'], "\n");
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !is_hidden(*c)).collect()
}

/// The same in one line.
fn line(text: &str) -> String {
    seen(text).replace(['\n', '\t'], " ")
}

/// The words of a value: one, or those of a list.
fn words(node: Node) -> Vec<String> {
    match node.kind {
        Kind::Text(text) => vec![text],
        Kind::List(list) => list.into_iter().flat_map(words).collect(),
        Kind::Map(_) => Vec::new(),
    }
}

/// A value of YAML: as it is where nothing in it means anything, else in double quotes.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '/' | '.' | ',' | '\'' | '(' | ')');
    let word = text.starts_with(char::is_alphabetic) && text.chars().all(plain);
    let list = text.contains(", ") || text.contains(',');
    if word && !list && text.trim() == text { text.to_owned() } else { json(text) }
}

/// A string of JSON, which is one of YAML, too.
fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use report::Depth;

    use super::*;

    fn taxonomy() -> Taxonomy {
        let text = include_str!("../../../content/taxonomy.yaml");
        Taxonomy::read(&Source::new("taxonomy.yaml", text), &mut Vec::new()).unwrap()
    }

    #[test]
    fn an_answer_stands_where_a_reviewer_expects_it() {
        let mut submission = Submission::new("1.0", Depth::Detailed);
        let text = |text: &str| Answer::Text(text.to_owned());
        submission.answer("what_happened", text("One.\u{2028}Two\u{202e}.\u{1}"));
        submission.answer("could_have_ended", text("Three."));
        submission.answer("others_should", text("Four."));
        let values = |values: &[&str]| Answer::Values(values.iter().map(|v| (*v).to_owned()).collect());
        submission.answer("activity", values(&["traffic-stop", "foot-pursuit"]));
        submission.answer("phase", values(&["no-such-phase"]));
        submission.answer("region", values(&["north"]));
        let file = Parts::of_submission(&submission, &taxonomy()).file(&taxonomy());
        assert_eq!(
            file,
            "---\ntitle: \"\"\ntaxonomy_version: \"1.0\"\npublication: full\nactivity: traffic-stop\n---\n\n\
             ## Event summary\n\nOne.\nTwo.\n\nThree.\n\n## Lessons learned\n\nFour.\n"
        );
    }

    #[test]
    fn a_pasted_heading_takes_nobodys_words() {
        let mut parts = Parts::default();
        parts.sections.insert(Section::Takeaway, "Look.\n\n## Lessons learned\n\n(see below)".to_owned());
        parts.sections.insert(Section::Lessons, "1. One.\n2. Two.".to_owned());
        let file = parts.file(&taxonomy());
        let read = Parts::of_file(&file, &taxonomy());
        assert_eq!(read.sections[&Section::Lessons], "1. One.\n2. Two.");
        assert_eq!(read.sections[&Section::Takeaway], "Look.\n\n\\## Lessons learned\n\n(see below)");
        // By hand the same section may stand twice.
        let twice =
            Parts::of_file("---\ntitle: A\n---\n\n## Takeaway\n\nOne.\n\n## Takeaway\n\nTwo.\n", &taxonomy());
        assert_eq!(twice.sections[&Section::Takeaway], "One.\n\nTwo.");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            title in "\\PC{0,40}", text in "[a-zA-Z0-9 .,:#\\[\\]\n-]{1,200}", reason in "\\PC{1,20}", lessons_only: bool,
        ) {
            prop_assume!(!text.trim().is_empty() && !text.contains("## "));
            prop_assume!(![&title, &reason].iter().any(|own| own.contains(is_hidden)));
            let mut parts = Parts { title, lessons_only, ..Parts::default() };
            parts.sections.insert(Section::Lessons, text.trim().to_owned());
            parts.fields.insert("contributing_factors".to_owned(), vec!["tactics/incomplete-search".to_owned()]);
            parts.allow = vec![(reason.clone(), reason)];
            let taxonomy = taxonomy();
            prop_assert_eq!(&Parts::of_file(&parts.file(&taxonomy), &taxonomy), &parts);
            let pasted = Parts { title: format!("{}\u{ad}\u{feff}", parts.title), ..parts.clone() };
            prop_assert_eq!(Parts::of_file(&pasted.file(&taxonomy), &taxonomy), parts);
        }
    }
}
