//! Units, cars and call signs.

use super::{Here, run};
use crate::case::Mode;
use crate::classes::Class;
use crate::finding::{Kind, Span, Why};
use crate::text::Form;

/// What call signs spell letters with: the police's alphabet and NATO's.
#[rustfmt::skip] // one word a line says less
const SPOKEN: &[&str] = &[
    "adam", "boy", "baker", "charles", "charlie", "david", "edward", "frank", "george", "henry", "ida", "john", "king",
    "lincoln", "mary", "nora", "ocean", "paul", "queen", "robert", "sam", "tom", "union", "victor", "william", "xray",
    "young", "zebra", "alpha", "bravo", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet", "kilo", "lima",
    "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform", "whiskey", "yankee", "zulu",
    "nancy", "ocean", "easy", "able", "dog", "item",
];
/// Those that are hardly anything else after a number.
#[rustfmt::skip] // one word a line says less
const ALONE: &[&str] = &[
    "adam", "boy", "charles", "david", "edward", "ida", "lincoln", "nora", "ocean", "xray", "zebra", "bravo", "delta",
    "foxtrot", "kilo", "lima", "oscar", "quebec", "romeo", "sierra", "tango", "whiskey", "yankee", "zulu",
];
#[rustfmt::skip] // one word a line says less
const WORDS: &[&str] = &[
    "unit", "units", "car", "engine", "medic", "ladder", "squad", "truck", "rescue", "ambulance", "battalion", "marine",
    "boat", "air", "eng", "amb", "cruiser", "swat", "patrol", "beat", "post", "sector", "zone", "k9", "k", "canine",
    "bus", "wagon", "county", "state", "city", "tower", "quint", "traffic", "motor", "ranger", "sam", "metro", "tactical",
    "command", "cart", "brush", "tanker", "eagle", "hawk", "guardian", "trooper", "troop", "pod", "dorm", "cell", "transport", "shop", "fleet", "cab", "platoon",
];
/// Words after which a number counts things or says where in a building one is.
#[rustfmt::skip] // one word a line says less
const PLAIN: &[&str] = &[
    "county", "state", "city", "air", "truck", "bus", "tower", "command", "post", "tactical", "patrol", "traffic", "beat",
    "trooper", "motor", "ranger", "eagle", "hawk", "guardian", "pod", "dorm", "cell", "k", "cart",
];

/// What stands after the number of a unit and counts nothing.
#[rustfmt::skip] // one word a line says less
const DOES: &[&str] = &[
    "was", "is", "had", "and", "to", "called", "came", "arrived", "cleared", "on", "in", "at", "with", "said", "got", "took",
];

/// "3-Adam-12", "Unit 12", "Lincoln 40", "K9-2".
pub(super) fn unit(here: Here<'_>) -> Option<Span> {
    joined(here).or_else(|| worded(here)).or_else(|| spoken(here)).or_else(|| numbered(here))
}

/// What is numbered as some units are.
#[rustfmt::skip] // one word a line says less
pub(super) const RULES: &[&str] = &[
    "section", "rule", "order", "policy", "form", "chapter", "article", "sop", "bed", "item", "page", "annex", "figure", "table",
    "statute", "code", "cell", "pod", "paragraph",
];

