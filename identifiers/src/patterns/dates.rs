//! Days, months, years and feasts.

mod feasts;

use feasts::{ago, feast, season, year};

use super::Here;
use crate::case::Mode;
use crate::classes::Class;
use crate::finding::{Kind, Span, Why};
use crate::text::Form;

#[rustfmt::skip] // one word a line says less
const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

#[rustfmt::skip] // one word a line says less
const DAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur",
    "thurs", "fri", "sat", "sun",
];

/// "7/21/25", "Friday 11/14", "Mar 6th", "the 4th of July", "spring of 2019", "two Tuesdays ago".
pub(super) fn date(here: Here<'_>) -> Option<Span> {
    // "the Tuesday before Thanksgiving", "the last Friday in August"
    let led = here.is(0, &["the"]).then(|| here.moved(1));
    let length = led
        .and_then(|next| week(next).or_else(|| beside_feast(next)))
        .map(|length| 1 + length)
        .or_else(|| week(here))
        .or_else(|| beside_feast(here))
        .or_else(|| weekday(here))
        .or_else(|| born(here))
        .or_else(|| day(here))
        .or_else(|| feast(here))
        .or_else(|| season(here))
        .or_else(|| year(here))
        .or_else(|| ago(here))?;
    Some(here.found(length, Kind::Date, Why::Form))
}

/// A weekday with what says which: "Friday 11/14", "Tuesday the 14th", "last Friday".
fn weekday(here: Here<'_>) -> Option<usize> {
    let led = usize::from(here.is(0, &["last", "this", "next", "past"]));
    let name = here.get(led.cast_signed())?;
    if !DAYS.contains(&name.lower.as_str())
        || (here.mode == Mode::Mixed && !name.has_upper_first() && name.letters() <= 4)
    {
        return None;
    }
    let mut by = led + 1;
    by += usize::from(here.is(by.cast_signed(), &["."]) && name.letters() <= 5);
    let comma = by + usize::from(here.is(by.cast_signed(), &[","]));
    if let Some(more) = day(here.moved(comma)).or_else(|| ordinal(here.moved(comma))) {
        return Some(comma + more);
    }
    let article = comma + usize::from(here.is(comma.cast_signed(), &["the"]));
    if let Some(more) = ordinal(here.moved(article)) {
        return Some(article + more);
    }
    // A short form alone may be the sun or something one did.
    let whole = name.lower.ends_with("day")
        || led == 1
        || (here.mode == Mode::Mixed
            && name.has_upper_first()
            && !here.moved(1).glued(0)
            && name.letters() == 3
            && here.is(-1, &["on", "since", "every"]));
    whole.then_some(led + 1)
}

/// "Tuesday before Thanksgiving", "day after Christmas".
fn beside_feast(here: Here<'_>) -> Option<usize> {
    // Most words have neither behind them.
    if !here.is(1, &["before", "after"]) {
        return None;
    }
    let day = here.is(0, &["day", "night", "weekend", "week"]) || DAYS.contains(&here.word(0));
    feast(here.moved(2)).filter(|_| day).map(|length| 2 + length)
}

/// "08JUN", and what follows "dob".
fn born(here: Here<'_>) -> Option<usize> {
    let token = here.get(0)?;
    let rest = token.lower.trim_start_matches(|c: char| c.is_ascii_digit());
    let days = token.lower.len() - rest.len();
    let name = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    if token.form == Form::Mixed && (1..=2).contains(&days) && name.len() == 3 && MONTHS.contains(&name) {
        return Some(1);
    }
    let by = isize::from(here.is(-1, &[":"])) + 1;
    (here.is(-by, &["dob", "born", "birthdate"])
        && token.form == Form::Number
        && matches!(token.text.len(), 4 | 6 | 8))
    .then_some(1)
}

/// "the second week of November", "first Saturday of June", "early in March".
fn week(here: Here<'_>) -> Option<usize> {
    const WHICH: &[&str] =
        &["first", "second", "third", "fourth", "last", "1st", "2nd", "3rd", "4th", "final"];
    let word = here.word(1);
    let part = matches!(word, "week" | "weekend" | "day" | "night" | "part" | "half") || DAYS.contains(&word);
    if here.is(0, &["week", "weekend"]) && here.is(1, &["of"]) {
        let the = 2 + usize::from(here.is(2, &["the"]));
        return day(here.moved(the)).or_else(|| ordinal(here.moved(the))).map(|more| the + more);
    }
    let (from, cue): (usize, bool) = if WHICH.contains(&here.word(0)) && part {
        (3, here.is(2, &["of", "in"]))
    } else {
        (2, here.is(0, &["early", "late"]) && here.is(1, &["in"]))
    };
    if !cue {
        return None;
    }
    let the = from + usize::from(here.is(from.cast_signed(), &["the"]));
    named_month(here.moved(the)).or_else(|| season(here.moved(the))).map(|more| the + more)
}

