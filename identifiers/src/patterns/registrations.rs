//! Vehicle numbers, badges, serial numbers; plates have a file of their own.

mod plate;

pub(super) use plate::plate;

use super::{Here, MEASURES, after_cue, counted, run};
use crate::case::Mode;
use crate::finding::{Kind, Span, Why};
use crate::text::Form;

/// Seventeen letters and digits without I, O and Q (ISO 3779); people also leave one out.
pub(super) fn vin(here: Here<'_>) -> Option<Span> {
    let token = here.get(0)?;
    let letters = token.letters();
    let long = token.form == Form::Mixed
        && (16..=18).contains(&token.text.len())
        && letters >= 3
        && token.digits() >= 4;
    (long && token.text.is_ascii()).then(|| here.found(1, Kind::Vin, Why::Form)).or_else(|| {
        // The end of one: "VIN ending 4412", "vin …".
        let from = here.is(0, &["vin"]).then(|| {
            after_cue(
                here,
                1 + usize::from(here.is(1, &["ending", "ends"])) + usize::from(here.is(2, &["in", "with"])),
            )
        })?;
        let length = run(here.moved(from), &["-"], 3);
        (counted(here.moved(from), length).1 >= 3)
            .then(|| here.found_at(from..from + length, Kind::Vin, Why::Cue))
    })
}

/// The number of a badge, shield or employee.
pub(super) fn badge(here: Here<'_>) -> Option<Span> {
    if here.is(0, &["#"])
        && here.glued(1)
        && here.opens()
        && here.get(1).is_some_and(|token| (3..=4).contains(&token.digits()) && token.letters() <= 1)
    {
        return Some(here.found(2, Kind::Badge, Why::Form));
    }
    if !here.is(
        0,
        &[
            "badge",
            "shield",
            "star",
            "employee",
            "emp",
            "payroll",
            "pid",
            "id",
            "bdg",
            "helmet",
            "dsn",
            "officer",
            "ofc",
            "deputy",
            "dep",
            "trooper",
            "commission",
            "peoplesoft",
            "serial",
            "operator",
        ],
    ) {
        return None;
    }
    let plain = here.is(0, &["badge", "shield", "star", "pid", "bdg", "helmet", "dsn", "id"]);
    // "her star (no. 58)"
    let open = plain && here.is(1, &["("]) && here.is(2, &["no", "number", "num"]);
    let mut from = after_cue(here, 1 + usize::from(open));
    // "my badge, 60217"
    let beside = here.is(0, &["badge", "shield"])
        && here.is(from.cast_signed(), &[",", "("])
        && here.get(from.cast_signed() + 1).is_some_and(|own| (3..=6).contains(&own.digits()));
    from += usize::from(beside);
    // "Officer 3" is a count, "Officer #3312" a badge.
    if !plain && !(1..from).any(|by| here.is(by.cast_signed(), &["#", "id", "number", "no"]))
        || here.is(0, &["serial"])
    {
        return None;
    }
    let length = run(here.moved(from), &["-"], 3);
    // A longer one after so weak a word is another number.
    if here.is(0, &["id"])
        && here.glued_mark((from + length).cast_signed(), &["-"])
        && here.glued((from + length + 1).cast_signed())
    {
        return None;
    }
    let (letters, digits) = counted(here.moved(from), length);
    // "Employee #1" counts, too.
    let least = if here.is(0, &["id"]) { 3 } else { 1 + usize::from(!plain) };
    if here.is(0, &["id"]) && (here.is(-1, &["radio", "apple", "caller", "photo"]) || digits > 5) {
        return None;
    }
    ((least..=8).contains(&digits) && letters <= 3)
        .then(|| here.found_at(from..from + length, Kind::Badge, Why::Cue))
}

