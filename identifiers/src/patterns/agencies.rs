//! Agencies by their letters alone, and the two names that are law before they are anybody's.

use super::Here;
use crate::case::Mode;
use crate::classes::Class;
use crate::finding::{Kind, Span, Why};
use crate::text::{Form, Token};

/// Federal agencies and the like that everybody knows by their letters.
const FEDERAL: [&str; 10] = ["fbi", "atf", "dea", "cbp", "usms", "usss", "hsi", "ncis", "dhs", "fbop"];

/// SFPD, KCSO, LASD: a place's letters, then police, sheriff, highway patrol.
pub(super) fn initials(here: Here<'_>) -> Option<Span> {
    let token = here.get(0)?;
    if token.form != Form::Word || !token.class.unusual() {
        return None;
    }
    let capital = here.mode != Mode::Mixed || token.is_all_upper();
    let ending = ["pd", "so", "sd", "hp", "dps"].iter().any(|ending| token.lower.ends_with(ending));
    let local = here.mode != Mode::Lower && (4..=6).contains(&token.letters()) && ending;
    let known = FEDERAL.contains(&token.lower.as_str());
    (capital && (local || known)).then(|| here.found(1, Kind::Agency, Why::Form))
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

/// Whether a lone "Miranda" or "Terry" is the case by that name: read, given, waived, a stop.
pub(crate) fn is_case_law(tokens: &[Token<'_>], span: &Span) -> bool {
    #[rustfmt::skip] // one word a line says less
    const CUES: [&str; 26] = [
        "read", "reads", "reading", "gave", "given", "give", "waived", "waive", "waives", "invoked", "after", "under",
        "post", "per", "before", "rights", "warning", "warnings", "card", "form", "stop", "frisk", "pat", "allow",
        "advised", "understood",
    ];
    if span.kind != Kind::Person || span.tokens.len() != 1 {
        return false;
    }
    let (at, own) = (span.tokens.start, &tokens[span.tokens.start]);
    let led = at > 0 && tokens[at - 1].class.any(Class::RANK.or(Class::TITLE));
    let near = tokens[at.saturating_sub(4)..].iter().take(at.min(4) + 5);
    (own.is("miranda") || own.is("terry"))
        && !led
        && near.into_iter().any(|token| CUES.contains(&token.lower.as_str()))
}
