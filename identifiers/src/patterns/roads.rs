//! Addresses, roads, intersections, exits and mile markers.

mod landmark;
mod room;
mod street;

use landmark::{far, landmark};
pub(super) use room::room;
pub(super) use street::STATES;
use street::{DIRECTIONS, PLAIN, SURE, name_words, street};

use super::{Here, run};
use crate::case::Mode;
use crate::classes::Class;
use crate::finding::{Kind, Span, Why};
use crate::text::{Form, Token};

/// All of these.
pub(super) fn address(here: Here<'_>) -> Option<Span> {
    let length = box_number(here)
        .or_else(|| mile(here))
        .or_else(|| house(here))
        .or_else(|| crossing(here))
        .or_else(|| far(here))
        .or_else(|| zip(here))?;
    Some(here.found(length, Kind::Address, Why::Form))
}

/// "P.O. Box 114"
fn box_number(here: Here<'_>) -> Option<usize> {
    let by = match here.word(0) {
        "po" => 1,
        "p" if here.is(1, &["."]) && here.is(2, &["o"]) => 3 + isize::from(here.is(3, &["."])),
        _ => return None,
    };
    (here.is(by, &["box"]) && here.get(by + 1).is_some_and(|token| token.digits() > 0))
        .then(|| (by + 2).unsigned_abs())
}

/// "exit 12", "mile marker 212", "mm 14.5"
fn mile(here: Here<'_>) -> Option<usize> {
    let by = match here.word(0) {
        "mile" if here.is(1, &["marker", "post", "markers"]) => 2,
        "exit" | "mm" | "milepost" | "mp" | "milemarker" | "exits" | "mile" => 1,
        _ => return None,
    };
    let by = by + isize::from(here.is(by, &["#", "no"]));
    let token = here.get(by)?;
    // "mile 3 of the run" is a way, "exit 2 of them" none either.
    let short = token.digits() >= 1 && token.digits() <= 4 && token.letters() <= 1;
    if !short || (here.is(0, &["mile", "exit"]) && here.is(by + 1, &["of", "minutes", "seconds"])) {
        return None;
    }
    let mut end = by + 1;
    if here.glued_mark(end, &["."]) && here.glued(end + 1) && here.form(end + 1) == Some(Form::Number) {
        end += 2;
    }
    end += isize::from(DIRECTIONS.contains(&here.word(end)) && here.word(end).len() > 1);
    Some(end.unsigned_abs())
}

/// "TX 75001"
fn zip(here: Here<'_>) -> Option<usize> {
    let token = here.get(0)?;
    let state = STATES.contains(&token.lower.as_str()) && (here.mode == Mode::Upper || token.is_all_upper());
    let comma = isize::from(here.is(1, &[","]));
    (state && here.get(1 + comma).is_some_and(|zip| zip.form == Form::Number && zip.text.len() == 5))
        .then(|| (2 + comma).unsigned_abs())
}

/// A house or block number with its street.
fn house(here: Here<'_>) -> Option<usize> {
    let token = here.get(0)?;
    if token.digits() == 0
        || token.digits() > 5
        || token.letters() > 2
        || (here.glued(0) && !here.is(-1, &["(", "@", "\""]))
        || ordinal(token)
    {
        return None;
    }
    let number = run(here, &["-"], 3).max(1);
    let mut by = number.cast_signed();
    if here.is(by, &["block", "blk", "hundred"]) {
        by += 1 + isize::from(here.is(by + 1, &["block"]));
        by += isize::from(here.is(by, &["of"]));
        let name = name_words(here.moved(by.unsigned_abs()), 3);
        let street = street(here.moved(by.unsigned_abs()), true).or((name > 0).then_some(name))?;
        return Some(joined(here, by.unsigned_abs() + street));
    }
    // "4 Lincoln Road" is an address, "4 cars" isn't: the street's kind decides.
    if let Some(street) = street(here.moved(number), true) {
        return Some(joined(here, with_unit(here, number + street)));
    }
    kindless(here, number)
}

/// "at 214 Pecan", "118 birch": a street without its kind, where somebody is or goes.
fn kindless(here: Here<'_>, number: usize) -> Option<usize> {
    let led = here.is(-1, &["at", "to", "from", "near", "outside", "behind", "address", "of", "off", "in"])
        || here.is(-1, &[":"]) && here.is(-2, &["where", "loc", "location", "address", "at"]);
    let token = here.get(0)?;
    let name = here.get(number.cast_signed())?;
    let named = name.form == Form::Word
        && name.letters() > 3
        && !name.glued
        && !PLAIN.contains(&name.lower.as_str())
        && match here.mode {
            Mode::Mixed => name.has_upper_first() && !name.is_all_upper() && name.class.bits() & !0x100 == 0,
            _ => name.class.entry.word() < 2 && name.class.bits() == 0 && !name.lower.ends_with('s'),
        };
    let next = here.get(number.cast_signed() + 1);
    let ends = next.is_none_or(|next| {
        next.form != Form::Number && !(here.mode == Mode::Mixed && next.has_upper_first())
    });
    (led && number == 1 && token.form == Form::Number && (3..=5).contains(&token.text.len()) && named && ends)
        .then_some(2)
}

