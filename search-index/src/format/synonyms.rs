//! Words that mean the same, as the root carries them.

use super::bytes::{Damaged, Reader, Writer};

/// A word or a short phrase of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonym {
    /// As the library's people wrote it: what a reader is shown.
    pub shown: String,
    /// The terms it is found by, joined by a blank.
    pub terms: String,
}

/// Words of which one also finds the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynonymGroup {
    /// Only the first finds the others, not the other way round.
    pub from_first: bool,
    /// How many of the words some report has: those that come first.
    pub there: usize,
    /// The words; what they find together is the list of the term [`SynonymGroup::term`].
    pub words: Vec<Synonym>,
}

impl SynonymGroup {
    /// What no word begins with.
    pub const PREFIX: &str = "=";

    /// The term whose list is what the group with this number finds.
    #[must_use]
    pub fn term(number: usize) -> String {
        let mut term = String::from(Self::PREFIX);
        for shift in [12, 6, 0] {
            let digit = u8::try_from(number >> shift & 63).unwrap_or(0);
            term.push(char::from(b'0' + digit));
        }
        term
    }

    pub(super) fn write(&self, out: &mut Writer) {
        out.count(self.words.len() << 1 | usize::from(self.from_first));
        out.count(self.there);
        for word in &self.words {
            out.text(&word.shown);
        }
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        let head = from.count()?;
        let there = from.count()?;
        let mut words = Vec::new();
        for _ in 0..head >> 1 {
            words.push(Synonym::new(from.text()?));
        }
        if there > words.len() {
            return Err(Damaged("a count is larger than what follows"));
        }
        Ok(Self { from_first: head & 1 == 1, there, words })
    }
}

impl Synonym {
    /// A synonym by its words.
    #[must_use]
    pub fn new(shown: &str) -> Self {
        let terms: Vec<String> = crate::analysis::tokens(shown).map(|token| token.term()).collect();
        Self { shown: shown.to_owned(), terms: terms.join(" ") }
    }
}
