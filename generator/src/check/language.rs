//! Plain language: hints, never a gate.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use report::{Finding, Source};

use super::links::place;
use super::rules;
use crate::markdown::options;

/// Words in a sentence that most readers still take in at once; the usual advice is 20, this is the point
/// from which a sentence is worth cutting.
const LONG: usize = 35;

/// Words of offices and courts with a plainer one that means the same.
const HARD: [(&str, &str); 24] = [
    ("utilize", "use"),
    ("utilized", "used"),
    ("utilizing", "using"),
    ("commence", "start"),
    ("commenced", "started"),
    ("terminate", "end"),
    ("terminated", "ended"),
    ("endeavor", "try"),
    ("ascertain", "find out"),
    ("ascertained", "found out"),
    ("prior to", "before"),
    ("subsequent to", "after"),
    ("subsequently", "later"),
    ("in the event that", "if"),
    ("with regard to", "about"),
    ("in proximity to", "near"),
    ("observed", "saw"),
    ("exited the vehicle", "got out"),
    ("proceeded to", "went on to"),
    ("effectuate", "make"),
    ("facilitate", "help"),
    ("sufficient", "enough"),
    ("at this point in time", "now"),
    ("in order to", "to"),
];

/// Checks a Markdown text whose first line is line `first_line` of its file.
pub(super) fn check(source: &Source<'_>, text: &str, first_line: usize, findings: &mut Vec<Finding>) {
    let mut block: Option<usize> = None;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Paragraph | Tag::Item) => block = Some(range.start),
            Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                if let Some(start) = block.take() {
                    sentences(source, text, start..range.end, first_line, findings);
                }
            }
            _ => {}
        }
    }
}

fn sentences(
    source: &Source<'_>,
    text: &str,
    block: std::ops::Range<usize>,
    first_line: usize,
    findings: &mut Vec<Finding>,
) {
    let mut from = block.start;
    for sentence in text[block].split_inclusive(['.', '?', '!', ';', ':']) {
        let range = from..from + sentence.len();
        from = range.end;
        let words = sentence.split_whitespace().count();
        if words > LONG {
            let lead = sentence.len() - sentence.trim_start().len();
            let start = range.start + lead..range.end;
            let place = place(text, &start, first_line, sentence.trim().chars().count());
            findings.push(rules::long_sentence::finding(source, place, words));
        }
        let lower = sentence.to_ascii_lowercase();
        for (hard, plain) in HARD {
            if let Some(at) = find_word(&lower, hard) {
                let found = range.start + at..range.start + at + hard.len();
                let place = place(text, &found, first_line, hard.len());
                findings.push(rules::hard_word::finding(source, place, hard, plain));
            }
        }
    }
}

/// Where a word stands in a text as a word of its own.
fn find_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
