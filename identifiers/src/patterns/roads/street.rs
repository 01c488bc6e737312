//! A road by its number or its name, without a house number.

use super::super::Here;
use super::ordinal;
use crate::case::Mode;
use crate::classes::{self, Class};
use crate::text::Form;

#[rustfmt::skip] // one word a line says less
pub(super) const DIRECTIONS: &[&str] = &[
    "n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west", "northeast", "northwest", "southeast",
    "southwest", "nb", "sb", "eb", "wb", "northbound", "southbound", "eastbound", "westbound",
];

/// Kinds of street that are hardly anything else.
#[rustfmt::skip] // one word a line says less
pub(super) const SURE: &[&str] = &[
    "st", "street", "rd", "road", "ave", "av", "avenue", "blvd", "boulevard", "ln", "lane", "pkwy", "parkway", "hwy", "ct",
    "cir", "ter", "pike", "turnpike", "tpke", "expy", "fwy", "freeway", "expressway", "causeway", "aly", "xing", "terrace",
    "dr", "bypass", "rte",
];

/// What stands before such a word without being a name.
#[rustfmt::skip] // one word a line says less
pub(super) const PLAIN: &[&str] = &[
    "the", "a", "an", "this", "that", "my", "our", "his", "her", "their", "its", "side", "dirt", "back", "frontage",
    "access", "service", "gravel", "paved", "busy", "narrow", "main", "residential", "city", "wrong", "other", "same", "icy",
    "wet", "dark", "private", "open", "cross", "rural", "public", "next", "right", "left", "lane", "way", "each", "every",
    "any", "one", "two", "three", "four", "same", "whole", "into", "in", "on", "off", "of", "to", "from", "for", "across",
    "down", "up", "and", "or", "at", "by", "with", "no", "test", "hard", "flash", "food", "tennis", "basketball", "superior",
    "district", "supreme", "federal", "county", "state", "traffic", "drug", "family", "middle", "inside", "outside",
    "through", "turn", "fast", "slow", "passing", "center", "was", "is", "were", "had", "has", "i", "we", "he", "she",
    "they", "it", "you", "clear", "hit", "left", "some", "parallel", "empty", "nearest", "quiet", "long", "short", "closed",
    "unlit", "lit", "country", "logging", "forest", "fire", "perimeter", "driving", "local", "high", "low",
    "dry", "muddy", "slick", "snowy", "bare", "straight", "curvy", "winding", "flat", "steep", "sandy", "unpaved", "divided",
];

#[rustfmt::skip] // one word a line says less
pub(in super::super) const STATES: &[&str] = &[
    "al", "ak", "az", "ar", "ca", "co", "ct", "de", "fl", "ga", "hi", "id", "il", "in", "ia", "ks", "ky", "la", "me", "md",
    "ma", "mi", "mn", "ms", "mo", "mt", "ne", "nv", "nh", "nj", "nm", "ny", "nc", "nd", "oh", "ok", "or", "pa", "ri", "sc",
    "sd", "tn", "tx", "ut", "vt", "va", "wa", "wv", "wi", "wy",
];

/// Words that may be a street's name: capitals where capitals count, else one unusual word.
pub(super) fn name_words(here: Here<'_>, most: usize) -> usize {
    let mut length = 0;
    while length < most {
        let Some(token) = here.get(length.cast_signed()) else { break };
        let word = token.form == Form::Word
            && !PLAIN.contains(&token.lower.as_str())
            && !token.class.has(Class::STREET);
        let capital = here.mode != Mode::Mixed || token.has_upper_first();
        if !(ordinal(token)
            || (word && capital && (here.mode == Mode::Mixed || length == 0 && token.class.entry.word() < 3)))
        {
            break;
        }
        length += 1;
    }
    length
}

/// A road by number or by name, without a house number. `housed`: a house number stands before it.
pub(super) fn street(here: Here<'_>, housed: bool) -> Option<usize> {
    numbered(here).or_else(|| named(here, housed))
}

