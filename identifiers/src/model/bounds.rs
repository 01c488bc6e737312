//! What a name that the model found takes in, and whether it is one.

use std::ops::Range;

use super::features;
use crate::case::Mode;
use crate::classes::Class;
use crate::finding::{Confidence, Kind, Span};
use crate::patterns::MEASURES;
use crate::text::{Form, Token};

/// With the word that says what it is, where the model left it out: Birch Hollow *Mall*, Red Clay *EMS*; with the other half
/// of a name with a hyphen: *Gracie*-Lynn; with the letters before a name and the number behind it.
pub(super) fn whole(mut span: Span, tokens: &[Token<'_>], mode: Mode) -> Span {
    let class = match span.kind {
        Kind::Person => return hyphenated(span, tokens),
        Kind::Agency => Class::AGENCY,
        Kind::Place => Class::PLACE,
        Kind::Organisation => Class::ORGANISATION,
        _ => return span,
    };
    let says = |token: &Token<'_>| {
        token.form == Form::Word
            && token.class.has(class)
            && !token.glued
            && (mode != Mode::Mixed || token.has_upper_first())
    };
    while tokens.get(span.tokens.end).is_some_and(says) {
        span.tokens.end += 1;
        span.confidence = span.confidence.max(Confidence::Medium);
    }
    if span.kind == Kind::Agency {
        let part = crate::patterns::agencies::part(&tokens[span.tokens.end..]);
        if part > 0 {
            span.tokens.end += part;
            span.confidence = span.confidence.max(Confidence::Medium);
        }
    }
    span
}

fn hyphenated(mut span: Span, tokens: &[Token<'_>]) -> Span {
    // "Wu-led" is Wu.
    let name = |at: usize| {
        let entry = tokens[at].class.entry;
        tokens[at].form == Form::Word && (entry.given() > 0 || entry.surname() > 0) && entry.word() == 0
    };
    let hyphen = |at: usize| {
        tokens[at].is("-") && tokens[at].glued && tokens.get(at + 1).is_some_and(|next| next.glued)
    };
    // "A. Banks", "Whitlock III"
    let letter = |at: usize| tokens[at].form == Form::Word && tokens[at].letters() == 1 && !tokens[at].glued;
    let stop = |at: usize| tokens[at].is(".") && tokens[at].glued;
    while span.tokens.start > 1
        && stop(span.tokens.start - 1)
        && letter(span.tokens.start - 2)
        && !tokens[span.tokens.start].glued
    {
        span.tokens.start -= 2;
    }
    let numeral = |token: &Token<'_>| {
        matches!(token.lower.as_str(), "ii" | "iii" | "iv" | "jr")
            && (token.is_all_upper() || token.is("Jr") || token.is("jr"))
    };
    if tokens.get(span.tokens.end).is_some_and(|token| !token.glued && numeral(token)) {
        span.tokens.end += 1;
    }
    let Range { start, end } = span.tokens;
    if start > 1 && hyphen(start - 1) && name(start - 2) {
        span.tokens.start -= 2;
    }
    if end + 1 < tokens.len() && hyphen(end) && name(end + 1) {
        span.tokens.end += 2;
    }
    span
}

