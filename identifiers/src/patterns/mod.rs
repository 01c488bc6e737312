//! What has a form of its own: numbers, dates, times, addresses. Each pattern looks at the tokens from one place on and
//! says how many of them it takes; none looks further than a fixed number of tokens (60 for links, mostly a few), so that the
//! whole stays linear.

pub(crate) mod agencies;
mod ages;
pub(crate) mod beside;
mod calls;
mod contacts;
mod dates;
mod files;
mod handles;
pub(crate) mod harmless;
mod names;
mod positions;
mod quasi;
mod radio;
mod registrations;
mod roads;
mod times;

pub(crate) use quasi::whole_clause;

use std::ops::Range;

use crate::case::Mode;
use crate::finding::{Confidence, Kind, Span, Why};
use crate::text::{Form, Token};

/// A place in a sentence, from which a pattern looks.
#[derive(Clone, Copy)]
pub(crate) struct Here<'a> {
    pub(crate) tokens: &'a [Token<'a>],
    pub(crate) at: usize,
    pub(crate) mode: Mode,
}

impl<'a> Here<'a> {
    /// The token so many places on, or before.
    pub(crate) fn get(self, by: isize) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at.checked_add_signed(by)?)
    }

    /// Its text in small letters; nothing where there is none.
    pub(crate) fn word(self, by: isize) -> &'a str {
        self.get(by).map_or("", |token| token.lower.as_str())
    }

    pub(crate) fn is(self, by: isize, one_of: &[&str]) -> bool {
        one_of.contains(&self.word(by))
    }

    pub(crate) fn form(self, by: isize) -> Option<Form> {
        self.get(by).map(|token| token.form)
    }

    pub(crate) fn number(self, by: isize) -> Option<u32> {
        self.get(by)?.number()
    }

    pub(crate) fn glued(self, by: isize) -> bool {
        self.get(by).is_some_and(|token| token.glued)
    }

    /// Whether nothing is written right before it, or only a mark that something begins after: a bracket, a quotation
    /// mark, a slash, a comma.
    pub(crate) fn opens(self) -> bool {
        !self.glued(0)
            || self.is(-1, &["(", "[", "{", "\"", "'", "“", "‘", "/", ":", ",", ";", "=", "—", "–"])
    }

    /// A mark right after the token before it.
    pub(crate) fn glued_mark(self, by: isize, one_of: &[&str]) -> bool {
        self.glued(by) && self.is(by, one_of)
    }

    pub(crate) fn moved(self, by: usize) -> Self {
        Self { at: self.at + by, ..self }
    }

    /// What was found from here on.
    pub(crate) fn found(self, length: usize, kind: Kind, why: Why) -> Span {
        self.found_at(0..length, kind, why)
    }

    /// What was found, counted from here.
    pub(crate) fn found_at(self, places: Range<usize>, kind: Kind, why: Why) -> Span {
        let end = (self.at + places.end).min(self.tokens.len());
        Span { tokens: self.at + places.start..end, kind, confidence: Confidence::High, why }
    }
}

/// A pattern.
type Pattern = fn(Here<'_>) -> Option<Span>;

/// The more of its form a kind has, the sooner it is tried.
const PATTERNS: [Pattern; 22] = [
    contacts::email,
    contacts::link,
    positions::gps,
    contacts::path,
    contacts::ip,
    registrations::vin,
    handles::handle,
    files::case_number,
    registrations::badge,
    registrations::plate,
    registrations::serial,
    names::name,
    ages::age,
    dates::date,
    times::time,
    contacts::phone,
    calls::unit,
    radio::called,
    agencies::initials,
    roads::address,
    roads::room,
    names::shop,
];

/// What the patterns find in a sentence.
pub(crate) fn find(tokens: &[Token<'_>], mode: Mode) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let here = Here { tokens, at, mode };
        match PATTERNS.iter().find_map(|pattern| pattern(here)) {
            // A pattern may begin further on (after its cue), never end where it began.
            Some(span) if span.tokens.end > at => {
                at = span.tokens.end;
                found.push(span);
            }
            _ => at += 1,
        }
    }
    crate::finding::united(found, quasi::find(tokens), tokens)
}

/// What a number before it counts or measures.
#[rustfmt::skip] // one word a line says less
pub(crate) const MEASURES: &[&str] = &[
    "of", "more", "people", "ft", "feet", "foot", "mi", "miles", "mile", "msl", "agl", "lbs", "pounds", "psi", "mph", "kts", "knots",
    "yards", "yds", "rounds", "percent", "%", "deg", "degrees", "gallons", "inches", "inch", "volts", "amps", "rpm", "kv",
];

/// Tokens from here on that hang together without a blank: letters, digits and the marks given. At most `most`.
pub(crate) fn run(here: Here<'_>, marks: &[&str], most: usize) -> usize {
    let mut length = 0;
    while length < most {
        let by = length.cast_signed();
        let Some(token) = here.get(by) else { break };
        if length > 0 && !token.glued {
            break;
        }
        if token.form == Form::Mark && !(marks.contains(&token.text) && length > 0) {
            break;
        }
        length += 1;
    }
    // A mark at the end belongs to the sentence.
    while length > 0 && here.form(length.cast_signed() - 1) == Some(Form::Mark) {
        length -= 1;
    }
    length
}

/// Letters and digits in so many tokens.
pub(crate) fn counted(here: Here<'_>, length: usize) -> (usize, usize) {
    let own = here.tokens.iter().skip(here.at).take(length);
    own.fold((0, 0), |(letters, digits), token| (letters + token.letters(), digits + token.digits()))
}

/// Words between a cue and its number: "case no. is #".
pub(crate) fn after_cue(here: Here<'_>, from: usize) -> usize {
    let mut by = from;
    for _ in 0..4 {
        let place = by.cast_signed();
        let filler = here
            .is(place, &["#", ":", "no", "nr", "num", "number", "numbers", "is", "was", "of", "=", "id"])
            || (here.is(place, &["."])
                && here.is(place - 1, &["no", "nr", "num", "ser", "lic", "reg", "inc", "rpt"]));
        if !filler {
            break;
        }
        by += 1;
    }
    by
}
