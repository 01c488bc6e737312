//! Addresses, roads, intersections, exits and mile markers.

use super::{Here, run};
use crate::case::Mode;
use crate::classes::{self, Class};
use crate::finding::{Kind, Span, Why};
use crate::text::{Form, Token};

#[rustfmt::skip] // one word a line says less
const DIRECTIONS: &[&str] = &[
    "n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west", "northeast", "northwest", "southeast",
    "southwest", "nb", "sb", "eb", "wb", "northbound", "southbound", "eastbound", "westbound",
];
/// Kinds of street that are hardly anything else.
#[rustfmt::skip] // one word a line says less
const SURE: &[&str] = &[
    "st", "street", "rd", "road", "ave", "av", "avenue", "blvd", "boulevard", "ln", "lane", "pkwy", "parkway", "hwy", "ct",
    "cir", "ter", "pike", "turnpike", "tpke", "expy", "fwy", "freeway", "expressway", "causeway", "aly", "xing", "terrace",
    "dr", "bypass", "rte",
];
/// What stands before such a word without being a name.
#[rustfmt::skip] // one word a line says less
const PLAIN: &[&str] = &[
    "the", "a", "an", "this", "that", "my", "our", "his", "her", "their", "its", "side", "dirt", "back", "frontage",
    "access", "service", "gravel", "paved", "busy", "narrow", "main", "residential", "city", "wrong", "other", "same", "icy",
    "wet", "dark", "private", "open", "cross", "rural", "public", "next", "right", "left", "lane", "way", "each", "every",
    "any", "one", "two", "three", "four", "same", "whole", "into", "in", "on", "off", "of", "to", "from", "for", "across",
    "down", "up", "and", "or", "at", "by", "with", "no", "test", "hard", "flash", "food", "tennis", "basketball", "superior",
    "district", "supreme", "federal", "county", "state", "traffic", "drug", "family", "middle", "inside", "outside",
    "through", "turn", "fast", "slow", "passing", "center", "was", "is", "were", "had", "has", "i", "we", "he", "she",
    "they", "it", "you", "clear", "hit", "left", "some", "parallel", "empty", "nearest", "quiet", "long", "short", "closed",
    "unlit", "lit", "country", "logging", "forest", "fire", "perimeter", "driving", "local", "high", "low",
];
#[rustfmt::skip] // one word a line says less
const STATES: &[&str] = &[
    "al", "ak", "az", "ar", "ca", "co", "ct", "de", "fl", "ga", "hi", "id", "il", "in", "ia", "ks", "ky", "la", "me", "md",
    "ma", "mi", "mn", "ms", "mo", "mt", "ne", "nv", "nh", "nj", "nm", "ny", "nc", "nd", "oh", "ok", "or", "pa", "ri", "sc",
    "sd", "tn", "tx", "ut", "vt", "va", "wa", "wv", "wi", "wy",
];

/// All of these.
pub(super) fn address(here: Here<'_>) -> Option<Span> {
    let length = box_number(here)
        .or_else(|| mile(here))
        .or_else(|| house(here))
        .or_else(|| crossing(here))
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
    let street = street(here.moved(number), true)?;
    Some(joined(here, with_unit(here, number + street)))
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
    let fits = (ordinal(first)
        && (street_name(cross) || ordinal(cross) && here.is(-1, &["at", "on", "near", "to"])))
        || (ordinal(cross) && street_name(first) && !here.glued(0));
    let length = 3 + usize::from(
        here.get(3)
            .is_some_and(|token| token.class.has(Class::STREET) && SURE.contains(&token.lower.as_str())),
    );
    fits.then_some(length)
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

/// "at the low water crossing", "two miles past the ranger station": a place on a road, said by what stands there.
fn landmark(here: Here<'_>, length: usize) -> Option<usize> {
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

/// Words that may be a street's name: capitals where capitals count, else one unusual word.
fn name_words(here: Here<'_>, most: usize) -> usize {
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
fn street(here: Here<'_>, housed: bool) -> Option<usize> {
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
    by += isize::from(here.is(by, &["."]));
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
