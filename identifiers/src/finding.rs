//! What was found, where, and how sure that is.

use std::ops::Range;

use crate::text::{Form, Token};

/// What kind of identifier something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person's name, also a nickname or initials.
    Person,
    /// A police department, sheriff's office, jail or other public agency.
    Agency,
    /// A town, river, park, shop or building with a name.
    Place,
    /// A street address, road, intersection, exit or mile marker.
    Address,
    /// A hospital, school, court, church or company.
    Organisation,
    /// A day, month or year.
    Date,
    /// A time of day.
    Time,
    /// A person's age.
    Age,
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A web address.
    Link,
    /// An address of a computer (IPv4 or IPv6).
    Ip,
    /// A licence plate or other registration.
    Plate,
    /// A vehicle identification number (ISO 3779).
    Vin,
    /// A badge or employee number.
    Badge,
    /// A unit, car or call sign.
    Unit,
    /// A case, incident, booking or other file number.
    CaseNumber,
    /// A serial, evidence or account number.
    Serial,
    /// A name in a social network.
    Handle,
    /// A position on the map.
    Gps,
    /// What is true of one person or event only: "the only diver of the county", a K9's name, an award.
    Quasi,
}

impl Kind {
    /// All kinds, in the order in which they are counted.
    pub const ALL: [Self; 21] = [
        Self::Person,
        Self::Agency,
        Self::Place,
        Self::Address,
        Self::Organisation,
        Self::Date,
        Self::Time,
        Self::Age,
        Self::Phone,
        Self::Email,
        Self::Link,
        Self::Ip,
        Self::Plate,
        Self::Vin,
        Self::Badge,
        Self::Unit,
        Self::CaseNumber,
        Self::Serial,
        Self::Handle,
        Self::Gps,
        Self::Quasi,
    ];

    /// Its name in files and programs, for instance `case-number`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Agency => "agency",
            Self::Place => "place",
            Self::Address => "address",
            Self::Organisation => "organisation",
            Self::Date => "date",
            Self::Time => "time",
            Self::Age => "age",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Link => "link",
            Self::Ip => "ip",
            Self::Plate => "plate",
            Self::Vin => "vin",
            Self::Badge => "badge",
            Self::Unit => "unit",
            Self::CaseNumber => "case-number",
            Self::Serial => "serial",
            Self::Handle => "handle",
            Self::Gps => "gps",
            Self::Quasi => "quasi",
        }
    }

    /// What it is, in the words of a message: "a name".
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Person => "a name",
            Self::Agency => "an agency",
            Self::Place => "a place",
            Self::Address => "an address or road",
            Self::Organisation => "an organisation",
            Self::Date => "a date",
            Self::Time => "a time",
            Self::Age => "an age",
            Self::Phone => "a phone number",
            Self::Email => "an e-mail address",
            Self::Link => "a web address",
            Self::Ip => "a computer's address",
            Self::Plate => "a license plate",
            Self::Vin => "a vehicle number",
            Self::Badge => "a badge number",
            Self::Unit => "a unit or call sign",
            Self::CaseNumber => "a case number",
            Self::Serial => "a serial number or another number of one thing or person",
            Self::Handle => "a name in a social network",
            Self::Gps => "a position on the map",
            Self::Quasi => "something that may fit one person only",
        }
    }
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// It may be nothing.
    Low,
    /// More likely than not.
    Medium,
    /// Its form or its place leaves little doubt.
    High,
}

impl Confidence {
    /// `low`, `medium` or `high`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// Something that may identify somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it stands in the text, in bytes, on boundaries of characters.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// How sure that is.
    pub confidence: Confidence,
    /// One sentence why.
    pub why: String,
    /// What could stand there instead, in the house style; the same for each mention of one person.
    pub suggestion: String,
    /// Findings of one text with the same number mean the same person, agency or thing, however it is called.
    pub same: usize,
}

