//! What was found and identifies nobody, by what stands around it.

use crate::classes::Class;
use crate::finding::{Kind, Span};
use crate::text::{Form, Token};

/// Whether a finding is none.
pub(crate) fn is_harmless(tokens: &[Token<'_>], span: &Span) -> bool {
    is_case_law(tokens, span) || is_height(&tokens[span.tokens.clone()])
}

/// 6'2: feet and inches.
fn is_height(tokens: &[Token<'_>]) -> bool {
    matches!(tokens, [feet, mark, inches] if feet.form == Form::Number
        && inches.form == Form::Number
        && feet.text.len() == 1
        && inches.text.len() <= 2
        && matches!(mark.text, "'" | "’" | "′"))
}

/// Whether a lone "Miranda" or "Terry" is the case by that name: rights that are read, given and waived; a stop.
fn is_case_law(tokens: &[Token<'_>], span: &Span) -> bool {
    #[rustfmt::skip] // one word a line says less
    const RIGHTS: [&str; 21] = [
        "read", "reads", "reading", "gave", "given", "give", "waived", "waive", "waives", "invoked", "after", "under", "post",
        "per", "before", "rights", "warning", "warnings", "card", "advised", "understood",
    ];
    const STOP: [&str; 9] =
        ["stop", "stops", "frisk", "frisks", "pat", "patdown", "search", "detention", "type"];
    const BEFORE: [&str; 12] =
        ["a", "the", "this", "that", "no", "any", "his", "her", "our", "valid", "lawful", "during"];
    if span.kind != Kind::Person || span.tokens.len() != 1 {
        return false;
    }
    let (at, own) = (span.tokens.start, &tokens[span.tokens.start]);
    let led = at > 0 && tokens[at - 1].class.any(Class::RANK.or(Class::TITLE));
    if led {
        return false;
    }
    let is = |token: &Token<'_>, one_of: &[&str]| one_of.contains(&token.lower.as_str());
    if own.is("terry") {
        // Terry is many a colleague, too, who may stop or search somebody.
        let next = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|mark| mark.is("-")));
        let before = |one_of: &[&str]| at > 0 && is(&tokens[at - 1], one_of);
        return before(&["under"])
            || tokens.get(next).is_some_and(|next| is(next, &["v"]) || before(&BEFORE) && is(next, &STOP));
    }
    own.is("miranda")
        && tokens[at.saturating_sub(4)..].iter().take(at.min(4) + 5).any(|near| is(near, &RIGHTS))
}
