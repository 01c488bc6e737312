//! Ages.

use super::Here;
use crate::classes::Class;
use crate::finding::{Kind, Span, Why};
use crate::text::Form;

/// "41 y/o", "age 41", "a 17-year-old", "forty-one years old".
pub(super) fn age(here: Here<'_>) -> Option<Span> {
    if here.is(0, &["age", "aged", "ages"]) {
        let from = 1 + isize::from(here.is(1, &[":", "of"]));
        return here
            .number(from)
            .filter(|years| (1..=110).contains(years))
            .map(|_| here.found_at(from.unsigned_abs()..from.unsigned_abs() + 1, Kind::Age, Why::Cue));
    }
    // "late 20s", "mid-forties", "in his 40s", "a male, 20's,"
    if here.is(0, &["early", "mid", "late"]) {
        let by = 1 + usize::from(here.is(1, &["-", "to"])) + usize::from(here.is(1, &["to"]));
        return decade(here.moved(by)).map(|length| here.found(by + length, Kind::Age, Why::Form));
    }
    let somebodys = here.is(-1, &["his", "her", "their"]) && here.is(-2, &["in"])
        || here.is(-1, &[","]) && here.is(-2, SOMEBODY);
    if let Some(length) = decade(here).filter(|_| somebodys) {
        return Some(here.found(length, Kind::Age, Why::Cue));
    }
    // "41yo", "17yr"
    let token = here.get(0)?;
    let digits: String = token.lower.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() && digits.len() <= 3 {
        let unit = &token.lower[digits.len()..];
        if matches!(unit, "yo" | "yoa" | "yrold" | "yof" | "yom" | "yowm" | "yobm" | "yohm" | "yr" | "y") {
            let old = unit.starts_with("yo") || here.is(1, &["old", "/"]) || here.is(2, &["old"]);
            return old.then(|| here.found(old_length(here, 1), Kind::Age, Why::Form));
        }
    }
    let words = number_words(here)?;
    let end = old_length(here, words);
    (end > words).then(|| here.found(end, Kind::Age, Why::Form)).or_else(|| stated(here))
}

/// Tokens of "40s", "40's", "forties" from here on.
fn decade(here: Here<'_>) -> Option<usize> {
    #[rustfmt::skip] // one word a line says less
    const DECADES: &[&str] = &[
        "teens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties", "20s", "30s", "40s",
        "50s", "60s", "70s", "80s", "90s",
    ];
    let tens = here.number(0).is_some_and(|years| years % 10 == 0 && (20..=90).contains(&years));
    let apart = tens && here.glued_mark(1, &["'", "’"]) && here.glued(2) && here.is(2, &["s"]);
    if apart { Some(3) } else { here.is(0, DECADES).then_some(1) }
}

/// Words for somebody whose age may follow.
#[rustfmt::skip] // one word a line says less
const SOMEBODY: &[&str] = &[
    "he", "she", "who", "kid", "boy", "girl", "child", "juvenile", "toddler", "infant", "teen", "teenager", "man", "woman",
    "male", "female", "son", "daughter", "brother", "sister", "mother", "father", "grandmother", "grandfather", "wife",
    "husband", "guy", "lady", "driver", "passenger", "suspect", "victim", "subject", "student", "inmate", "hes", "shes",
    "grandson", "granddaughter", "nephew", "niece", "cousin", "uncle", "aunt", "mom", "dad", "witness", "occupant", "resident",
    "caller", "pedestrian", "cyclist", "rider", "neighbor", "runaway", "youngest", "oldest", "baby", "owner", "hunter", "hiker", "angler", "boater", "camper", "tenant", "farmer",
];
#[rustfmt::skip] // one word a line says less
const ABOUT: &[&str] = &[
    "maybe", "about", "around", "approximately", "approx", "probably", "only", "just", "nearly", "almost", "barely", "like",
    "perhaps",
];