/// Whether a number stands where an age does: after a name or a word for a person.
pub(super) fn of_somebody(tokens: &[Token<'_>], span: &Span, found: &[Span]) -> bool {
    let Some(before) = (0..span.tokens.start).rev().find(|at| tokens[*at].form != Form::Mark) else {
        return false;
    };
    let person = found.iter().any(|other| other.kind == Kind::Person && other.tokens.contains(&before));
    let said = matches!(
        tokens[before].lower.as_str(),
        "m" | "f"
            | "husband"
            | "wife"
            | "son"
            | "daughter"
            | "mother"
            | "father"
            | "male"
            | "female"
            | "man"
            | "woman"
            | "boy"
            | "girl"
            | "subject"
            | "suspect"
            | "driver"
            | "passenger"
            | "he's"
            | "she's"
            | "victim"
    );
    let digits = tokens[span.tokens.start].text.len();
    let pronoun = before > 0
        && matches!(tokens[before].lower.as_str(), "was" | "is" | "s")
        && tokens[before.saturating_sub(2)..before]
            .iter()
            .any(|token| matches!(token.lower.as_str(), "he" | "she" | "who"));
    (digits == 2 && (person || said || pronoun || tokens[before].class.unusual()))
        || (digits == 1 && person && before + 1 < span.tokens.start)
}

/// "Employee #1", "Employees #1 and #2": numbered in the text alone.
fn is_ordinal(own: &[Token<'_>]) -> bool {
    let digit = |token: &Token<'_>| token.form == Form::Number && token.text.len() == 1;
    own.windows(2).any(|two| two[0].is("#") && digit(&two[1]))
        && own.iter().all(|token| match token.form {
            Form::Word => token.class.entry.word() == 3,
            Form::Number => digit(token),
            Form::Mixed => false,
            Form::Mark => true,
        })
}

/// "Then Quintanilla fell": a person after a word that everybody begins sentences with.
fn is_opened(span: &Span, tokens: &[Token<'_>], mode: Mode) -> bool {
    let Range { start, end } = span.tokens;
    let opens = |token: &Token<'_>| {
        token.class.entry.word() == 3 && token.class.bits() == 0 && token.class.entry.given() == 0
    };
    span.kind == Kind::Person
        && mode == Mode::Mixed
        && end - start.min(end) > 1
        && features::begins(tokens, start)
        && opens(&tokens[start])
        && tokens[start + 1].form == Form::Word
}

/// A span without what is no part of a name at its ends; `None` if nothing is left that could be one.
pub(super) fn trimmed(mut span: Span, tokens: &[Token<'_>], mode: Mode, alike: &[usize]) -> Option<Span> {
    if span.kind == Kind::Quasi {
        return crate::patterns::whole_clause(tokens, span);
    }
    let loose = |at: usize| {
        let token = &tokens[at];
        token.form == Form::Mark && !matches!(token.text, "#")
            || matches!(
                token.lower.as_str(),
                "the"
                    | "and"
                    | "of"
                    | "since"
                    | "from"
                    | "in"
                    | "at"
                    | "on"
                    | "a"
                    | "to"
                    | "with"
                    | "is"
                    | "was"
                    | "or"
                    | "for"
            )
    };
    // A make, a model, a drill: no name unless it is a frequent one, or a rank stands before it.
    let announced = span.tokens.start.checked_sub(1).is_some_and(|before| {
        let before = if tokens[before].is(".") { before.saturating_sub(1) } else { before };
        tokens[before].class.any(Class::RANK.or(Class::TITLE))
    });
    let plain =
        |at: usize| alike[at] > 0 && (alike[at] > 1 || tokens[at].class.entry.surname() < 2) && !announced;
    while span.tokens.start < span.tokens.end && (loose(span.tokens.start) || plain(span.tokens.start)) {
        span.tokens.start += 1;
    }
    while span.tokens.start < span.tokens.end && (loose(span.tokens.end - 1) || plain(span.tokens.end - 1)) {
        span.tokens.end -= 1;
    }
    span.tokens.start += usize::from(is_opened(&span, tokens, mode));
    let own = &tokens[span.tokens.clone()];
    // Everyday words written small are nobody's name.
    let everyday = |token: &Token<'_>| {
        token.form == Form::Word
            && token.class.entry.word() == 3
            && token.class.bits() == 0
            && !(mode == Mode::Mixed && token.has_upper_first() && !std::ptr::eq(token, &raw const tokens[0]))
    };
    // A word of English written small, or one whose capital means nothing, with no name's use of its own.
    let small = |at: usize| {
        let token = &tokens[at];
        let capital = token.has_upper_first() && !features::begins(tokens, at);
        token.form != Form::Word || token.class.entry.word() > 0 && !capital
    };
    let english =
        span.kind == Kind::Person && mode == Mode::Mixed && own.len() > 1 && span.tokens.clone().all(small)
            || span.kind == Kind::Person
                && mode == Mode::Mixed
                && own.iter().all(|token| {
                    token.form != Form::Word || token.class.entry.word() > 0 && !token.has_upper_first()
                });
    // "Mark the door" may be about Mark: a word of English at a beginning is a guess at best.
    let guess = span.kind == Kind::Person
        && own.len() == 1
        && features::begins(tokens, span.tokens.start)
        && own[0].class.entry.word() > 0
        && !announced;
    if guess {
        span.confidence = Confidence::Low;
    }
    let opening = guess && own[0].class.entry.surname() < 2 && own[0].class.entry.given() == 0;
    let counts = |token: &Token<'_>| {
        token.digits() > 0 || token.class.any(Class::NUMBER.or(Class::CALENDAR)) || token.class.unusual()
    };
    let numberless = matches!(span.kind, Kind::Age | Kind::Time | Kind::Unit) && !own.iter().any(counts);
    let numeric = matches!(span.kind, Kind::Age | Kind::Time | Kind::Unit)
        || own.len() == 1 && own[0].form == Form::Number;
    let measures =
        numeric && tokens.get(span.tokens.end).is_some_and(|next| MEASURES.contains(&next.lower.as_str()));
    // Letters and digits of an age begin with its figures: 40s, 30ish.
    let lettered = span.kind == Kind::Age
        && own
            .iter()
            .any(|token| token.form == Form::Mixed && !token.text.starts_with(|c: char| c.is_ascii_digit()));
    // "about twenty-six hours" is a while; "0317 hours" has a form.
    let lasts = span.kind == Kind::Time
        && own
            .last()
            .is_some_and(|last| matches!(last.lower.as_str(), "hours" | "hour" | "minutes" | "seconds"))
        && !own.iter().any(|token| token.digits() > 2);
    let nothing = own.is_empty()
        || lasts
        || measures
        || lettered
        || is_ordinal(own)
        || numberless
        || (!announced && (english || opening || own.iter().all(everyday)));
    (!nothing).then_some(span)
}