/// "I-95", "US 12 East", "County Road 9", "FM 1488".
fn numbered(here: Here<'_>) -> Option<usize> {
    let capital = here.mode != Mode::Mixed || here.get(0)?.has_upper_first();
    let mut by = match here.word(0) {
        "i" if here.is(1, &["-"]) && here.glued(1)
            || capital
                && here.mode == Mode::Mixed
                && here.number(1).is_some_and(|n| n < 1000)
                && here.get(2).is_none_or(|next| !next.class.unusual())
                && here.is(-1, &["on", "off", "along", "down", "from", "onto", "to", "near", "at"]) =>
        {
            1
        }
        // "en route 10 minutes later"
        "route" if here.is(-1, &["en"]) => return None,
        "us" | "sr" | "cr" | "fm" | "rm" | "rr" | "sh" | "th" | "csah" | "ih" | "ush" | "sth" | "cth"
        | "hwy" | "highway" | "route" | "rt" | "rte" | "interstate" => 1,
        "co" if here.is(1, &["rd", "road", "hwy", "rt", "route"]) => 2,
        // "SB 405"
        "nb" | "sb" | "eb" | "wb"
            if here.number(1).is_some_and(|number| number < 1000) && !here.is(2, &["at", "mph"]) =>
        {
            1
        }
        "u" if here.is(1, &["."]) && here.is(2, &["s"]) => 3 + isize::from(here.is(3, &["."])),
        "state" | "county" | "federal" | "ranch" | "forest" | "old" | "township" | "tribal"
            if here.is(1, &["route", "road", "rd", "highway", "hwy", "rt", "rte", "trunk", "spur"]) =>
        {
            2
        }
        "farm" if here.is(1, &["to"]) && here.is(2, &["market"]) => {
            3 + isize::from(here.is(3, &["road", "rd"]))
        }
        state
            if STATES.contains(&state)
                && !(state == "ar" && matches!(here.number(2), Some(10 | 15)))
                && here.get(0)?.is_all_upper()
                && here.is(1, &["-"])
                && here.glued(1)
                && here.glued(2) =>
        {
            1
        }
        state
            if STATES.contains(&state)
                && here.mode == Mode::Mixed
                && here.get(0)?.is_all_upper()
                && here.number(1).is_some()
                && here.is(
                    -1,
                    &["on", "off", "at", "near", "along", "down", "from", "to", "onto", "of", "take", "took"],
                ) =>
        {
            1
        }
        _ => return joined_number(here),
    };
    by += isize::from(here.is(by, &["hwy", "highway", "route", "rt", "rte", "road", "rd"]));
    // "Rt. 9", but not the end of a sentence before a number.
    by += isize::from(here.is(by, &["."]) && !here.is(by - 1, &["route", "road", "highway", "interstate"]));
    by += isize::from(here.is(by, &["-", "#"]));
    let token = here.get(by)?;
    let decimal = here.glued_mark(by + 1, &["."]) && here.glued(by + 2);
    let short = (1..=4).contains(&token.digits())
        && token.letters() <= 2
        && !decimal
        && !here.glued_mark(by + 1, &[":", "/", "°"]);
    // "co 12" and "th 9" in the middle of words are nothing.
    let sure = here.word(0).len() > 2
        || here.is(1, &["-"])
        || here.mode == Mode::Mixed && here.get(0)?.is_all_upper()
        || here.is(0, &["us", "sr", "cr", "fm", "i", "u", "rt", "sh", "rr"]);
    if !short || !sure {
        return None;
    }
    by += 1;
    by += isize::from(DIRECTIONS.contains(&here.word(by)));
    Some(by.unsigned_abs())
}

/// "I95", "SR47", "CR9".
fn joined_number(here: Here<'_>) -> Option<usize> {
    let token = here.get(0)?;
    let digits = token.lower.trim_start_matches(|c: char| c.is_alphabetic());
    let letters = &token.lower[..token.lower.len() - digits.len()];
    let fits = token.form == Form::Mixed
        && matches!(letters, "i" | "us" | "sr" | "cr" | "fm" | "hwy" | "rt" | "ih")
        && (1..=4).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit());
    let by = 1 + usize::from(DIRECTIONS.contains(&here.word(1)));
    fits.then_some(by)
}

