//! Finds what gives a person away: names, places, dates, numbers, and what only one person can say of themselves.
//!
//! A text goes in, findings come out: where, what kind, how sure, one sentence why, and what could stand there instead.
//! Nothing is edited, stored or sent. Hand-written patterns find what has a form (a phone number, a badge number); a
//! small linear model, trained on texts written for this project and on openly licensed ones, finds names by the words
//! around them; names that were found are then found again throughout the text.
//!
//! Each sentence is looked at by itself: what is found in it stays found, whatever is written after it.

mod aliases;
mod case;
mod classes;
mod finding;
mod lexicon;
pub mod model;
mod patterns;
mod suggestion;
mod text;

use std::collections::HashMap;
use std::ops::Range;

pub use finding::{Confidence, Finding, Kind};

use finding::Span;
use text::{Token, sentences, tokenise};

/// Everything in `text` that may identify somebody, in the order of the text; findings never overlap.
#[must_use]
pub fn find(text: &str) -> Vec<Finding> {
    Finder::default().find(text)
}

/// Sentences that a [`Finder`] remembers at most.
const MOST_SENTENCES: usize = 2_000;

/// Finds identifiers in a text that changes: what was found in a sentence is kept for as long as it stays the same.
#[derive(Debug, Default)]
pub struct Finder {
    /// By the sentence's text.
    sentences: HashMap<Box<str>, Vec<Span>>,
}

impl Finder {
    /// Everything in `text` that may identify somebody, in the order of the text; findings never overlap.
    #[must_use]
    pub fn find(&mut self, text: &str) -> Vec<Finding> {
        let tokens = tokenise(text);
        let mut spans = Vec::new();
        for sentence in sentences(&tokens) {
            let own = &tokens[sentence.clone()];
            let words = &text[own[0].range.start..own[own.len() - 1].range.end];
            if !self.sentences.contains_key(words) {
                if self.sentences.len() >= MOST_SENTENCES {
                    self.sentences.clear();
                }
                self.sentences.insert(words.into(), in_sentence(own));
            }
            let found = self.sentences.get(words).into_iter().flatten();
            spans.extend(found.map(|span| span.clone().moved(sentence.start)));
        }
        aliases::carry(&tokens, &mut spans);
        // What a mark says already is safe: `[officer A]`, `[place: parking lot]`.
        let marks = marks(text);
        let marked = |span: &Span| {
            let (start, end) = (tokens[span.tokens.start].range.start, tokens[span.tokens.end - 1].range.end);
            let next = marks.partition_point(|mark| mark.end <= start);
            marks.get(next).is_some_and(|mark| mark.start < end)
        };
        spans.retain(|span| !span.tokens.is_empty() && !marked(span));
        suggestion::findings(text, &tokens, spans)
    }

    /// Forgets every sentence.
    pub fn forget(&mut self) {
        self.sentences = HashMap::new();
    }
}

/// What may stand in brackets: the marks of a published report. In a library with others, what stands in those is
/// looked at like any text.
const MARKS: [&str; 11] = [
    "officer",
    "subject",
    "bystander",
    "agency",
    "place",
    "date",
    "time",
    "unit",
    "vehicle",
    "tactic withheld",
    "detail withheld",
];

/// Where marks in brackets stand, in bytes.
fn marks(text: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 80; // bytes between the brackets
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('[').map(|at| from + at) {
        from = open + 1;
        let bytes = text.as_bytes()[from..].iter().take(LONGEST + 1);
        let close = bytes.clone().position(|byte| matches!(byte, b']' | b'['));
        if let Some(length) = close.filter(|at| text.as_bytes()[from + at] == b']')
            && is_mark(&text[from..from + length])
        {
            found.push(open..from + length + 1);
            from += length + 1;
        }
    }
    found
}

/// `officer`, `officer A`, `place: parking lot`: a kind, then nothing, a letter or number, or a few plain words. A name
/// in brackets is a name.
fn is_mark(inner: &str) -> bool {
    MARKS.iter().any(|kind| {
        let Some(rest) = inner.strip_prefix(kind) else { return false };
        match rest.as_bytes() {
            [] => true,
            [b' ', name @ ..] => matches!(name.len(), 1..=2) && name.iter().all(u8::is_ascii_alphanumeric),
            [b':', b' ', detail @ ..] => detail
                .iter()
                .all(|byte| byte.is_ascii_lowercase() || matches!(byte, b' ' | b'-' | b',' | b'\'' | b'/')),
            _ => false,
        }
    })
}

/// What patterns and model find in one sentence; positions are those of its tokens.
fn in_sentence(tokens: &[Token<'_>]) -> Vec<Span> {
    // The number or mark of a list.
    if tokens.len() <= 2
        && tokens.iter().all(|token| {
            token.form == text::Form::Mark || token.digits() <= 2 && token.form == text::Form::Number
        })
    {
        return Vec::new();
    }
    let mode = case::Mode::of(tokens);
    let patterns = patterns::find(tokens, mode);
    let named = model::Model::shared().find(tokens, mode, &patterns);
    let mut united = finding::united(patterns, named, tokens);
    united.retain(|span| !patterns::harmless::is_harmless(tokens, span));
    patterns::beside::add(tokens, &mut united);
    united
}