/// The number of a thing or an account.
pub(super) fn serial(here: Here<'_>) -> Option<Span> {
    #[rustfmt::skip] // one word a line says less
    const CUES: &[&str] = &[
        "serial", "ser", "sn", "asset", "inventory", "inv", "account", "acct", "license", "licence", "passport", "dl", "oln",
        "ssn", "imei", "lot", "item", "tail", "usdot", "dot", "id", "card", "iban", "model", "s", "member", "policy",
        "credential", "vest", "camera", "radio", "locker", "bracelet", "tracker", "container",
    ];
    if here.is(0, CUES) {
        let slash = here.is(0, &["s"]);
        if slash && !(here.glued_mark(1, &["/"]) && here.is(2, &["n"])) {
            return None;
        }
        let from = after_cue(here, if slash { 3 } else { 1 });
        let mut length = run(here.moved(from), &["-", "."], 9);
        length += usize::from(goes_on(
            here.moved(from),
            length,
            here.is(0, &["serial", "ser", "sn", "s", "asset"]),
        ));
        let (letters, digits) = counted(here.moved(from), length);
        let enough = if from > 1 || here.is(0, &["serial", "ser", "sn", "ssn", "imei", "asset", "dl", "oln"])
        {
            3
        } else {
            6
        };
        if digits >= enough
            && letters <= 12
            && here
                .get(from.cast_signed())
                .is_some_and(|token| token.digits() > 0 || token.letters() <= 5 || here.mode == Mode::Upper)
        {
            return Some(here.found_at(from..from + length, Kind::Serial, Why::Cue));
        }
    }
    if let Some(span) = numbered(here) {
        return Some(span);
    }
    let token = here.get(0)?;
    if !here.opens() {
        return None;
    }
    if let Some(length) = container(here) {
        return Some(here.found(length, Kind::Serial, Why::Form));
    }
    // Long mixtures and long numbers are somebody's or something's, whatever they are called.
    let length = run(here, &["-"], 9);
    let (letters, digits) = counted(here, length);
    let long = (letters == 0 && digits >= 8 && length == 1)
        || (token.form == Form::Mixed && digits >= 5 && letters >= 1 && letters + digits >= 8);
    let social = length == 5 && letters == 0 && digits == 9;
    (long || social).then(|| here.found(length, Kind::Serial, Why::Form))
}

/// "body number 0047193": whatever is numbered so, but a phone, a part and what is counted.
fn numbered(here: Here<'_>) -> Option<Span> {
    let said = here.is(0, &["number"])
        && here.form(-1) == Some(Form::Word)
        && !here.is(-1, &["a", "the", "part", "model", "stock", "pole", "phone", "cell"])
        && !here.is(1, &["of"]);
    if !said {
        return None;
    }
    let from = after_cue(here, 1);
    let number = here.moved(from);
    let length = run(number, &["-"], 9);
    let (letters, digits) = counted(number, length);
    let whole =
        !number.glued_mark(length.cast_signed(), &["-", "."]) || !number.glued(length.cast_signed() + 1);
    let counts = MEASURES.contains(&number.word(length.cast_signed()));
    ((6..=12).contains(&digits)
        && letters <= 4
        && whole
        && !counts
        && super::contacts::phone(number).is_none())
    .then(|| here.found_at(from..from + length, Kind::Serial, Why::Cue))
}

/// Whether a group of digits follows what has letters and digits: "ser. 6H4K-L 1062217"; a time or a year after a radio's
/// number doesn't belong to it.
fn goes_on(number: Here<'_>, length: usize, said: bool) -> bool {
    let (letters, digits) = counted(number, length);
    let by = length.cast_signed();
    let least = if said { 4 } else { 5 };
    let group = number
        .get(by)
        .is_some_and(|token| token.form == Form::Number && !token.glued && token.text.len() >= least);
    letters > 0
        && digits > 0
        && group
        && !number.is(by + 1, &["hours", "hrs", "hour"])
        && (!number.glued(by + 1) || number.is(by + 1, &[".", ",", ")", ";"]))
}

/// A freight container's (ISO 6346): three letters of the owner and U, J or Z, six digits, and one to check them.
fn container(here: Here<'_>) -> Option<usize> {
    let owner = here
        .get(0)
        .filter(|owner| here.mode == Mode::Mixed && owner.is_all_upper() || here.is(-1, &["container"]))?;
    let digits = |by: isize, count: usize| {
        here.get(by).is_some_and(|token| token.form == Form::Number && token.text.len() == count)
    };
    let named = owner.form == Form::Word
        && owner.text.len() == 4
        && owner.lower.ends_with(['u', 'j', 'z'])
        && owner.class.unusual();
    // The last digit checks the others; "2 deputies" is a count.
    let ends = |by: isize| here.get(by).is_none_or(|next| next.form == Form::Mark);
    let check = usize::from(digits(2, 1) && ends(3));
    (named && (digits(1, 6) || digits(1, 7))).then_some(2 + check)
}
