//! What was found and identifies nobody, by what stands around it.

use crate::classes::Class;
use crate::finding::{Kind, Span};
use crate::text::{Form, Token};

/// Whether a finding is none.
pub(crate) fn is_harmless(tokens: &[Token<'_>], span: &Span) -> bool {
    let ruled = span.kind == Kind::Unit
        && span.tokens.start.checked_sub(1).is_some_and(|before| is(tokens.get(before), super::calls::RULES));
    ruled || is_case_law(tokens, span) || is_height(&tokens[span.tokens.clone()])
}

/// 6'2: feet and inches.
fn is_height(tokens: &[Token<'_>]) -> bool {
    matches!(tokens, [feet, mark, inches] if feet.form == Form::Number
        && inches.form == Form::Number
        && feet.text.len() == 1
        && inches.text.len() <= 2
        && matches!(mark.text, "'" | "’" | "′"))
}

/// Whether a lone "Miranda" or "Terry" is the case by that name: rights that are read and waived; a stop. Both are many a
/// colleague's name, too, so that a word which may be said of a person ("after", "gave") isn't enough.
fn is_case_law(tokens: &[Token<'_>], span: &Span) -> bool {
    if span.kind != Kind::Person || span.tokens.len() != 1 {
        return false;
    }
    let at = span.tokens.start;
    let led = at > 0 && tokens[at - 1].class.any(Class::RANK.or(Class::TITLE));
    !led && (tokens[at].is("terry") && is_terry_stop(tokens, at)
        || tokens[at].is("miranda") && are_rights(tokens, at))
}

fn is(token: Option<&Token<'_>>, one_of: &[&str]) -> bool {
    token.is_some_and(|token| one_of.contains(&token.lower.as_str()))
}

/// Whether one of these stands among the four words before.
fn before(tokens: &[Token<'_>], at: usize, one_of: &[&str]) -> bool {
    tokens[at.saturating_sub(4)..at].iter().any(|token| is(Some(token), one_of))
}

/// "a lawful Terry stop", "held under Terry", "Terry v. Ohio".
fn is_terry_stop(tokens: &[Token<'_>], at: usize) -> bool {
    const STOP: &[&str] =
        &["stop", "stops", "frisk", "frisks", "pat", "patdown", "search", "detention", "type"];
    const BEFORE: &[&str] =
        &["a", "the", "this", "that", "no", "any", "his", "her", "our", "valid", "lawful", "during"];
    const HELD: &[&str] =
        &["held", "detained", "stopped", "frisked", "patted", "searched", "frisk", "detention", "allowed"];
    let last = at.checked_sub(1).and_then(|last| tokens.get(last));
    let next = at + 1 + usize::from(is(tokens.get(at + 1), &["-"]));
    is(tokens.get(next), &["v"])
        || is(last, BEFORE) && is(tokens.get(next), STOP)
        || is(last, &["under"]) && before(tokens, at, HELD)
}

/// "read him Miranda", "post-Miranda", "after Miranda he talked", "Miranda was not an issue"; not "after Miranda arrived",
/// "gave Miranda the keys".
fn are_rights(tokens: &[Token<'_>], at: usize) -> bool {
    #[rustfmt::skip] // one word a line says less
    const RIGHTS: &[&str] = &[
        "read", "reads", "reading", "waived", "waive", "waives", "waiver", "invoked", "post", "rights", "warning", "warnings",
        "card", "form", "advised", "advisement", "understood", "applies", "applied", "apply", "violation", "issue",
    ];
    const EITHER: &[&str] = &["after", "before", "under", "per", "gave", "give", "given"];
    const GOES_ON: &[&str] = &["he", "she", "they", "and", "but", "so"];
    let after = &tokens[at + 1..];
    let ends = after.first().is_none_or(|next| next.form == Form::Mark || is(Some(next), GOES_ON));
    before(tokens, at, RIGHTS)
        || after.iter().take(4).any(|token| is(Some(token), RIGHTS))
        || ends && before(tokens, at, EITHER)
}
