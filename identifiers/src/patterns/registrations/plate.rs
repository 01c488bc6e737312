//! Plates of cars and boats.

mod vehicle;

use super::super::roads::STATES;
use super::super::{Here, counted, run};
use crate::case::Mode;
use crate::classes;
use crate::finding::{Kind, Span, Why};
use crate::text::{Form, Token};
use vehicle::{BESIDE, VEHICLES, behind_vehicle};

/// After "plate", "tag" and the like, or letters and digits as most states have them.
pub(in super::super) fn plate(here: Here<'_>) -> Option<Span> {
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
                || VEHICLES.contains(&word.lower.as_str())
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

/// MS 4471 BK: a boat's, whose form federal law gives (33 CFR 173.27).
fn is_boat(here: Here<'_>, announced: bool) -> bool {
    let letters = |token: &Token<'_>| {
        token.form == Form::Word
            && token.text.len() == 2
            && (here.mode == Mode::Upper || token.is_all_upper())
    };
    here.mode != Mode::Lower
        && here.get(0).is_some_and(letters)
        && here.get(1).is_some_and(|own| own.form == Form::Number && (3..=4).contains(&own.text.len()))
        && here.get(2).is_some_and(|own| letters(own) && (announced || own.class.unusual()))
}

/// Letters and digits as most states have them.
fn shaped_plate(here: Here<'_>) -> Option<Span> {
    let token = here.get(0)?;
    if !here.opens() || classes::look_alike(here.tokens, here.at) > 0 {
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
    // T81-PKN
    let second = here.get(2).filter(|second| here.glued_mark(1, &["-"]) && second.glued);
    if token.form == Form::Mixed
        && here.mode == Mode::Mixed
        && capital
        && (text.len(), token.digits()) == (3, 2)
        && !here.glued_mark(3, &["-"])
        && second
            .is_some_and(|second| second.letters() == 3 && second.text.len() == 3 && second.is_all_upper())
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
        && !here.is(2, &["hours", "hrs"])
    {
        return Some(here.found(2, Kind::Plate, Why::Form));
    }
    // BK3 R719, TN 5D3 8K7
    if let Some(length) = two_groups(here) {
        return Some(here.found(length, Kind::Plate, Why::Form));
    }
    if let Some(length) = behind_vehicle(here) {
        return Some(here.found(length, Kind::Plate, Why::Form));
    }
    if is_boat(here, false) {
        return Some(here.found(3, Kind::Plate, Why::Form));
    }
    // KTR-4471, ABC 123
    let dash = usize::from(here.glued_mark(1, &["-"]));
    let second = here.get(1 + dash.cast_signed())?;
    let vehicle = here.is(-1, &[","]) && here.is(-2, VEHICLES);
    // "Malibu EKL 0R7"
    let after = (vehicle || here.is(-1, VEHICLES)) && here.mode == Mode::Mixed && dash == 0;
    let letters = capital && token.form == Form::Word && text.len() == 3 && token.class.unusual();
    let mixed = second.form == Form::Mixed && second.is_all_upper() && second.text.len() == 3;
    if after && letters && mixed && second.digits() == 2 {
        return Some(here.found(2, Kind::Plate, Why::Form));
    }
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

/// Two groups of letters and digits, each with both. After a state's letters or a vehicle also such as could be something
/// else: two units (2L30 1K14, A12 B14), hours (10AM), cables (CAT5).
fn two_groups(here: Here<'_>) -> Option<usize> {
    let state = here.mode != Mode::Upper
        && here.get(0).is_some_and(|token| {
            token.form == Form::Word && token.is_all_upper() && STATES.contains(&token.lower.as_str())
        });
    let from = usize::from(state);
    let group = |by: usize| {
        here.get(by.cast_signed()).filter(|token| {
            token.form == Form::Mixed && token.is_all_upper() && (3..=5).contains(&token.text.len())
        })
    };
    let (first, second) = (group(from)?, group(from + 1)?);
    let said = state || here.is(-1, VEHICLES) || here.is(-1, BESIDE) && here.is(-2, VEHICLES);
    let fits = !second.glued && (6..=8).contains(&(first.text.len() + second.text.len()));
    let plain = here.mode != Mode::Upper
        && [first, second].iter().any(|group| is_telling(&group.lower))
        && (0..2).all(|by| classes::look_alike(here.tokens, here.at + by) == 0)
        && [first, second].iter().all(|group| !is_other(&group.lower));
    (fits && (said || plain)).then_some(from + 2)
}

/// Whether a group can't be half of something else: neither a unit by its number (2L30) nor one by its letter (A12).
fn is_telling(group: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let led = group.trim_start_matches(digit).len() < group.len();
    let letters = group.chars().take_while(|c| !digit(*c)).count();
    !(led && group.ends_with(digit) || letters == 1 && group.len() == 3)
}

/// "10am", "cat5": hours, and words with a number.
fn is_other(group: &str) -> bool {
    group.ends_with("am")
        || group.ends_with("pm")
        || group.chars().take_while(|c| c.is_alphabetic()).count() >= 3
}

/// What follows a number that measures something, in three letters as a plate may have them.
#[rustfmt::skip] // one word a line says less
const SHORT_MEASURES: &[&str] = &[
    "bac", "psi", "mph", "kph", "hrs", "rpm", "lbs", "yds", "cal", "gal", "min", "sec", "pct", "deg", "est", "edt", "cst", "cdt",
    "mst", "mdt", "pst", "pdt",
];

/// Tokens of what may be a plate: four to eight letters and digits, with a digit.
fn plate_length(here: Here<'_>) -> usize {
    if is_boat(here, true) {
        return 3;
    }
    let length = run(here, &["-"], 5);
    let (letters, digits) = counted(here, length);
    let figures_only = letters == 0 && digits > 7;
    if (3..=9).contains(&(letters + digits)) && digits >= 2 && !figures_only {
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
    // Digits first: "44 SHF". Three and more are in what is above.
    let token = here.get(0);
    let figures = token.is_some_and(|token| token.form == Form::Number && token.text.len() == 2)
        && !here.glued_mark(-1, &["."]);
    let letters_follow = here.get(1).is_some_and(|own| {
        own.form == Form::Word
            && own.text.len() == 3
            && own.class.unusual()
            && (here.mode != Mode::Mixed || own.is_all_upper())
            && !SHORT_MEASURES.contains(&own.lower.as_str())
    });
    if figures && letters_follow {
        return 2;
    }
    // Letters first: "ABC 1234".
    let short = token.is_some_and(|token| {
        token.form == Form::Word
            && (token.letters() <= 3 || token.letters() == 4 && token.class.unusual())
            && (here.mode != Mode::Mixed || token.is_all_upper())
    });
    let number = here.get(1).is_some_and(|token| (2..=5).contains(&token.digits()) && token.letters() <= 2);
    let third =
        here.get(2).is_some_and(|own| own.form == Form::Word && own.text.len() == 2 && own.class.unusual());
    // "I 418 229"
    let group = token.is_some_and(|token| token.letters() == 1)
        && here.get(2).is_some_and(|own| own.form == Form::Number && own.text.len() == 3 && !own.glued);
    if short && number { 2 + usize::from(third || group) } else { 0 }
}