/// "1K14", "2L30", "5-W-12", "X-ray 21"
fn joined(here: Here<'_>) -> Option<Span> {
    let token = here.get(0)?;
    if token.is("x") && here.is(2, &["ray"]) && here.glued(2) && here.number(3).is_some() {
        return Some(here.found(4, Kind::Unit, Why::Form));
    }
    // "K12 out with one": a dog's handler, and no school
    let handler = token.form == Form::Mixed
        && token.lower.len() == 3
        && token.lower.starts_with('k')
        && token.digits() == 2
        && (here.mode == Mode::Upper || token.is_all_upper())
        && here.opens()
        && !here.glued_mark(1, &["-"])
        && !here.is(1, &["school", "schools", "student", "students", "education", "classroom", "campus"]);
    if handler {
        return Some(here.found(1, Kind::Unit, Why::Form));
    }
    let apart = |by: isize| here.glued_mark(by, &["-"]) && here.glued(by + 1);
    let short = |by: isize, most: usize| {
        here.get(by).is_some_and(|token| token.form == Form::Number && token.text.len() <= most)
    };
    let letter = here.get(2).is_some_and(|token| token.form == Form::Word && token.text.len() == 1);
    if short(0, 2)
        && apart(1)
        && letter
        && !here.is(2, &["x"])
        && apart(3)
        && short(4, 3)
        && here.opens()
        && !here.is(-1, RULES)
    {
        return Some(here.found(5, Kind::Unit, Why::Form));
    }
    let text = token.lower.as_bytes();
    let led = text.iter().take_while(|b| b.is_ascii_digit()).count();
    let tail = text.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let letter = token.form == Form::Mixed
        && (1..=2).contains(&led)
        && (1..=3).contains(&tail)
        && led + tail + 1 == text.len();
    (letter && text[led] != b'x' && here.opens() && !here.glued_mark(1, &["-"]))
        .then(|| here.found(1, Kind::Unit, Why::Form))
}

/// A letter's word between or before numbers.
fn spoken(here: Here<'_>) -> Option<Span> {
    let dash = |by: isize| usize::from(here.is(by, &["-"]));
    let number = |by: isize| here.get(by).filter(|token| token.form == Form::Number && token.text.len() <= 4);
    let mut by = 0;
    let led = number(0).is_some_and(|token| token.text.len() <= 3) && {
        by = 1 + dash(1);
        SPOKEN.contains(&here.word(by.cast_signed()))
    };
    if !led {
        by = 0;
    }
    let mut words = 0;
    while words < 3 && SPOKEN.contains(&here.word(by.cast_signed())) {
        by += 1 + dash(by.cast_signed() + 1);
        words += 1;
    }
    if words == 0 {
        return None;
    }
    // "King 5: copy" is said by somebody, "at 5:30" a time.
    let goes_on = here.glued_mark(by.cast_signed() + 1, &[":", "/"]) && here.glued(by.cast_signed() + 2);
    let followed = number(by.cast_signed()).is_some() && !goes_on;
    if led && !followed && here.is(by.cast_signed() - 1, &["-"]) {
        by -= 1;
    }
    // "Mike 4" may be a name with a count; a dash or two words make it sure.
    let sure = led
        || words > 1
        || here.is(1, &["-"])
        || !matches!(
            here.word(0),
            "mike"
                | "sam"
                | "tom"
                | "paul"
                | "frank"
                | "john"
                | "easy"
                | "item"
                | "dog"
                | "hotel"
                | "golf"
                | "young"
                | "union"
                | "november"
                | "boy"
        );
    let capital = here.mode != Mode::Mixed
        || here
            .get(usize::from(led).cast_signed() + dash(1).cast_signed() * isize::from(led))
            .is_some_and(|token| token.has_upper_first() || led);
    if !followed {
        let spelled = in_words(here.moved(by));
        if words > 1 && spelled > 1 {
            let plate = (1..=6).any(|back| here.is(-back, &["plate", "tag", "license", "registration"]));
            return Some(here.found(by + spelled, if plate { Kind::Plate } else { Kind::Unit }, Why::Form));
        }
        let letter = ALONE.contains(&here.word(by.cast_signed() - 1)) && here.mode != Mode::Mixed;
        return (led && capital && (here.is(1, &["-"]) || letter))
            .then(|| here.found(by, Kind::Unit, Why::Form));
    }
    by += 1;
    if here.glued_mark(by.cast_signed(), &["-"]) && number(by.cast_signed() + 1).is_some() {
        by += 2;
    }
    (sure && capital).then(|| here.found(by, Kind::Unit, Why::Form))
}

/// Numbers in words, one after another: "eight eight one".
fn in_words(here: Here<'_>) -> usize {
    let mut length = 0;
    while here.get(length).is_some_and(|token| token.class.has(Class::NUMBER)) && length < 6 {
        length += 1;
    }
    length.unsigned_abs()
}