/// "Old Quarry Rd", "N 5th Street", "Larkspur Ct".
fn named(here: Here<'_>, housed: bool) -> Option<usize> {
    let mixed = here.mode == Mode::Mixed;
    let mut by = 0;
    // "N.", "North"
    if DIRECTIONS.contains(&here.word(0)) && (!mixed || here.get(0)?.has_upper_first()) {
        by += 1 + isize::from(here.glued_mark(1, &["."]));
    }
    let start = by;
    let most = if mixed || housed { 4 } else { 2 };
    while by - start < most {
        let token = here.get(by)?;
        let end = by > start && token.class.has(Class::STREET) && is_kind(here, by, start, housed);
        if end {
            let last = here.get(by - 1)?;
            // "Mill Road Court": the last such word counts.
            let mut length = by + 1;
            if here.get(length).is_some_and(|next| {
                next.class.has(Class::STREET)
                    && SURE.contains(&next.lower.as_str())
                    && (!mixed || next.has_upper_first())
            }) {
                length += 1;
            }
            if here.glued_mark(length, &["."])
                && here.word(length - 1).len() <= 4
                && here.get(length + 1).is_some()
            {
                length += 1;
            }
            let direction = here.word(length);
            if DIRECTIONS.contains(&direction)
                && (direction.len() <= 2
                    || direction.ends_with("bound")
                    || mixed && here.get(length)?.has_upper_first())
                && !here.is(length + 1, &["of"])
            {
                length += 1;
            }
            let proper =
                mixed && last.has_upper_first() && !first_of_sentence(here, by - 1) && !last.is("the");
            if !housed && (is_of_something(here, length) || is_persons_name(here, by, start)) {
                return None;
            }
            let generic = by - start == 1 && PLAIN.contains(&last.lower.as_str()) && !proper;
            return (!generic).then(|| length.unsigned_abs());
        }
        let name = ordinal(token)
            || (token.form == Form::Word
                && (!mixed || token.has_upper_first() || housed && by > start && token.letters() <= 3)
                && !(PLAIN.contains(&token.lower.as_str()) && !(mixed && token.has_upper_first())))
            || (token.is(".") && here.is(by - 1, &["st", "mt", "ft", "dr"]) && by > start);
        if !name
            || (by == start
                && mixed
                && !housed
                && first_of_sentence(here, by)
                && token.class.entry.word() == 3
                && !here.get(by + 1).is_some_and(|next| next.class.has(Class::STREET)))
        {
            return None;
        }
        if classes::look_alike(here.tokens, here.at + by.unsigned_abs()) > 1 {
            return None;
        }
        by += 1;
    }
    // The word after four of a name.
    let token = here.get(by)?;
    (token.class.has(Class::STREET) && is_kind(here, by, start, housed)).then(|| (by + 1).unsigned_abs())
}

/// "Birch Hollow Mall", "Oak Lane School": what looks like a road is part of another name. Only where capitals say so: a text
/// without them has no full stops either, and the next word may begin something new.
fn is_of_something(here: Here<'_>, by: isize) -> bool {
    here.mode == Mode::Mixed
        && here.get(by).is_some_and(|next| {
            next.form == Form::Word
                && !next.glued
                && (next.class.any(Class::PLACE.or(Class::ORGANISATION))
                    || is_named_after(here.moved(by.unsigned_abs()), SURE.contains(&here.word(by - 1))))
                && !next.class.has(Class::STREET)
                && next.has_upper_first()
        })
}

/// "Gila Crossing PD", "Mill Bend Regional Jail", "Pine Hollow State Prison"; "on Oak Street PD arrived" is a road.
fn is_named_after(next: Here<'_>, street: bool) -> bool {
    const ARRIVE: &[&str] = &["pd", "police", "sheriff", "jail", "regional", "memorial", "patrol"];
    const STAY: &[&str] =
        &["prison", "penitentiary", "correctional", "detention", "fellowship", "sound", "tribal"];
    let named = |by: isize| next.is(by, STAY) || !street && next.is(by, ARRIVE);
    named(0) || next.is(0, &["state", "county", "federal"]) && named(1)
}

/// "Austin Pike": a given name, and no word before it that leads to a road.
fn is_persons_name(here: Here<'_>, by: isize, start: isize) -> bool {
    let given = here.get(by - 1).is_some_and(|name| name.class.entry.given() > 1);
    by - start == 1
        && here.is(by, &["pike", "lane", "way", "park", "court"])
        && given
        && !here.is(
            start - 1,
            &[
                "on", "off", "at", "along", "of", "to", "onto", "near", "and", "down", "up", "from", "the",
                "in",
            ],
        )
}

fn first_of_sentence(here: Here<'_>, by: isize) -> bool {
    here.at + by.unsigned_abs() == 0
}

/// Whether the word at `by` says what kind of street this is.
fn is_kind(here: Here<'_>, by: isize, start: isize, housed: bool) -> bool {
    let Some(token) = here.get(by) else { return false };
    let sure = SURE.contains(&token.lower.as_str());
    if here.mode == Mode::Mixed {
        // "the Main street lights"
        return token.has_upper_first()
            || (sure
                && (housed
                    || token.letters() <= 4
                    || here.get(by - 1).is_some_and(|name| name.has_upper_first() && !name.is("the"))));
    }
    let Some(last) = here.get(by - 1) else { return false };
    let named = !PLAIN.contains(&last.lower.as_str()) && last.class.entry.word() < 3;
    let telling =
        ordinal(last) || last.class.unusual() || last.class.entry.surname() > 1 || last.class.entry.place();
    let ambiguous = matches!(token.lower.as_str(), "dr" | "lane" | "st" | "ct" | "pike");
    if housed {
        return by - start <= 4 && (sure || telling);
    }
    // "st" before a name is a saint.
    let saint = token.is("st") && here.get(by + 1).is_some_and(|next| next.class.unusual());
    sure && named && !saint && (telling || !ambiguous)
}
