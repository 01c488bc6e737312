//! Feasts, seasons, years, and "two Tuesdays ago".

use super::super::Here;
use super::{DAYS, is_year};
use crate::case::Mode;
use crate::classes::Class;
use crate::text::Form;

const SEASONS: &[&str] = &["spring", "summer", "fall", "autumn", "winter"];

/// Feasts by their words; the longest first.
const FEASTS: &[&[&str]] = &[
    &["fourth", "of", "july"],
    &["4th", "of", "july"],
    &["super", "bowl", "sunday"],
    &["new", "year", "'", "s", "eve"],
    &["new", "years", "eve"],
    &["new", "year", "'", "s", "day"],
    &["new", "years", "day"],
    &["st", ".", "patrick", "'", "s", "day"],
    &["st", "patrick", "'", "s", "day"],
    &["saint", "patrick", "'", "s", "day"],
    &["st", "pattys"],
    &["martin", "luther", "king", "day"],
    &["christmas", "eve"],
    &["christmas", "day"],
    &["christmas", "morning"],
    &["thanksgiving", "day"],
    &["memorial", "day"],
    &["labor", "day"],
    &["independence", "day"],
    &["veterans", "day"],
    &["columbus", "day"],
    &["presidents", "day"],
    &["mother", "'", "s", "day"],
    &["mothers", "day"],
    &["father", "'", "s", "day"],
    &["valentine", "'", "s", "day"],
    &["valentines", "day"],
    &["black", "friday"],
    &["good", "friday"],
    &["mardi", "gras"],
    &["cinco", "de", "mayo"],
    &["new", "year", "'", "s"],
    &["new", "years"],
    &["mlk", "day"],
    &["election", "day"],
    &["groundhog", "day"],
    &["halloween"],
    &["thanksgiving"],
    &["christmas"],
    &["easter"],
    &["juneteenth"],
    &["ramadan"],
    &["xmas"],
    &["hanukkah"],
    &["passover"],
    &["diwali"],
];

pub(super) fn feast(here: Here<'_>) -> Option<usize> {
    let led = usize::from(here.is(0, &["last", "this"]));
    let own = here.word(led.cast_signed());
    let feast = FEASTS.iter().find(|words| {
        words[0] == own && (led..).zip(words.iter()).all(|(by, word)| here.word(by.cast_signed()) == *word)
    })?;
    let mut end = led + feast.len();
    // "Christmas tree" is a thing.
    if here.is(
        end.cast_signed(),
        &[
            "tree",
            "trees",
            "lights",
            "gift",
            "gifts",
            "present",
            "presents",
            "party",
            "card",
            "dinner",
            "costume",
            "decorations",
            "egg",
            "ham",
            "parade",
        ],
    ) && feast.len() == 1
    {
        return None;
    }
    if here.is(end.cast_signed(), &["weekend", "eve", "night", "morning", "day", "week"]) {
        end += 1;
    }
    if is_year(here, end.cast_signed()) {
        end += 1 + usize::from(here.is(end.cast_signed(), &["'", "’"]));
    }
    Some(end)
}

/// "spring of 2019", "last summer".
pub(super) fn season(here: Here<'_>) -> Option<usize> {
    let led = usize::from(here.is(0, &["last", "early", "late", "mid"]));
    if !SEASONS.contains(&here.word(led.cast_signed())) {
        return None;
    }
    let by = led + 1;
    let of = by + usize::from(here.is(by.cast_signed(), &["of", ",", "'", "’"]));
    if is_year(here, of.cast_signed())
        || (of > by && here.is(by.cast_signed(), &["'", "’"]) && here.number(of.cast_signed()).is_some())
    {
        return Some(of + 1);
    }
    None
}

/// "in 2019", "since 2004".
pub(super) fn year(here: Here<'_>) -> Option<usize> {
    let token = here.get(0)?;
    let fits = token.form == Form::Number
        && token.text.len() == 4
        && token.number().is_some_and(|year| (1950..=2035).contains(&year));
    let cue = here.is(
        -1,
        &[
            "in", "since", "of", "from", "until", "back", "early", "late", "mid", "around", "year", "during",
            "by",
        ],
    );
    let thing = here.is(1, &["block", "feet", "hrs", "hours", "ft", "lbs", "yards"])
        || here.get(1).is_some_and(|next| {
            next.has_upper_first()
                && here.mode == Mode::Mixed
                && next.form == Form::Word
                && crate::classes::look_alike(here.tokens, here.at + 1) > 0
        });
    let glued = here.glued(0) || here.glued_mark(1, &["-", "/"]) && here.glued(2);
    (fits && cue && !thing && !glued).then_some(1)
}

/// "two Tuesdays ago", "three weeks ago Friday".
pub(super) fn ago(here: Here<'_>) -> Option<usize> {
    let count = here.number(0).is_some()
        || here
            .get(0)
            .is_some_and(|token| token.class.has(Class::NUMBER) || token.is("a") || token.is("few"));
    let day = here.get(1).is_some_and(|token| {
        token.lower.strip_suffix('s').is_some_and(|day| DAYS.contains(&day) && day.ends_with("day"))
    });
    (count && day && here.is(2, &["ago", "back"])).then_some(3)
}