/// "Six-Thirty-One": three numbers in words, joined. Nobody counts so.
fn worded(here: Here<'_>) -> Option<Span> {
    let number = |by: isize| {
        here.get(by).is_some_and(|token| token.class.has(Class::NUMBER) && (by == 0 || token.glued))
    };
    let joined = here.glued_mark(1, &["-"]) && here.glued_mark(3, &["-"]);
    let counts_up = here.is(0, &["one"]) && here.is(2, &["two"]);
    (joined && (0..=4).step_by(2).all(number) && !counts_up && !here.glued_mark(5, &["-"]))
        .then(|| here.found(5, Kind::Unit, Why::Form))
}

/// A word for a vehicle or post with its number.
fn numbered(here: Here<'_>) -> Option<Span> {
    let token = here.get(0)?;
    let k_nine = token.is("k9") || (token.is("k") && here.glued_mark(1, &["-"]) && here.is(2, &["9"]));
    let from: usize = if token.is("k") { if k_nine { 3 } else { return None } } else { 1 };
    if !k_nine && !WORDS.contains(&token.lower.as_str()) {
        return None;
    }
    let by = from
        + usize::from(here.is(from.cast_signed(), &["-", "#"]))
        + usize::from(here.is(from.cast_signed(), &["number", "no"]));
    let mut length = run(here.moved(by), &["-"], 6);
    let own = here.moved(by);
    let first = own.get(0)?;
    let digits: usize =
        (0..length).filter_map(|n| own.get(n.cast_signed())).map(crate::text::Token::digits).sum();
    let short = first.letters() <= 2 && (1..=5).contains(&digits);
    let called = here.mode != Mode::Mixed || token.has_upper_first();
    // "unit 4 feet away" is no call sign, and "cars 2 and 3" are counted.
    let counts = own.is(
        length.cast_signed(),
        &[
            "feet", "ft", "minutes", "times", "of", "officers", "people", "%", "years", "miles", "yards",
            "hours", "days", "deputies", "guys", "units", "am", "pm",
        ],
    );
    let plain = PLAIN.contains(&token.lower.as_str())
        && !(here.mode == Mode::Mixed && token.has_upper_first())
        && !(here.is(from.cast_signed(), &["#"]) && token.is("bus"));
    if length > 0
        && short
        && !counts
        && !plain
        && (called || !matches!(token.lower.as_str(), "units" | "truck" | "boat" | "squad"))
    {
        return Some(here.found(by + length, Kind::Unit, Why::Cue));
    }
    // "squad c"; "squad a" may go on
    let lettered = here.is(0, &["squad", "platoon"])
        && own.get(0).is_some_and(|letter| {
            letter.form == Form::Word
                && letter.text.len() == 1
                && !own.is(0, &["i", "s", "t"])
                && (letter.has_upper_first() || !letter.is("a"))
        })
        && by == 1
        && !own.glued(0);
    if lettered {
        return Some(here.found(2, Kind::Unit, Why::Cue));
    }
    // "transport four"
    let counted = own.get(0).is_some_and(|word| {
        word.class.has(Class::NUMBER)
            && !word.lower.ends_with("th")
            && !word.is("first")
            && !word.is("second")
            && !word.is("third")
    });
    let ends = own.get(1).is_none_or(|next| next.form == Form::Mark) || own.is(1, DOES);
    if counted
        && ends
        && matches!(
            token.lower.as_str(),
            "unit" | "car" | "transport" | "medic" | "engine" | "squad" | "rescue"
        )
    {
        return Some(here.found(by + 1, Kind::Unit, Why::Cue));
    }
    // "unit Charlie 4"
    if token.is("unit")
        && spoken(own).is_some_and(|span| {
            length = span.tokens.len();
            true
        })
    {
        return Some(here.found(by + length, Kind::Unit, Why::Cue));
    }
    None
}
