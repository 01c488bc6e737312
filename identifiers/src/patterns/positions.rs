//! Positions on the map.

use super::Here;
use crate::finding::{Kind, Span, Why};
use crate::text::{Form, Token};

/// Two numbers with decimals, or degrees: `41.40338, -87.62421`, `N 41° 24.2 W 87° 37.5`.
pub(super) fn gps(here: Here<'_>) -> Option<Span> {
    // A grid reference (MGRS): 12S VK 4402 8817.
    let zone = here.get(0)?;
    let grid = zone.form == Form::Mixed
        && zone.letters() == 1
        && zone.digits() <= 2
        && here.get(1).is_some_and(|square| square.letters() == 2 && square.text.len() == 2)
        && (2..4).all(|by| {
            here.get(by)
                .is_some_and(|token| token.form == Form::Number && (3..=5).contains(&token.text.len()))
        });
    if grid {
        return Some(here.found(4, Kind::Gps, Why::Form));
    }
    // UTM: 12S 612345 4012345, 13S 0246810 mE 3984412 mN.
    let metres = |by, width: &[usize]| {
        here.get(by).is_some_and(|token| {
            token.letters() <= 1
                && token.text.starts_with(|c: char| c.is_ascii_digit())
                && width.contains(&token.digits())
        })
    };
    if zone.form == Form::Mixed && zone.letters() == 1 && zone.digits() <= 2 && metres(1, &[6, 7]) {
        let north = 2 + isize::from(here.is(2, &["me", "m"]));
        let end = north + 1 + isize::from(here.is(north + 1, &["mn", "m"]));
        if metres(north, &[7]) {
            return Some(here.found(end.unsigned_abs(), Kind::Gps, Why::Form));
        }
    }
    // what3words: ///three.plain.words
    let slashes = (0..3).all(|by| here.is(by, &["/"]) && (by == 0 || here.glued(by)));
    let words = (3..8).all(|by| here.glued(by) && (by % 2 == 1 || here.is(by, &["."])));
    if slashes && words && [3, 5, 7].iter().all(|by| here.form(*by) == Some(Form::Word)) {
        return Some(here.found(8, Kind::Gps, Why::Form));
    }
    let (first, long) = degrees(here)?;
    let mut by = first;
    for _ in 0..2 {
        if here.is(by.cast_signed(), &[",", "/", ";", "and", "by", "x"]) {
            by += 1;
        }
    }
    let (second, also_long) = degrees(here.moved(by))?;
    (long && also_long).then(|| here.found(by + second, Kind::Gps, Why::Form))
}

/// "9N": a minute's decimals with the wind.
fn winded(token: &Token<'_>) -> bool {
    token.form == Form::Mixed && token.letters() == 1 && token.lower.ends_with(['n', 's', 'e', 'w'])
}

/// What is left of degrees, minutes and seconds without marks, of which `parts` are read: "41 07.2 N".
fn bare(here: Here<'_>, parts: usize) -> bool {
    let mut by = 0;
    for _ in parts..3 {
        if here.number(by).is_none_or(|number| number >= 60) {
            return false;
        }
        by += 1;
        if here.glued_mark(by, &["."]) && here.glued(by + 1) {
            by += 2;
        }
    }
    here.is(by, &["n", "s", "e", "w"])
}

/// Tokens of one coordinate, and whether it is as exact as only a position is.
fn degrees(here: Here<'_>) -> Option<(usize, bool)> {
    #[rustfmt::skip] // one word a line says less
    const WIND: &[&str] = &[
        "n", "s", "e", "w", "lat", "lon", "long", "lng", "latitude", "longitude", "north", "south", "east", "west",
    ];
    let mut by = 0;
    // A word for it makes up for decimals.
    let least = if here.is(0, &["lat", "lon", "long", "lng", "latitude", "longitude"]) { 2 } else { 3 };
    for _ in 0..3 {
        if here.is(by, WIND) || here.is(by, &["-", "+", "−", ":", "="]) {
            by += 1;
        }
    }
    // "N41" is one token.
    let mixed = here.get(by).is_some_and(|token| {
        token.form == Form::Mixed
            && matches!(token.lower.as_bytes()[0], b'n' | b's' | b'e' | b'w')
            && token.digits() + 1 == token.lower.len()
    });
    if here.number(by).is_none_or(|number| number > 180) && !mixed {
        return None;
    }
    by += 1;
    let (mut exact, mut parts) = (false, 1);
    for _ in 0..10 {
        if here.glued_mark(by, &["."])
            && here.glued(by + 1)
            && matches!(here.form(by + 1), Some(Form::Number | Form::Mixed))
        {
            exact |=
                here.get(by + 1).is_some_and(|token| token.digits() >= if parts > 1 { 1 } else { least });
            by += 2;
        } else if here.is(by, &["°", "º", "'", "′", "\"", "″", "’", "”", "deg", "degrees", "min", "sec", "*"])
        {
            exact |= parts > 1 || here.is(by, &["°", "º"]);
            by += 1;
        } else if parts == 1
            && here.glued_mark(by, &["-"])
            && here.number(by + 1).is_some_and(|number| number < 60)
            && here.glued_mark(by + 2, &["."])
        {
            // "26-41.9N"
            by += 1;
        } else if parts < 3
            && here.number(by).is_some_and(|number| number < 60)
            && here.is(by - 1, &["°", "º", "'", "′", "deg", "degrees", "’", "-", "*"])
                | (mixed || here.is(by - 2, WIND) || bare(here.moved(by.unsigned_abs()), parts))
                | (parts == 1
                    && here.glued_mark(by + 1, &["."])
                    && here.get(by + 2).is_some_and(|own| own.digits() >= 2 || winded(own)))
        {
            parts += 1;
            by += 1;
        } else {
            break;
        }
    }
    if here.is(by, &["n", "s", "e", "w"]) {
        exact |= parts > 1;
        by += 1;
    }
    Some((by.unsigned_abs(), exact))
}
