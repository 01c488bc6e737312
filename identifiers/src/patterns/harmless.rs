//! What was found and identifies nobody, by what stands around it.

use std::ops::Range;

use crate::classes::{Class, look_alike};
use crate::finding::{Kind, Span};
use crate::text::{Form, Token};

/// Whether a finding is none.
pub(crate) fn is_harmless(tokens: &[Token<'_>], span: &Span) -> bool {
    let ruled = span.kind == Kind::Unit
        && span.tokens.start.checked_sub(1).is_some_and(|before| is(tokens.get(before), super::calls::RULES));
    // One letter is no place; "D.C." has two.
    let letter =
        span.kind == Kind::Place && span.tokens.len() == 1 && tokens[span.tokens.start].text.len() == 1;
    ruled
        || letter
        || is_of_a_phrase(tokens, span)
        || is_everywhere(&tokens[span.tokens.clone()], span.kind)
        || is_case_law(tokens, span)
        || is_named_law(tokens, span)
        || is_surface(&tokens[span.tokens.clone()], span.kind)
        || is_measure(&tokens[span.tokens.clone()], span.kind)
        || span.kind == Kind::Unit && is_count(tokens, &span.tokens)
}

/// What every town has, written large: "told Law Enforcement and the Fire Department".
fn is_everywhere(tokens: &[Token<'_>], kind: Kind) -> bool {
    #[rustfmt::skip] // one word a line says less
    const EVERYWHERE: &[&str] = &[
        "law", "enforcement", "fire", "police", "department", "local", "area", "hospital", "personal", "protective", "equipment",
        "task", "force", "and", "the", "/", "&",
    ];
    tokens.len() > 1 && kind != Kind::Quasi && tokens.iter().all(|own| is(Some(own), EVERYWHERE))
}

/// The number of a Ruger 10/22, the names of "Scott v. Harris": of a phrase that is known to be harmless.
fn is_of_a_phrase(tokens: &[Token<'_>], span: &Span) -> bool {
    /// Words of a phrase before what was found, at most.
    const BEFORE: usize = 4;
    let number = matches!(span.kind, Kind::Date | Kind::Phone)
        && tokens[span.tokens.clone()].iter().any(|own| own.form != Form::Word);
    let at = span.tokens.start;
    (number || span.kind == Kind::Person)
        && (at.saturating_sub(BEFORE)..=at).any(|at| {
            let length = look_alike(tokens, at);
            length > 1 && at + length >= span.tokens.end
        })
}

/// "dry road, about 70": how a road is, and how fast.
fn is_surface(tokens: &[Token<'_>], kind: Kind) -> bool {
    const SURFACES: &[&str] =
        &["dry", "wet", "icy", "slick", "muddy", "snowy", "gravel", "dirt", "sandy", "paved", "unpaved"];
    kind == Kind::Address
        && is(tokens.first(), SURFACES)
        && tokens.get(1).is_some_and(|own| own.class.has(Class::STREET))
        && tokens[2..]
            .iter()
            .all(|own| own.form != Form::Word || is(Some(own), &["about", "around", "maybe", "mph", "f"]))
}

/// 6'2, feet and inches; 108 F.
fn is_measure(tokens: &[Token<'_>], kind: Kind) -> bool {
    if let ([number, scale], Kind::Address) = (tokens, kind) {
        return number.form == Form::Number && number.text.len() <= 3 && is(Some(scale), &["f", "c"]);
    }
    matches!(tokens, [feet, mark, inches] if feet.form == Form::Number
        && inches.form == Form::Number
        && feet.text.len() == 1
        && inches.text.len() <= 2
        && matches!(mark.text, "'" | "’" | "′"))
}

/// "3-4 officers", "about 8-10", "1-2 acre": how many; "3rd from the left": which. A call sign goes on otherwise.
fn is_count(tokens: &[Token<'_>], span: &Range<usize>) -> bool {
    let own = &tokens[span.clone()];
    if let [which] = own {
        return ["st", "nd", "rd", "th"].iter().any(|ending| {
            which
                .lower
                .strip_suffix(ending)
                .is_some_and(|number| number.bytes().all(|own| own.is_ascii_digit()))
        });
    }
    let [least, mark, most] = own else { return false };
    let counted = |token: &Token<'_>| {
        is(Some(token), super::MEASURES)
            || is(
                Some(token),
                &["min", "minute", "hour", "acre", "nm", "personnel", "deep", "guys", "or", "hundred"],
            )
            || token.form == Form::Word && token.letters() > 3 && token.lower.ends_with('s')
    };
    mark.text == "-"
        && least.text.len() <= 2
        && most.text.len() <= 2
        && least.number().zip(most.number()).is_some_and(|(least, most)| least < most)
        && (tokens.get(span.end).is_some_and(counted)
            || span.start.checked_sub(1).is_some_and(|before| {
                is(
                    tokens.get(before),
                    &["about", "around", "approx", "approximately", "roughly", "maybe", "like"],
                )
            }))
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

/// Megan's Law, Jessica's Law: a statute by the name of somebody whom everybody knows. "Burke's law office" is none.
fn is_named_law(tokens: &[Token<'_>], span: &Span) -> bool {
    let at = span.tokens.start;
    let own = tokens.get(at + 1..at + 4);
    own.is_some_and(|own| {
        is(own.first(), &["'", "’"])
            && own[1].is("s")
            && own[2].is("law")
            && (own[2].has_upper_first() || tokens[at].text == tokens[at].lower)
    }) && !is(tokens.get(at + 4), &["office", "offices", "firm", "practice", "school", "partner", "license"])
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
