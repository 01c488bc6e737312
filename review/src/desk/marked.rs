//! Identifiers in the texts of a report, as the desk shows them: marked where they stand, and listed once each.

use std::collections::BTreeMap;

use identifiers::{Confidence, Finding, Kind};
use serde::Serialize;

use super::parts::Parts;

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Piece {
    /// The words.
    pub text: String,
    /// What they are, if they may identify somebody: `person`.
    pub kind: Option<&'static str>,
    /// Why.
    pub why: String,
}

/// Everything that stands for one person, place or number, to be replaced in one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Found {
    /// Its name among all that were found.
    pub key: String,
    /// What it is, in words: "a name".
    pub what: &'static str,
    /// How it is written, each way once.
    pub words: Vec<String>,
    /// What could stand there instead.
    pub suggestion: String,
    /// How often it stands there.
    pub count: usize,
    /// It may be nothing; the gate lets it through.
    pub guess: bool,
    /// Why, in one sentence.
    pub why: String,
}

/// Between the parts of one text: the end of a sentence, so that no name goes over it.
const BETWEEN: &str = "\n\n";

/// What was found in the texts of a report.
pub(super) struct Marked {
    /// By the name of the text: byte ranges in it, in order.
    findings: BTreeMap<&'static str, Vec<Finding>>,
}

impl Marked {
    /// Looks at all texts as at one.
    #[must_use]
    pub(super) fn of(parts: &Parts) -> Self {
        let texts = parts.texts();
        let whole = texts.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(BETWEEN);
        let mut findings: BTreeMap<&'static str, Vec<Finding>> = BTreeMap::new();
        let allowed = |words: &str| {
            parts.allow.iter().any(|(own, _)| own.split_whitespace().eq(words.split_whitespace()))
        };
        let mut start = 0;
        let mut ends = Vec::new();
        for (name, text) in &texts {
            ends.push((start, start + text.len(), *name));
            start += text.len() + BETWEEN.len();
        }
        for mut finding in identifiers::find(&whole) {
            let place = ends.partition_point(|(_, end, _)| *end < finding.range.end);
            let Some((start, _, name)) = ends.get(place) else { continue };
            if finding.range.start < *start || allowed(&whole[finding.range.clone()]) {
                continue;
            }
            finding.range = finding.range.start - start..finding.range.end - start;
            findings.entry(name).or_default().push(finding);
        }
        Self { findings }
    }

    /// A text in pieces.
    #[must_use]
    pub(super) fn pieces(&self, name: &str, text: &str) -> Vec<Piece> {
        pieces(text, self.findings.get(name).map_or(&[], Vec::as_slice))
    }

    /// Where to mark a text, in units of UTF-16 as browsers count: start, end, kind.
    #[must_use]
    pub(super) fn places(&self, parts: &Parts) -> BTreeMap<&'static str, Vec<(usize, usize, &'static str)>> {
        let units = |text: &str| text.encode_utf16().count();
        let mut places = BTreeMap::new();
        for (name, text) in parts.texts() {
            let (mut at, mut unit) = (0, 0);
            let own = self.findings.get(name).into_iter().flatten().map(|finding| {
                let start = unit + units(&text[at..finding.range.start]);
                let end = start + units(&text[finding.range.clone()]);
                (at, unit) = (finding.range.end, end);
                (start, end, finding.kind.name())
            });
            places.insert(name, own.collect());
        }
        places
    }

    /// Everything that was found, each once, in the order of the texts.
    #[must_use]
    pub(super) fn list(&self, parts: &Parts) -> Vec<Found> {
        let mut list: Vec<Found> = Vec::new();
        let keys = self.keys(parts);
        for (name, text) in parts.texts() {
            for finding in self.findings.get(name).into_iter().flatten() {
                let words = text[finding.range.clone()].to_owned();
                let (key, guess) = (&keys[&finding.same], finding.confidence == Confidence::Low);
                if let Some(own) = list.iter_mut().find(|own| own.key == *key) {
                    own.count += 1;
                    own.guess &= guess;
                    if !own.words.contains(&words) {
                        own.words.push(words);
                    }
                    continue;
                }
                list.push(Found {
                    key: key.clone(),
                    what: finding.kind.words(),
                    words: vec![words],
                    suggestion: finding.suggestion.clone(),
                    count: 1,
                    guess,
                    why: finding.why.clone(),
                });
            }
        }
        list
    }

    /// One key for one person or agency, however it is called.
    fn keys(&self, parts: &Parts) -> BTreeMap<usize, String> {
        let mut keys = BTreeMap::new();
        for (name, text) in parts.texts() {
            for finding in self.findings.get(name).into_iter().flatten() {
                keys.entry(finding.same).or_insert_with(|| key(finding.kind, &text[finding.range.clone()]));
            }
        }
        keys
    }

    /// Puts `with` wherever the thing of this key stands, in all texts.
    #[must_use]
    pub(super) fn replaced(&self, parts: &Parts, wanted: &str, with: &str) -> Parts {
        let mut changed = parts.clone();
        let keys = self.keys(parts);
        for (name, text) in parts.texts() {
            let mut own = String::with_capacity(text.len());
            let mut at = 0;
            for finding in self.findings.get(name).into_iter().flatten() {
                if keys[&finding.same] == wanted {
                    let before = &text[at..finding.range.start];
                    own.push_str(if with.starts_with("[officer") { without_rank(before) } else { before });
                    own.push_str(with);
                    at = finding.range.end;
                }
            }
            if at > 0 {
                own.push_str(&text[at..]);
                changed.set_text(name, own);
            }
        }
        changed
    }
}

