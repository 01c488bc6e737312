//! Plates behind a vehicle, which may be shorter than others.

use super::SHORT_MEASURES;
use crate::case::Mode;
use crate::patterns::Here;
use crate::text::{Form, Token};

/// What has a plate.
#[rustfmt::skip] // one word a line says less
pub(super) const VEHICLES: &[&str] = &[
    "car", "truck", "sedan", "suv", "van", "pickup", "motorcycle", "bike", "trailer", "boat", "coupe", "wagon", "vehicle",
    "ford", "chevy", "chevrolet", "kia", "honda", "toyota", "nissan", "dodge", "gmc", "jeep", "hyundai", "bmw", "mercedes",
    "buick", "mazda", "subaru", "volkswagen", "vw", "acura", "lexus", "infiniti", "chrysler", "cadillac", "tesla", "volvo",
    "civic", "accord", "camry", "corolla", "altima", "silverado", "tahoe", "impala", "malibu", "f150", "equinox", "explorer",
    "escape", "rav4", "crv", "sierra", "tacoma", "tundra", "sentra", "elantra", "sonata", "fusion", "cruze", "charger",
    "challenger", "mustang", "camaro", "durango", "wrangler", "cherokee", "outback", "forester", "prius", "optima", "sorento",
    "rogue", "pathfinder", "highlander", "odyssey", "suburban", "yukon", "escalade", "expedition", "taurus", "trailblazer",
    "colorado", "canyon", "maxima", "jetta", "passat", "impreza", "pontoon", "skiff", "jetski", "pontiac", "mercury",
];

/// What stands between a vehicle and its plate.
pub(super) const BESIDE: &[&str] = &[",", "(", "-", "with"];

/// Sizes, trims and batteries, which follow a vehicle's number.
#[rustfmt::skip] // one word a line says less
const TRIMS: &[&str] = &[
    "xlt", "ltz", "sbc", "bbc", "cca", "slt", "srt", "trd", "awd", "fwd", "rwd", "ltd", "hp", "cid", "engine", "motor", "engines",
];

/// Forms that say little, right after a vehicle: "a gray Kia, 441 NDB", "black Silverado C604 119", "trailer E 118 204".
pub(super) fn behind_vehicle(here: Here<'_>) -> Option<usize> {
    let beside = here.is(-1, BESIDE) && here.is(-2, VEHICLES);
    if !(here.is(-1, VEHICLES) || beside) || TRIMS.contains(&here.word(1)) || TRIMS.contains(&here.word(2)) {
        return None;
    }
    let number =
        |by: isize| here.get(by).is_some_and(|token| token.form == Form::Number && token.text.len() == 3);
    let first = here.get(0)?;
    // In small letters only what stands apart.
    let capital = |token: &Token<'_>| {
        here.mode == Mode::Upper || token.is_all_upper() || here.mode == Mode::Lower && beside
    };
    let dash = usize::from(here.glued_mark(1, &["-"]) && here.glued(2));
    let letters = here.get(1 + dash.cast_signed()).is_some_and(|own| {
        own.form == Form::Word
            && own.text.len() == 3
            && own.class.unusual()
            && capital(own)
            && !SHORT_MEASURES.contains(&own.lower.as_str())
    });
    let figures = first.form == Form::Number && first.text.len() == 3 && letters;
    let coded = first.form == Form::Mixed && capital(first) && first.text.len() == 4 && number(1);
    let letter = first.form == Form::Word
        && first.text.len() == 1
        && capital(first)
        && number(1)
        && number(2)
        && !here.is(-1, &["car"]);
    // "8 GMV 203"
    let spaced = first.form == Form::Number && first.text.len() == 1 && letters && dash == 0 && number(2);
    if spaced && here.mode != Mode::Lower {
        return Some(3);
    }
    match (figures, coded, letter) {
        (true, ..) => Some(2 + dash),
        (_, true, _) => Some(2),
        (.., true) => Some(3),
        _ => None,
    }
}