/// "14th", "3rd".
fn ordinal(here: Here<'_>) -> Option<usize> {
    let token = here.get(0)?;
    let digits = token.digits();
    let rest = token.lower.get(digits..)?;
    (matches!(digits, 1 | 2)
        && matches!(rest, "st" | "nd" | "rd" | "th")
        && token.lower[..digits].parse::<u32>().is_ok_and(|day| day <= 31))
    .then_some(1)
}

fn is_day(here: Here<'_>, by: isize) -> bool {
    here.number(by).is_some_and(|day| (1..=31).contains(&day))
        || ordinal(here.moved(by.unsigned_abs())).is_some()
}

fn is_year(here: Here<'_>, by: isize) -> bool {
    let apostrophe = here.is(by, &["'", "’"]);
    let place = by + isize::from(apostrophe);
    here.number(place).is_some_and(|year| (1940..=2049).contains(&year))
        || (apostrophe
            && here
                .get(place)
                .is_some_and(|token| token.glued && token.form == Form::Number && token.text.len() == 2))
}

/// A date with a day or a month in it.
fn day(here: Here<'_>) -> Option<usize> {
    numeric(here).or_else(|| named_month(here)).or_else(|| spelled(here)).or_else(|| {
        // "9 January 2024", "the 9th of January"
        let article = usize::from(here.is(0, &["the"]));
        let by = article.cast_signed();
        if !is_day(here, by) {
            return None;
        }
        let of = by + 1 + isize::from(here.is(by + 1, &["of"]));
        let dash = of + isize::from(here.glued_mark(of, &["-", "/"]));
        if month(here, dash) {
            let mut end = dash + 1;
            end += isize::from(here.is(end, &[".", ",", "-", "/"]) && is_year(here, end + 1));
            if is_year(here, end) || (here.is(end - 1, &["-", "/"]) && here.number(end).is_some()) {
                end += 1;
            }
            return Some(end.unsigned_abs());
        }
        // "on the 14th", "since the 3rd"; "done the 20th." The 5th may be an amendment that somebody takes.
        let said = here.is(-1, &["on", "since", "until", "by", "of", "from"])
            && here.get(2).is_none_or(|next| {
                next.form != Form::Word || next.class.unusual() || SMALL.contains(&next.lower.as_str())
            });
        let closed = here.get(1).is_some_and(|day| day.digits() == 2)
            && here.get(2).is_none_or(|next| next.glued && matches!(next.text, "." | "," | ";"));
        (article == 1 && (said || closed) && ordinal(here.moved(1)).is_some()).then_some(2)
    })
}

/// "the twenty-second of August"
fn spelled(here: Here<'_>) -> Option<usize> {
    let tens = isize::from(here.is(0, &["twenty", "thirty"])) * (1 + isize::from(here.is(1, &["-"])));
    let day = here.get(tens)?;
    let ordinal = day.class.has(Class::NUMBER)
        && (day.lower.ends_with("th") || matches!(day.lower.as_str(), "first" | "second" | "third"));
    (ordinal && here.is(tens + 1, &["of"]) && month(here, tens + 2)).then(|| {
        let year = isize::from(is_year(here, tens + 3));
        (tens + 3 + year).unsigned_abs()
    })
}

/// "7 21 2025", as whoever types no marks writes it.
fn spaced(here: Here<'_>) -> Option<usize> {
    let plain = |by: isize| {
        here.get(by)
            .filter(|token| token.form == Form::Number && (by == 0 || !token.glued))
            .and_then(crate::text::Token::number)
    };
    let (month, day, year) = (plain(0)?, plain(1)?, plain(2)?);
    let fits = (1..=12).contains(&month) && (1..=31).contains(&day) && (1990..=2049).contains(&year);
    (fits && !here.glued(0) && !here.glued(3) | here.is(3, &[".", ","])).then_some(3)
}

