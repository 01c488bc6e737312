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

pub use finding::{Confidence, Finding, Kind};

use finding::Span;
use text::{Token, sentences, tokenise};

/// Everything in `text` that may identify somebody, in the order of the text; findings never overlap.
#[must_use]
pub fn find(text: &str) -> Vec<Finding> {
    let tokens = tokenise(text);
    let mut spans = Vec::new();
    for sentence in sentences(&tokens) {
        spans.extend(in_sentence(&tokens[sentence.clone()]).into_iter().map(|span| span.moved(sentence.start)));
    }
    aliases::carry(&tokens, &mut spans);
    suggestion::findings(text, &tokens, spans)
}

/// What patterns and model find in one sentence; positions are those of its tokens.
fn in_sentence(tokens: &[Token<'_>]) -> Vec<Span> {
    let mode = case::Mode::of(tokens);
    let patterns = patterns::find(tokens, mode);
    let named = model::Model::shared().find(tokens, mode, &patterns);
    finding::united(patterns, named)
}