/// A road, and what crosses it.
fn crossing(here: Here<'_>) -> Option<usize> {
    if here.is(0, &["corner", "intersection"]) && here.is(1, &["of"]) {
        let first = street(here.moved(2), false).unwrap_or_else(|| name_words(here.moved(2), 2));
        let and = (2 + first).cast_signed();
        if first > 0 && here.is(and, &["and", "&", "/"]) {
            let second = here.moved(3 + first);
            let length = street(second, false).unwrap_or_else(|| name_words(second, 2));
            if length > 0 {
                return Some(3 + first + length);
            }
        }
    }
    if let Some(length) = street(here, false) {
        return Some(joined(here, with_unit(here, length)));
    }
    // "5th and Main", "Elm & 3rd"
    let first = here.get(0)?;
    let cross = if here.is(1, &["and", "&", "/", "@"]) { here.get(2)? } else { return None };
    let capital = |token: &Token<'_>| here.mode != Mode::Mixed || token.has_upper_first();
    let named = |token: &Token<'_>| {
        token.form == Form::Word
            && capital(token)
            && token.letters() > 2
            && !PLAIN.contains(&token.lower.as_str())
            && token.class.entry.word() < 3
    };
    let street_name = |token: &Token<'_>| {
        named(token)
            || ["main", "market", "broadway", "church", "high", "park", "center"]
                .contains(&token.lower.as_str())
                && capital(token)
    };
    let ordinal =
        |token: &Token<'_>| ordinal(token) || spelled(token) && capital(token) && here.mode == Mode::Mixed;
    let fits = (ordinal(first)
        && (street_name(cross) || ordinal(cross) && here.is(-1, &["at", "on", "near", "to"])))
        || (ordinal(cross) && street_name(first) && !here.glued(0));
    let length = 3 + usize::from(
        here.get(3)
            .is_some_and(|token| token.class.has(Class::STREET) && SURE.contains(&token.lower.as_str())),
    );
    fits.then_some(length)
}

/// Fifth, where it is written as a name.
fn spelled(token: &Token<'_>) -> bool {
    token.class.has(Class::NUMBER)
        && (token.lower.ends_with("th") || matches!(token.lower.as_str(), "first" | "second" | "third"))
}

/// 5th, 42nd.
fn ordinal(token: &Token<'_>) -> bool {
    let digits = token.digits();
    digits > 0 && token.lower.get(digits..).is_some_and(|rest| matches!(rest, "st" | "nd" | "rd" | "th"))
}

/// An apartment, suite or direction after an address.
fn with_unit(here: Here<'_>, length: usize) -> usize {
    let by = length.cast_signed();
    let comma = isize::from(here.is(by, &[","]));
    if here.is(
        by + comma,
        &[
            "apt",
            "apartment",
            "unit",
            "suite",
            "ste",
            "lot",
            "rm",
            "room",
            "bldg",
            "building",
            "#",
            "trlr",
            "trailer",
            "space",
            "no",
            "number",
            "spc",
            "upper",
            "lower",
        ],
    ) {
        let dot = isize::from(here.is(by + comma + 1, &["."]))
            + isize::from(here.is(by + comma + 1, &["#", "unit"]));
        let token = here.get(by + comma + 1 + dot);
        if token.is_some_and(|token| token.digits() > 0 || token.letters() == 1) {
            return (by + comma + 2 + dot).unsigned_abs();
        }
    }
    length
}

/// Goes on over "and Oak St", "at exit 12", "just north of Mill Rd".
fn joined(here: Here<'_>, length: usize) -> usize {
    let by = length.cast_signed();
    let mut gap = 0;
    if here.is(
        by,
        &["and", "&", "at", "/", "@", "near", "x", ",", "off", "by", "from", "to", "between", "-", "past"],
    ) {
        gap = 1;
        gap += isize::from(here.is(by + gap, &["the", "about"]));
    } else if here.is(by, &["just", "about", "a"]) || DIRECTIONS.contains(&here.word(by)) {
        // At most five words up to "of".
        for words in 1..5 {
            if here.is(by + words, &["of"]) {
                gap = words + 1;
                break;
            }
        }
    }
    if let Some(end) = landmark(here, length) {
        return end;
    }
    let next = here.moved((by + gap).unsigned_abs());
    let comma = here.is(by, &[","]);
    if let Some(more) = mile(next).or_else(|| if gap > 0 && !comma { street(next, false) } else { None }) {
        return joined(here, (by + gap).unsigned_abs() + more);
    }
    if gap == 1 && here.is(by, &["and", "&", "/", "at"]) {
        // The crossing street without its kind: "Elm St and Birch".
        let name = name_words(next, 2);
        let sure = next.get(0).is_some_and(|token| {
            ordinal(token)
                || here.mode == Mode::Mixed && token.has_upper_first() && token.class.entry.word() < 3
        });
        if name > 0 && sure && !here.is(by, &["at"]) {
            return (by + gap).unsigned_abs() + name;
        }
    }
    length
}
