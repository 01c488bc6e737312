//! The news, and awards.

use std::ops::Range;

use super::{clause, clause_start, word};
use crate::text::{Form, Token};

#[rustfmt::skip] // one word a line says less
const MEDIA: &[&str] = &[
    "news", "newspaper", "viral", "headline", "headlines", "documentary", "podcast", "youtube", "tiktok", "reddit", "paper",
    "papers", "televised", "reporter", "newscast", "broadcast", "channel", "tv", "dateline", "billboard",
];

#[rustfmt::skip] // one word a line says less
const MEDIA_VERBS: &[&str] = &[
    "on", "made", "went", "in", "all", "the", "ran", "national", "local", "a", "that", "hit", "front", "evening", "our",
    "of", "is", "was", "live", "got", "by", "six", "aired",
];

const AWARDS: &[&str] =
    &["medal", "award", "commendation", "valor", "lifesaving", "plaque", "citation", "honored"];

#[rustfmt::skip] // one word a line says less
const AWARD_VERBS: &[&str] = &[
    "awarded", "received", "won", "got", "gave", "given", "pinned", "earned", "presented", "accepted", "nominated", "of",
    "the", "year", "my", "a", "for", "up",
];

/// What newspapers are called.
#[rustfmt::skip] // one word a line says less
const PAPERS: &[&str] = &[
    "sentinel", "herald", "tribune", "gazette", "chronicle", "courier", "observer", "examiner", "enquirer", "times", "post",
    "journal", "dispatch", "star", "bee", "news", "press", "register", "record", "clarion",
];

/// "it made the Arizona Sentinel", "Channel 6 did a segment on it".
fn told(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    let proper =
        |by: usize| tokens.get(by).is_some_and(|own| own.form == Form::Word && own.has_upper_first());
    let before = |one_of: &[&str]| (at.saturating_sub(5)..at).any(|by| one_of.contains(&word(tokens, by)));
    // Where all is in capitals, they say nothing of names.
    let small = || tokens.iter().any(|own| own.form == Form::Word && !own.has_upper_first());
    let named = at > 2 && PAPERS.contains(&word(tokens, at)) && proper(at) && proper(at - 1) && small();
    let paper = named
        && (2..=3).any(|back| {
            at > back
                && word(tokens, at - back) == "the"
                && matches!(word(tokens, at - back - 1), "made" | "of")
        })
        && before(&["made", "front"]);
    let piece = matches!(word(tokens, at), "segment" | "piece" | "story")
        && matches!(word(tokens, at + 1), "on" | "about")
        && at > 0
        && matches!(word(tokens, at - 1), "a" | "another" | "whole" | "news" | "big")
        && before(&["did", "ran", "aired", "wrote"])
        && !before(&["tell", "told", "telling"]);
    (paper || piece).then(|| clause_start(tokens, at, 8)..clause(tokens, at, 8))
}

/// The news, and awards.
pub(super) fn public(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    if let Some(range) = told(tokens, at) {
        return Some(range);
    }
    let back = |words: &[&str], most: usize| {
        let mut start = at;
        while start > at.saturating_sub(most)
            && (words.contains(&word(tokens, start - 1))
                || tokens[start - 1].class.has(crate::classes::Class::CALENDAR))
        {
            start -= 1;
        }
        start
    };
    let own = word(tokens, at);
    if MEDIA.contains(&own) {
        let start = back(MEDIA_VERBS, 6);
        let told = (start..at).any(|by| {
            matches!(
                word(tokens, by),
                "on" | "made" | "went" | "national" | "local" | "front" | "ran" | "hit" | "live" | "aired"
            )
        });
        let channel = own == "channel"
            && tokens.get(at + 1).is_some_and(|token| token.form == Form::Number)
            && matches!(word(tokens, at + 2), "news" | "at" | "that" | "ran" | "showed");
        let quiet = matches!(own, "paper" | "papers" | "channel" | "tv")
            && !(start..at).any(|by| {
                matches!(word(tokens, by), "made" | "national" | "local" | "front" | "ran" | "aired")
            });
        if (told && !quiet) || channel {
            let end = (at
                + 1
                + usize::from(channel)
                + usize::from(matches!(word(tokens, at + 1), "news" | "video" | "page")))
            .min(tokens.len());
            return Some(start..end);
        }
    }
    if AWARDS.contains(&own)
        || (own == "officer"
            && word(tokens, at + 1) == "of"
            && word(tokens, at + 2) == "the"
            && matches!(word(tokens, at + 3), "year" | "month" | "quarter"))
    {
        let start = back(AWARD_VERBS, 6);
        let told = (start..at).any(|by| {
            matches!(
                word(tokens, by),
                "awarded"
                    | "received"
                    | "won"
                    | "got"
                    | "gave"
                    | "given"
                    | "pinned"
                    | "earned"
                    | "presented"
                    | "nominated"
                    | "accepted"
            )
        }) || own == "officer"
            || (own == "medal" && word(tokens, at + 1) == "of");
        if told {
            return Some(start..clause(tokens, at, 6));
        }
    }
    None
}
