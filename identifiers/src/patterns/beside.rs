//! What stands beside what was found: a surname after a rank, an age in brackets after a name.

use crate::aliases::DOES;
use crate::classes::Class;
use crate::finding::{Confidence, Kind, Span, Why};
use crate::text::{Form, Token};

/// Adds to what was found in a sentence; `spans` stay in the order of the text.
pub(crate) fn add(tokens: &[Token<'_>], spans: &mut Vec<Span>) {
    let mut covered = vec![None; tokens.len()];
    for span in spans.iter() {
        covered[span.tokens.clone()].fill(Some(span.kind));
    }
    let mut more = Vec::new();
    for at in 0..tokens.len() {
        if covered[at].is_some() {
            continue;
        }
        let kind = if is_surname(tokens, at) || acts(tokens, at) {
            Kind::Person
        } else if is_age(tokens, at, &covered) {
            Kind::Age
        } else {
            continue;
        };
        more.push(Span { tokens: at..at + 1, kind, confidence: Confidence::Medium, why: Why::Cue });
    }
    if !more.is_empty() {
        spans.append(&mut more);
        spans.sort_by_key(|span| span.tokens.start);
    }
}

/// "det wojcik" in a text that has capitals elsewhere: no word of English, and somebody's surname.
fn is_surname(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    let dot = usize::from(at > 0 && tokens[at - 1].is(".") && tokens[at - 1].glued);
    let led = at.checked_sub(1 + dot).is_some_and(|before| tokens[before].class.has(Class::RANK));
    led && token.form == Form::Word
        && !token.glued
        && token.letters() > 2
        && token.class.bits() == 0
        && token.class.entry.word() == 0
        && token.class.entry.surname() > 0
}

/// "after Miranda arrived", "gave Miranda the keys": a case by this name does nothing, and is given nothing.
fn acts(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    let given =
        at > 0 && matches!(tokens[at - 1].lower.as_str(), "gave" | "handed" | "told" | "helped" | "with");
    let has =
        |next: &Token<'_>| matches!(next.lower.as_str(), "the" | "a" | "my" | "his" | "her" | "our" | "to");
    matches!(token.lower.as_str(), "miranda" | "terry")
        && token.has_upper_first()
        && !token.is_all_upper()
        && tokens.get(at + 1).is_some_and(|next| DOES.contains(&next.lower.as_str()) || given && has(next))
}

/// "Mason (6)", "Ruiz, 41,", "Ruiz was 41.": one or two digits alone in brackets or between commas, right after a person.
fn is_age(tokens: &[Token<'_>], at: usize, covered: &[Option<Kind>]) -> bool {
    let closed = |one_of: &[&str]| {
        tokens.get(at + 1).is_some_and(|next| next.glued && one_of.contains(&next.lower.as_str()))
    };
    at >= 2
        && tokens[at].form == Form::Number
        && tokens[at].text.len() <= 2
        && covered[at - 2] == Some(Kind::Person)
        && (tokens[at - 1].is("(") && closed(&[")"])
            || matches!(tokens[at - 1].lower.as_str(), "is" | "was")
                && tokens[at].text.len() == 2
                && closed(&[",", ".", ";", ")"])
            || tokens[at - 1].is(",") && closed(&[",", ".", ";", ")"]))
}
