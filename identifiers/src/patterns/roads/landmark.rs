//! Places that are told by what stands there, or how far it is.

use super::street::{DIRECTIONS, name_words};
use crate::case::Mode;
use crate::classes::Class;
use crate::patterns::Here;
use crate::text::Form;

/// "2.3 miles north of the Dennehotso": so far from what has a name.
pub(super) fn far(here: Here<'_>) -> Option<usize> {
    let token = here.get(0)?;
    if token.form != Form::Number && !token.class.has(Class::NUMBER) || here.glued(0) {
        return None;
    }
    let mut by = 1 + 2 * isize::from(here.glued_mark(1, &["."]) && here.form(2) == Some(Form::Number));
    by += 2 * isize::from(here.is(by, &["and"]) && here.is(by + 1, &["half"]));
    if !here.is(by, &["mile", "miles", "mi", "blocks", "block"]) {
        return None;
    }
    by += 1 + isize::from(here.is(by + 1, &["due", "just"]));
    if !(DIRECTIONS.contains(&here.word(by)) && here.word(by).len() > 3 && here.is(by + 1, &["of", "from"])) {
        return None;
    }
    by += 2 + isize::from(here.is(by + 2, &["the"]));
    let named = here.get(by).is_some_and(|own| here.mode != Mode::Mixed || own.has_upper_first());
    let name = name_words(here.moved(by.unsigned_abs()), 3);
    (named && name > 0).then_some(by.unsigned_abs() + name)
}

/// "at the low water crossing", "two miles past the ranger station": a place on a road, said by what stands there.
pub(super) fn landmark(here: Here<'_>, length: usize) -> Option<usize> {
    #[rustfmt::skip] // one word a line says less
    const HEADS: &[&str] = &[
        "crossing", "interchange", "overpass", "underpass", "ramp", "onramp", "offramp", "bridge", "gate", "station",
        "curve", "intersection", "split", "junction", "elevator", "guard", "exit", "canal", "dam", "tunnel", "store",
        "church", "school", "cemetery", "quarry", "landfill", "courthouse",
    ];
    const LEADS: &[&str] =
        &["at", "by", "near", "past", "off", "of", "before", "after", "from", "under", "on"];
    let mut by = length.cast_signed();
    if HEADS.contains(&here.word(by)) && !here.is(by, &["of"]) {
        return Some(length + 1);
    }
    // A distance and a direction before it.
    for _ in 0..6 {
        let word = here.get(by)?;
        if LEADS.contains(&word.lower.as_str()) {
            break;
        }
        let distance = here.is(
            by,
            &[
                "about", "just", "a", "half", "mile", "miles", "yards", "feet", "ft", "blocks", "block",
                "mi", "few", "quarter",
            ],
        ) || word.class.has(Class::NUMBER)
            || word.form == Form::Number
            || DIRECTIONS.contains(&word.lower.as_str());
        if !distance {
            return None;
        }
        by += 1;
    }
    if !LEADS.contains(&here.word(by)) || !here.is(by + 1, &["the", "a"]) {
        return None;
    }
    (2..6)
        .find(|more| HEADS.contains(&here.word(by + more)))
        .filter(|more| (2..*more).all(|own| here.form(by + own) == Some(Form::Word)))
        .map(|more| (by + more + 1).unsigned_abs())
}