/// Tokens that were found, before they become a [`Finding`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    /// Tokens, not bytes.
    pub(crate) tokens: Range<usize>,
    pub(crate) kind: Kind,
    pub(crate) confidence: Confidence,
    pub(crate) why: Why,
}

/// What a finding rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// Its own form.
    Form,
    /// A word before it that announces it, such as "badge".
    Cue,
    /// The words around it, weighed by the model.
    Context,
    /// It was named elsewhere in the text.
    Named,
}

impl Span {
    pub(crate) fn moved(mut self, by: usize) -> Self {
        self.tokens = self.tokens.start + by..self.tokens.end + by;
        self
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.tokens.start < other.tokens.end && other.tokens.start < self.tokens.end
    }
}

/// The spans of `first`, and those of `second` as far as nothing of `first` stands there. What is left of a span beside
/// one of its own kind belongs to that: "about 0347" is one time.
pub(crate) fn united(first: Vec<Span>, second: Vec<Span>, tokens: &[Token<'_>]) -> Vec<Span> {
    let mut all = first;
    let taken = all.clone();
    for span in second {
        // What fits one person only is told once.
        if span.kind == Kind::Quasi && taken.iter().any(|own| own.kind == Kind::Quasi && own.meets(&span)) {
            continue;
        }
        for rest in without(&span, &taken, tokens) {
            let beside = all.iter_mut().find(|own| {
                own.kind == rest.kind
                    && (own.tokens.end == rest.tokens.start || rest.tokens.end == own.tokens.start)
            });
            match beside.filter(|_| rest.tokens != span.tokens) {
                Some(own) => {
                    own.tokens = own.tokens.start.min(rest.tokens.start)..own.tokens.end.max(rest.tokens.end);
                }
                None => all.push(rest),
            }
        }
    }
    all.sort_by_key(|span| span.tokens.start);
    all
}

/// Whether words that are left beside something else are worth a finding of their own: "about" before an hour isn't.
fn says_something(tokens: &[Token<'_>]) -> bool {
    tokens.iter().any(|token| token.digits() > 0 || token.class.unusual() && token.letters() > 2)
}

/// What is left of a span beside those that are there.
fn without(span: &Span, taken: &[Span], tokens: &[Token<'_>]) -> Vec<Span> {
    let mut left = Vec::new();
    let mut start = span.tokens.start;
    let mut met: Vec<&Span> = taken.iter().filter(|own| own.meets(span)).collect();
    met.sort_by_key(|own| own.tokens.start);
    for own in met {
        if own.tokens.start > start {
            left.push(Span { tokens: start..own.tokens.start, ..span.clone() });
        }
        start = start.max(own.tokens.end);
    }
    if start < span.tokens.end {
        left.push(Span { tokens: start..span.tokens.end, ..span.clone() });
    }
    // Marks at the ends belong to neither.
    for rest in left.iter_mut().filter(|rest| rest.tokens != span.tokens) {
        while !rest.tokens.is_empty() && tokens[rest.tokens.end - 1].form == Form::Mark {
            rest.tokens.end -= 1;
        }
        let joins =
            |rest: &Span| tokens[rest.tokens.start].form == Form::Mark && !tokens[rest.tokens.start].glued;
        while !rest.tokens.is_empty() && (joins(rest) || tokens[rest.tokens.start].is(",")) {
            rest.tokens.start += 1;
        }
        // "214 Pecan, at Fifth and Main" are two: a word that joins them is neither's.
        let joining = |token: &Token<'_>| {
            matches!(token.lower.as_str(), "at" | "and" | "on" | "to" | "in" | "near" | "or")
        };
        if tokens[rest.tokens.clone()].iter().all(joining) {
            rest.tokens.end = rest.tokens.start;
        }
    }
    left.retain(|rest| !rest.tokens.is_empty());
    let own = |rest: &Span| taken.iter().any(|own| own.kind == rest.kind && own.meets(span));
    left.retain(|rest| {
        rest.tokens == span.tokens
            || span.kind == Kind::Quasi
            || own(rest)
            || says_something(&tokens[rest.tokens.clone()])
    });
    left
}
