//! Plates, vehicle numbers, badges, serial numbers.

use super::{Here, after_cue, counted, run};
use crate::case::Mode;
use crate::classes;
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

/// After "plate", "tag" and the like, or letters and digits as most states have them.
pub(super) fn plate(here: Here<'_>) -> Option<Span> {
    #[rustfmt::skip] // one word a line says less
    const CUES: &[&str] = &[
        "plate", "plates", "tag", "tags", "lp", "bearing", "license", "licence", "lic", "reg", "registration", "registered",
        "plt", "hull",
    ];
    #[rustfmt::skip] // one word a line says less
    const BETWEEN: &[&str] = &[
        "plate", "plates", "tag", "number", "no", "#", ":", "was", "is", "of", "reading", "read", "come", "came", "back",
        "on", "it", ",", "partial", "the", "a", "and", "registration", "reg",
    ];
    if here.is(0, CUES) {
        // At most the name of the state and a few small words stand between.
        for from in 1..6 {
            let candidate = here.moved(from);
            let length = plate_length(candidate);
            if length > 0 {
                return Some(here.found_at(from..from + length, Kind::Plate, Why::Cue));
            }
            let word = here.get(from.cast_signed())?;
            if !(BETWEEN.contains(&word.lower.as_str())
                || word.has_upper_first()
                || word.letters() == 2
                || word.is("."))
            {
                return None;
            }
        }
        return None;
    }
    shaped_plate(here)
}

/// What has a plate.
#[rustfmt::skip] // one word a line says less
const VEHICLES: &[&str] = &[
    "car", "truck", "sedan", "suv", "van", "pickup", "motorcycle", "bike", "trailer", "boat", "coupe", "wagon", "vehicle",
    "ford", "chevy", "chevrolet", "kia", "honda", "toyota", "nissan", "dodge", "gmc", "jeep", "hyundai", "bmw", "mercedes",
    "buick", "mazda", "subaru", "volkswagen", "vw", "acura", "lexus", "infiniti", "chrysler", "cadillac", "tesla", "volvo",
    "civic", "accord", "camry", "corolla", "altima", "silverado", "tahoe", "impala", "malibu", "f150",
];

/// Letters and digits as most states have them.
fn shaped_plate(here: Here<'_>) -> Option<Span> {
    let token = here.get(0)?;
    if here.glued(0) && !here.is(-1, &["("]) || classes::look_alike(here.tokens, here.at) > 0 {
        return None;
    }
    let text = token.lower.as_bytes();
    let capital = here.mode != Mode::Mixed || token.is_all_upper();
    if token.form == Form::Mixed
        && capital
        && (6..=7).contains(&text.len())
        && !here.glued_mark(1, &["-", "/"])
    {
        let changes =
            text.windows(2).filter(|two| two[0].is_ascii_digit() != two[1].is_ascii_digit()).count();
        let (letters, digits) = (token.letters(), token.digits());
        let fits = (changes == 1 && letters == 3 && (3..=4).contains(&digits))
            || (changes == 2 && letters >= 2 && digits >= 3);
        return fits.then(|| here.found(1, Kind::Plate, Why::Form));
    }
    // 4AB-9920
    if token.form == Form::Mixed
        && here.glued_mark(1, &["-"])
        && text.len() <= 4
        && token.letters() >= 2
        && here.get(2).is_some_and(|second| {
            second.form == Form::Number && second.glued && (3..=4).contains(&second.text.len())
        })
    {
        return Some(here.found(3, Kind::Plate, Why::Form));
    }
    // HB7 2290
    let apart =
        here.mode == Mode::Mixed && token.form == Form::Mixed && token.is_all_upper() && text.len() == 3;
    if apart
        && here.get(1).is_some_and(|second| {
            second.form == Form::Number && !second.glued && (3..=4).contains(&second.text.len())
        })
    {
        return Some(here.found(2, Kind::Plate, Why::Form));
    }
    // MS 4471 BK: a boat's, whose form federal law gives (33 CFR 173.27)
    let boat = token.form == Form::Word
        && capital
        && text.len() == 2
        && here.get(1).is_some_and(|own| own.form == Form::Number && (3..=4).contains(&own.text.len()))
        && here.get(2).is_some_and(|own| {
            own.form == Form::Word
                && own.text.len() == 2
                && (here.mode == Mode::Upper || own.is_all_upper())
                && own.class.unusual()
        });
    if boat && here.mode != Mode::Lower {
        return Some(here.found(3, Kind::Plate, Why::Form));
    }
    // KTR-4471, ABC 123
    let dash = usize::from(here.glued_mark(1, &["-"]));
    let second = here.get(1 + dash.cast_signed())?;
    let vehicle = here.is(-1, &[","]) && here.is(-2, VEHICLES);
    let joined =
        if dash == 1 { second.glued } else { (here.mode == Mode::Mixed || vehicle) && token.class.unusual() };
    let fits = token.form == Form::Word
        && capital
        && text.len() == 3
        && second.form == Form::Number
        && (3..=4).contains(&second.text.len())
        && joined
        && !here.glued_mark(2 + dash.cast_signed(), &["-", ":"]);
    fits.then(|| here.found(2 + dash, Kind::Plate, Why::Form))
}