/// "she was maybe 20,", "he's 63 and", "a kid, 9 or 10,": a number that nothing is counted with.
fn stated(here: Here<'_>) -> Option<Span> {
    let age = |by: isize| {
        here.get(by).is_some_and(|token| token.form == Form::Number)
            && here.number(by).is_some_and(|years| (1..=99).contains(&years))
    };
    if !age(0) || here.glued(0) {
        return None;
    }
    let mut end = 1;
    if here.is(1, &["or", "to"]) && age(2) {
        end = 3;
    }
    // "2, maybe 3 feet" counts feet.
    let more = here.is(end, &[","]) && (here.is(end + 1, ABOUT) || age(end + 1));
    let closed = here.get(end).is_none_or(|next| next.glued && matches!(next.text, "," | "." | ";" | ")"));
    let goes_on = here.is(end, &["and", "but", "when", "with", "at", "years", "now"]) && !here.glued(end);
    let mut before = -1;
    before -= isize::from(here.is(before, ABOUT));
    let listed = here.is(before, &[","]) && here.is(before - 1, SOMEBODY) && closed;
    let verb = here.is(before, &["is", "was", "s", "looked", "turned"])
        || here.is(before, &["hes", "shes"])
        || here.is(before, &["am"]) && here.is(before - 1, &["i"]);
    // "he's" is one word or three.
    let who = if here.is(before, &["s"]) {
        before - 1 - isize::from(here.is(before - 1, &["'", "’"]))
    } else {
        before - 1
    };
    let said = verb
        && (here.is(who, SOMEBODY) || here.is(who, &["i"]) || here.is(before, &["hes", "shes"]))
        && (closed || goes_on);
    let eldest = here.is(before, &["youngest", "oldest"])
        && (!here.is(before - 1, &["the"]) && closed || here.is(end, &["."]) && here.glued(end));
    (!more && (listed || said || eldest || closed && described(here)))
        .then(|| here.found(end.unsigned_abs(), Kind::Age, Why::Cue))
}

/// "Aoife Brennan, our stable hand, 24, tacked": two figures behind a name and who that is.
fn described(here: Here<'_>) -> bool {
    let comma = |by: isize| here.glued_mark(by, &[","]);
    let Some(first) = (-6..=-3).rev().find(|by| comma(*by)) else { return false };
    let name = here.get(first - 1).is_some_and(|own| {
        own.form == Form::Word
            && own.has_upper_first()
            && own.class.entry.word() < 2
            && own.class.bits() & !0x100 == 0
    });
    here.get(0).is_some_and(|own| own.text.len() == 2)
        && comma(-1)
        && name
        && here.is(first + 1, &["our", "a", "an", "the", "my", "his", "her", "their"])
        && (first + 2..-1).all(|by| here.form(by) == Some(Form::Word))
}

/// Tokens of a number up to 110, in figures or words.
fn number_words(here: Here<'_>) -> Option<usize> {
    if let Some(number) = here.number(0) {
        return (1..=110).contains(&number).then_some(1);
    }
    let number = |by: isize| here.get(by).is_some_and(|token| token.class.has(Class::NUMBER));
    if !number(0) {
        return None;
    }
    if here.is(1, &["-"]) && number(2) {
        return Some(3);
    }
    Some(1 + usize::from(number(1)))
}

/// Up to where "years old" and its like go from here; `from` if they don't stand there.
fn old_length(here: Here<'_>, from: usize) -> usize {
    let mut by = from.cast_signed();
    let dash = |by: isize| isize::from(here.is(by, &["-"]));
    by += dash(by);
    if here.is(by, &["yo", "yoa", "yof", "yom", "yrold"]) {
        return (by + 1).unsigned_abs();
    }
    if here.is(by, &["y", "yr", "yrs"]) && here.is(by + 1, &["/", "."]) && here.is(by + 2, &["o", "old"]) {
        return (by + 3 + isize::from(here.glued_mark(by + 3, &["."]) && here.is(by + 1, &["."])))
            .unsigned_abs();
    }
    if here.is(by, &["year", "years", "yr", "yrs", "y", "month", "months"]) {
        by += 1;
        by += isize::from(here.glued_mark(by, &["."]));
        by += dash(by);
        if here.is(by, &["old", "o", "olds"]) {
            return (by + 1).unsigned_abs();
        }
        if here.is(by, &["of"]) && here.is(by + 1, &["age"]) {
            return (by + 2).unsigned_abs();
        }
    }
    from
}
