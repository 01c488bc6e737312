//! Family, and what happens once in a life.

use std::ops::Range;

use super::{clause, clause_start, word};
use crate::text::{Form, Token};

#[rustfmt::skip] // one word a line says less
const KIN: &[&str] = &[
    "brother", "sister", "wife", "husband", "father", "dad", "mother", "mom", "uncle", "aunt", "cousin", "son", "daughter",
    "twin", "fiance", "fiancee", "stepfather", "stepson", "nephew", "niece", "ex", "inlaw", "boyfriend", "girlfriend",
];

#[rustfmt::skip] // one word a line says less
const KIN_SAYS: &[&str] = &[
    "chief", "sheriff", "deputy", "dispatch", "dispatcher", "department", "sergeant", "judge", "mayor", "trooper", "works",
    "worked", "force", "shift", "twin", "lieutenant", "captain", "jail", "agency", "warden", "identical", "same",
    "undersheriff", "prosecutor", "jailer", "chairman", "coroner", "senator", "commissioner", "council", "principal",
    "captain's",
];

/// "my brother is the chief", "the mayor's daughter"
pub(super) fn kin(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    let own = word(tokens, at);
    if !(KIN.contains(&own)
        || own.strip_suffix('s').is_some_and(|one| KIN.contains(&one))
        || matches!(own, "granddaughter" | "grandson" | "twins"))
    {
        return None;
    }
    let (start, end) = (clause_start(tokens, at, 8), clause(tokens, at, 10));
    let says = |by: usize| KIN_SAYS.contains(&word(tokens, by)) && by != at;
    let near = (start..end).any(says);
    let ours = (start..end).any(|by| {
        matches!(word(tokens, by), "my" | "our" | "his" | "her" | "their" | "s" | "of" | "identical")
    });
    (near && ours).then_some(start..end)
}

/// "two weeks from retirement", "five months pregnant", "the anniversary of".
pub(super) fn career(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    let back = |most: usize| {
        let low = at.saturating_sub(most);
        let mut start = at;
        while start > low
            && tokens[start - 1].form != Form::Mark
            && !matches!(word(tokens, start - 1), "i" | "and" | "but" | "was" | "am" | "is" | "were" | "who")
        {
            start -= 1;
        }
        start
    };
    match word(tokens, at) {
        "retirement" | "retiring" | "pension"
            if (at.saturating_sub(5)..at).any(|by| {
                matches!(
                    word(tokens, by),
                    "days" | "weeks" | "months" | "shifts" | "shift" | "week" | "month" | "day" | "last"
                )
            }) =>
        {
            Some(back(6)..at + 1)
        }
        "pregnant" => Some(back(4)..at + 1),
        "anniversary" => Some(back(3)..clause(tokens, at, 8)),
        "birthday"
            if at > 0 && matches!(word(tokens, at - 1), "my" | "his" | "her")
                || (at > 1 && tokens[at - 1].digits() > 0) =>
        {
            Some(back(3)..at + 1)
        }
        // "I'm dating her", "engaged to the sergeant"; lights and suspects are engaged as well.
        "dating"
            if at > 0
                && matches!(word(tokens, at - 1), "i'm" | "im" | "am" | "are" | "been" | "is" | "we're")
                && !matches!(word(tokens, at + 2), "car" | "photo" | "form" | "report") =>
        {
            Some(clause_start(tokens, at, 5)..clause(tokens, at, 6))
        }
        "engaged"
            if word(tokens, at + 1) == "to"
                && matches!(word(tokens, at + 2), "a" | "the" | "my" | "our" | "his" | "her")
                || at > 0 && word(tokens, at - 1) == "got" =>
        {
            Some(clause_start(tokens, at, 5)..clause(tokens, at, 6))
        }
        // "two sisters on one squad"
        "sisters" | "brothers" | "cousins"
            if at > 0
                && matches!(word(tokens, at - 1), "two" | "three" | "twin")
                && word(tokens, at + 1) == "on"
                && matches!(word(tokens, at + 2), "one" | "the" | "my" | "our" | "this")
                && (at + 3..at + 5)
                    .any(|by| matches!(word(tokens, by), "squad" | "team" | "shift" | "crew" | "unit")) =>
        {
            Some(at - 1..clause(tokens, at, 8))
        }
        "prosthetic" | "wheelchair" | "dialysis" | "cochlear" => Some(back(4)..clause(tokens, at, 4)),
        "retired" | "retires" | "retire"
            if matches!(word(tokens, at + 1), "in" | "last" | "next" | "this") =>
        {
            Some(back(3)..clause(tokens, at, 6))
        }
        _ => None,
    }
}