/// Words that may follow a day of the month and make no count of it ("the 2nd floor").
#[rustfmt::skip] // one word a line says less
const SMALL: &[&str] = &[
    "i", "we", "a", "the", "at", "in", "on", "and", "he", "she", "they", "it", "my", "our", "his", "her", "their", "when", "while",
    "around", "about", "with", "just", "right", "shortly", "before", "after", "during", "near", "but", "so", "because", "if", "as",
];

/// A month's name that isn't an ordinary word here.
fn month(here: Here<'_>, by: isize) -> bool {
    let Some(token) = here.get(by).filter(|token| MONTHS.contains(&token.lower.as_str())) else {
        return false;
    };
    let ambiguous =
        matches!(token.lower.as_str(), "may" | "march" | "mar" | "dec" | "jan" | "sep" | "jun" | "august");
    !ambiguous || here.mode != Mode::Mixed || token.has_upper_first()
}

/// "Mar 6th", "March 3, 2024", "in June", "June of 2019".
fn named_month(here: Here<'_>) -> Option<usize> {
    let led = isize::from(here.is(0, &["early", "late", "mid", "last", "this"]));
    let by = led + isize::from(led == 1 && here.is(1, &["-"]));
    if !month(here, by) {
        return None;
    }
    let dot = isize::from(here.glued_mark(by + 1, &["."]));
    let mut end = by + 1 + dot;
    let the = isize::from(here.is(end, &["the"]));
    if is_day(here, end + the) && !here.glued_mark(end + the + 1, &[":"]) {
        end += the + 1;
        // "Jan 9-11"
        if here.is(end, &["-"]) && is_day(here, end + 1) {
            end += 2;
        }
        let comma = isize::from(here.is(end, &[","]));
        if here.is(end, &["weekend", "night", "morning"]) {
            end += 1;
        } else if is_year(here, end + comma) {
            end += comma + 1 + isize::from(here.is(end + comma, &["'", "’"]));
        }
        return Some(end.unsigned_abs());
    }
    let joined = isize::from(here.is(end, &["of", ",", "-", "/"]));
    if is_year(here, end + joined) {
        let apostrophe = isize::from(here.is(end + joined, &["'", "’"]));
        return Some((end + joined + 1 + apostrophe).unsigned_abs());
    }
    let plain = !matches!(
        here.word(by),
        "may" | "march" | "mar" | "dec" | "sep" | "jan" | "jun" | "august" | "april" | "june"
    );
    let cue = led == 1
        || here.is(
            -1,
            &[
                "in", "since", "last", "this", "of", "during", "until", "back", "by", "every", "for",
                "before", "after",
            ],
        );
    (plain || cue).then(|| end.unsigned_abs() - dot.unsigned_abs())
}

/// 7/21/25, 10/22, 2024-03-14, 14.3.2024
fn numeric(here: Here<'_>) -> Option<usize> {
    if let Some(length) = spaced(here) {
        return Some(length);
    }
    let first = here.get(0).filter(|token| token.form == Form::Number && token.text.len() <= 4)?;
    let mark = here.get(1).filter(|mark| mark.glued && matches!(mark.text, "/" | "-" | "."))?;
    if here.glued(0) && here.is(-1, &["-", "/", ".", "#", "$"]) {
        return None;
    }
    let second =
        here.get(2).filter(|token| token.form == Form::Number && token.glued && token.text.len() <= 2)?;
    let (one, two) = (first.number()?, second.number()?);
    if here.glued_mark(3, &[mark.text]) {
        if let Some(third) = here.get(4).filter(|token| token.form == Form::Number && token.glued) {
            let year_first = first.text.len() == 4 && (1..=12).contains(&two) && third.text.len() <= 2;
            let year_last = matches!(third.text.len(), 2 | 4)
                && (1..=31).contains(&one)
                && (1..=31).contains(&two)
                && (one <= 12 || two <= 12);
            return (year_first || year_last).then_some(5);
        }
        return None;
    }
    // Two parts are a date only with a slash, and only if they aren't a fraction or a usual phrase.
    let fraction = matches!(
        (one, two),
        (1, 2..=4) | (2, 3) | (3, 4) | (24, 7) | (9, 11) | (12, 12) | (5, 5) | (10, 4 | 7 | 8)
    );
    let counted = here
        .is(3, &["of", "inch", "\"", "tank", "mile", "full", "hour", "size", "split", "shift", "shifts"])
        || here.glued_mark(3, &["/", "-", "%"]);
    let fits =
        mark.text == "/" && (1..=12).contains(&one) && (1..=31).contains(&two) && first.text.len() <= 2;
    (fits && !fraction && !counted).then_some(3)
}
