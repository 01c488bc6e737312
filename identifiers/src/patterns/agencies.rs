//! Agencies by their letters alone, and what is named after them.

use super::Here;
use crate::case::Mode;
use crate::finding::{Kind, Span, Why};
use crate::text::{Form, Token};

/// Federal agencies and the like that everybody knows by their letters.
const FEDERAL: [&str; 10] = ["fbi", "atf", "dea", "cbp", "usms", "usss", "hsi", "ncis", "dhs", "fbop"];

/// State police and highway patrols whose letters are too few, or end otherwise than a city's do. Those that mean
/// something else as often (ISP, MHP) aren't in.
const STATE: [&str; 19] = [
    "chp", "fhp", "ghp", "khp", "nhp", "ohp", "thp", "uhp", "whp", "ksp", "lsp", "msp", "osp", "psp", "vsp",
    "wsp", "nysp", "njsp", "risp",
];

/// SFPD, KCSO, LASD: a place's letters, then police, sheriff, highway patrol.
pub(super) fn initials(here: Here<'_>) -> Option<Span> {
    let token = here.get(0)?;
    // What officers and veterans may have is no school district.
    if token.form != Form::Word || !token.class.unusual() || token.is("ptsd") {
        return None;
    }
    let capital = here.mode != Mode::Mixed || token.is_all_upper();
    let ending = ["pd", "so", "sd", "hp", "dps"].iter().any(|ending| token.lower.ends_with(ending));
    let local = here.mode != Mode::Lower && (4..=6).contains(&token.letters()) && ending;
    let known = FEDERAL.contains(&token.lower.as_str());
    let state = here.mode == Mode::Mixed && STATE.contains(&token.lower.as_str());
    (capital && (local || known || state)).then(|| here.found(1, Kind::Agency, Why::Form))
}

/// Tokens of the part of an agency that is named after it: "Sable County *bomb squad*", "Sable Valley *SWAT*".
pub(crate) fn part(after: &[Token<'_>]) -> usize {
    const PARTS: [&[&str]; 14] = [
        &["bomb", "squad"],
        &["dive", "team"],
        &["air", "unit"],
        &["marine", "unit"],
        &["k9", "unit"],
        &["gang", "unit"],
        &["swat", "team"],
        &["narcotics"],
        &["homicide"],
        &["swat"],
        &["mff"],
        &["dispatch"],
        &["911"],
        &["communications"],
    ];
    let stands = |part: &&[&str]| {
        part.len() <= after.len()
            && part.iter().zip(after).all(|(word, token)| token.is(word) && !token.glued)
    };
    PARTS.iter().copied().find(stands).map_or(0, <[&str]>::len)
}