/// What stands before an officer's name, without the rank, which `[officer A]` replaces, too.
fn without_rank(before: &str) -> &str {
    const RANKS: [&str; 20] = [
        "officer",
        "officers",
        "ofc",
        "deputy",
        "deputies",
        "dep",
        "sergeant",
        "sgt",
        "corporal",
        "cpl",
        "lieutenant",
        "lt",
        "captain",
        "capt",
        "detective",
        "det",
        "trooper",
        "agent",
        "chief",
        "constable",
    ];
    let trimmed = before.trim_end();
    let start = trimmed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let word = trimmed[start..].trim_end_matches('.').trim_start_matches(['(', '"']);
    let rank = RANKS.contains(&word.to_lowercase().as_str());
    if rank {
        &before[..trimmed.len() - trimmed[start..].trim_start_matches(['(', '"']).len()]
    } else {
        before
    }
}

/// What is meant, by what it is called first: a number would mean something else once the text has changed.
fn key(kind: Kind, words: &str) -> String {
    format!("{}:{words}", kind.name())
}

/// A text of its own in pieces, as an original has it.
#[must_use]
pub(super) fn marked(text: &str) -> Vec<Piece> {
    pieces(text, &identifiers::find(text))
}

/// The same without a look: the library's own words.
#[must_use]
pub(super) fn unmarked(text: &str) -> Vec<Piece> {
    pieces(text, &[])
}

fn pieces(text: &str, findings: &[Finding]) -> Vec<Piece> {
    let piece = |text: &str, kind, why: &str| Piece { text: text.to_owned(), kind, why: why.to_owned() };
    let mut pieces = Vec::new();
    let mut at = 0;
    for finding in findings {
        pieces.push(piece(&text[at..finding.range.start], None, ""));
        pieces.push(piece(&text[finding.range.clone()], Some(finding.kind.name()), &finding.why));
        at = finding.range.end;
    }
    pieces.push(piece(&text[at..], None, ""));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use report::Section;

    use super::*;

    fn parts() -> Parts {
        let mut parts = Parts { title: "Delgado searched twice".to_owned(), ..Parts::default() };
        let told = "Officer Delgado searched him. 😀 Then Delgado found a knife on Maple Street.";
        parts.sections.insert(Section::EventSummary, told.to_owned());
        parts
    }

    #[test]
    fn one_person_is_replaced_everywhere_in_one_step() {
        let parts = parts();
        let marked = Marked::of(&parts);
        let found = marked.list(&parts);
        let officer = found.iter().find(|own| own.suggestion == "[officer A]").unwrap();
        assert_eq!((officer.count, officer.what), (3, "a name"));
        let changed = marked.replaced(&parts, &officer.key, "[officer A]");
        assert_eq!(changed.title, "[officer A] searched twice");
        let told = &changed.sections[&Section::EventSummary];
        assert!(told.starts_with("[officer A] searched him.") && told.contains("Maple Street"), "{told}");
    }

    #[test]
    fn places_are_counted_as_browsers_do() {
        let parts = parts();
        let told: Vec<u16> = parts.sections[&Section::EventSummary].encode_utf16().collect();
        let places = &Marked::of(&parts).places(&parts)["event_summary"];
        let words = places.iter().map(|(start, end, _)| String::from_utf16_lossy(&told[*start..*end]));
        let words: Vec<String> = words.collect();
        assert!(words.iter().any(|words| words.contains("Maple Street")), "{words:?}");
    }

    #[test]
    fn what_is_allowed_is_not_marked() {
        let mut parts = parts();
        parts.allow = vec![("Maple  Street".to_owned(), "every town has one".to_owned())];
        let found = Marked::of(&parts).list(&parts);
        assert!(found.iter().all(|own| !own.words.iter().any(|words| words.contains("Maple"))), "{found:?}");
    }
}
