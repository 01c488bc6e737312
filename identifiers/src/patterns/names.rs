//! Names whose form gives them away, however they are written.

use super::Here;
use crate::case::Mode;
use crate::classes::look_alike;
use crate::finding::{Kind, Span, Why};
use crate::text::{Form, Token};

pub(super) fn name(here: Here<'_>) -> Option<Span> {
    let length = aged(here).or_else(|| initialled(here)).or_else(|| hyphenated(here))?;
    Some(here.found(length, Kind::Person, Why::Form))
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

/// A given name that is no word of English.
fn is_given(token: &Token<'_>) -> bool {
    let entry = token.class.entry;
    token.form == Form::Word && entry.given() > 0 && entry.word() == 0 && token.letters() > 2
}