/// Tokens of what may be a plate: four to eight letters and digits, with a digit.
fn plate_length(here: Here<'_>) -> usize {
    let length = run(here, &["-"], 5);
    let (letters, digits) = counted(here, length);
    if (3..=9).contains(&(letters + digits)) && digits >= 2 {
        // "7GTX 902", "CMV 4471"
        let more = run(here.moved(length), &["-"], 3);
        let second = here.get(length.cast_signed());
        let goes_on = second.is_some_and(|token| {
            !token.glued
                && token.text.len() <= 4
                && (token.digits() >= 2
                    || (token.form == Form::Word && token.class.unusual() && token.letters() <= 3))
        });
        let lettered =
            letters > 0 || second.is_some_and(|token| token.form == Form::Word && token.letters() == 3);
        if letters + digits <= 5 && lettered && more > 0 && goes_on {
            return length + more;
        }
        return length;
    }
    // Letters first: "ABC 1234".
    let token = here.get(0);
    let short = token.is_some_and(|token| {
        token.form == Form::Word && token.letters() <= 3 && (here.mode != Mode::Mixed || token.is_all_upper())
    });
    let number = here.get(1).is_some_and(|token| (2..=5).contains(&token.digits()) && token.letters() <= 2);
    let third =
        here.get(2).is_some_and(|own| own.form == Form::Word && own.text.len() == 2 && own.class.unusual());
    if short && number { 2 + usize::from(third) } else { 0 }
}

/// The number of a badge, shield or employee.
pub(super) fn badge(here: Here<'_>) -> Option<Span> {
    if here.is(0, &["#"])
        && here.glued(1)
        && !here.glued(0)
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
    let from = after_cue(here, 1);
    // "Officer 3" is a count, "Officer #3312" a badge.
    if !plain && !(1..from).any(|by| here.is(by.cast_signed(), &["#", "id", "number", "no"]))
        || here.is(0, &["serial"])
    {
        return None;
    }
    let length = run(here.moved(from), &["-"], 3);
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
        "credential", "vest", "camera", "radio", "locker",
    ];
    if here.is(0, CUES) {
        let slash = here.is(0, &["s"]);
        if slash && !(here.glued_mark(1, &["/"]) && here.is(2, &["n"])) {
            return None;
        }
        let from = after_cue(here, if slash { 3 } else { 1 });
        let length = run(here.moved(from), &["-", "."], 9);
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
    let token = here.get(0)?;
    if here.glued(0) {
        return None;
    }
    // Long mixtures and long numbers are somebody's or something's, whatever they are called.
    let length = run(here, &["-"], 9);
    let (letters, digits) = counted(here, length);
    let long = (letters == 0 && digits >= 8 && length == 1)
        || (token.form == Form::Mixed && digits >= 5 && letters >= 1 && letters + digits >= 8);
    let social = length == 5 && letters == 0 && digits == 9;
    (long || social).then(|| here.found(length, Kind::Serial, Why::Form))
}
