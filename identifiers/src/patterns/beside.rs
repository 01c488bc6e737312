//! What stands beside what was found: a surname after a rank, an age in brackets after a name.

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

/// "after Miranda arrived", "gave Miranda the keys": what only a person does, or is given. Miranda is given, too, taken,
/// advised and waived.
fn acts(tokens: &[Token<'_>], at: usize) -> bool {
    #[rustfmt::skip] // one word a line says less
    const DOES: &[&str] = &[
        "stepped", "walked", "arrived", "ran", "grabbed", "yelled", "shouted", "radioed", "waved", "pulled", "pushed", "drove", "drew",
        "fired",
    ];
    let token = &tokens[at];
    let next = tokens.get(at + 1).map_or("", |next| next.lower.as_str());
    let given = at > 0 && matches!(tokens[at - 1].lower.as_str(), "gave" | "handed" | "helped");
    matches!(token.lower.as_str(), "miranda" | "terry")
        && token.has_upper_first()
        && !token.is_all_upper()
        && (DOES.contains(&next) || given && matches!(next, "the" | "my" | "his" | "her" | "our"))
}

/// "Mason (6)", "Ruiz, 41,", "Ruiz was 41 and": one or two digits in brackets, between commas or after "was", right after a
/// person. "Officer Ruiz was 97" is a code.
fn is_age(tokens: &[Token<'_>], at: usize, covered: &[Option<Kind>]) -> bool {
    let next = tokens.get(at + 1);
    let closed =
        |one_of: &[&str]| next.is_some_and(|next| next.glued && one_of.contains(&next.lower.as_str()));
    if at < 2
        || tokens[at].form != Form::Number
        || tokens[at].text.len() > 2
        || covered[at - 2] != Some(Kind::Person)
    {
        return false;
    }
    match tokens[at - 1].lower.as_str() {
        "(" => closed(&[")"]),
        "," => closed(&[",", ".", ";", ")"]),
        "is" | "was" => {
            let goes_on = next.is_none_or(|next| matches!(next.lower.as_str(), "and" | "but" | "when"));
            (goes_on || closed(&[",", ".", ";", ")"])) && !has_rank(tokens, at - 2, covered)
        }
        _ => false,
    }
}

/// Whether a rank stands before the person whose name ends at `last`.
fn has_rank(tokens: &[Token<'_>], last: usize, covered: &[Option<Kind>]) -> bool {
    let name = (0..=last).rev().take(6).take_while(|at| covered[*at] == Some(Kind::Person)).count();
    (last + 1 - name).checked_sub(1).is_some_and(|before| {
        let rank = before - usize::from(before > 0 && tokens[before].is("."));
        tokens[rank].class.has(Class::RANK)
    })
}
