//! Names whose form gives them away, however they are written.

use super::Here;
use crate::case::Mode;
use crate::classes::{Class, look_alike};
use crate::finding::{Kind, Span, Why};
use crate::text::{Form, Token};

pub(super) fn name(here: Here<'_>) -> Option<Span> {
    if called(here) {
        return Some(here.found_at(2..3, Kind::Person, Why::Cue));
    }
    let length = aged(here).or_else(|| initialled(here)).or_else(|| hyphenated(here))?;
    Some(here.found(length, Kind::Person, Why::Form))
}

/// "everybody calls him Leo": what somebody is called, but for a day, a rank or a word of courtesy.
fn called(here: Here<'_>) -> bool {
    here.is(0, &["call", "calls", "called", "calling", "nicknamed"])
        && here.is(1, &["him", "her", "me", "them"])
        && here.mode == Mode::Mixed
        && here.get(2).is_some_and(|own| {
            own.form == Form::Word
                && own.has_upper_first()
                && !own.is_all_upper()
                && own.letters() > 2
                && own.class.bits() == 0
                && !matches!(
                    own.lower.as_str(),
                    "sir" | "maam" | "mom" | "dad" | "mama" | "boss" | "grandma" | "grandpa"
                )
        })
}

/// "Mason (6)": somebody's given name, with an age in brackets, which `beside` finds.
fn aged(here: Here<'_>) -> Option<usize> {
    let token = here.get(0)?;
    let name = token.form == Form::Word
        && here.mode == Mode::Mixed
        && token.has_upper_first()
        && !token.is_all_upper()
        && token.class.bits() == 0
        && token.class.entry.given() > 0
        && token.class.entry.word() < 3
        && look_alike(here.tokens, here.at) == 0;
    let age = here.is(1, &["("])
        && here.get(2).is_some_and(|own| own.form == Form::Number && own.text.len() <= 2 && own.glued)
        && here.glued_mark(3, &[")"]);
    (name && age).then_some(1)
}

/// "randall w. best": a given name, a letter and a full stop, a surname.
fn initialled(here: Here<'_>) -> Option<usize> {
    let letter = here.get(1).is_some_and(|own| own.form == Form::Word && own.letters() == 1 && !own.glued);
    let surname = here.get(3).is_some_and(|own| {
        own.form == Form::Word && own.letters() > 2 && !own.glued && own.class.entry.surname() > 0
    });
    (is_given(here.get(0)?) && letter && here.glued_mark(2, &["."]) && surname).then_some(4)
}

/// "gracie-lynn"
fn hyphenated(here: Here<'_>) -> Option<usize> {
    let joined = here.glued_mark(1, &["-"]) && here.glued(2) && !here.glued_mark(3, &["-"]);
    (joined && here.opens() && is_given(here.get(0)?) && is_given(here.get(2)?)).then_some(3)
}

/// "Jimbo's Wings", "St. Luke's Walk-in": somebody's, with a word of English in capitals, is a shop or a house. Behind a rank
/// it is that officer's.
pub(super) fn shop(here: Here<'_>) -> Option<Span> {
    let saint = usize::from(here.is(0, &["st"])) * (1 + usize::from(here.glued_mark(1, &["."])));
    let own = here.moved(saint);
    let owner = own.get(0)?;
    let capital = |token: &Token<'_>| {
        token.form == Form::Word && token.has_upper_first() && !token.is_all_upper() && token.letters() > 2
    };
    let before = if here.is(-1, &["."]) { here.get(-2) } else { here.get(-1) };
    let ranked = before.is_some_and(|token| token.class.any(Class::RANK.or(Class::TITLE)));
    let named = capital(owner)
        && owner.class.bits() == 0
        && (owner.class.entry.word() == 0 || saint > 0)
        && !matches!(owner.lower.as_str(), "alzheimer" | "parkinson" | "murphy")
        && !ranked;
    if here.mode != Mode::Mixed
        || !named
        || !own.glued_mark(1, &["'", "’"])
        || !own.is(2, &["s"])
        || !own.glued(2)
    {
        return None;
    }
    let noun = |by: isize| {
        own.get(by).is_some_and(|token| {
            capital(token)
                && token.class.entry.word() > 0
                && !token.class.any(Class::RANK.or(Class::TITLE).or(Class::CALENDAR))
                && look_alike(own.tokens, own.at + by.unsigned_abs()) == 0
        })
    };
    let mut end = 3;
    while noun(end) && (end > 3 || !own.glued(end)) {
        end += 1;
        if own.glued_mark(end, &["-"]) && own.glued(end + 1) {
            end += 2;
        }
    }
    (end > 3).then(|| here.found(saint + end.unsigned_abs(), Kind::Place, Why::Form))
}

/// A given name that is no word of English.
fn is_given(token: &Token<'_>) -> bool {
    let entry = token.class.entry;
    token.form == Form::Word && entry.given() > 0 && entry.word() == 0 && token.letters() > 2
}
