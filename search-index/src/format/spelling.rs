//! The words of the library by their length, for a word that was mistyped.

use super::bytes::{Damaged, Reader, Writer};
use super::terms::shared_prefix;

/// A word that reports use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// As it is written, in lower case.
    pub word: String,
    /// In how many reports its stem occurs.
    pub reports: u32,
}

/// The words of one length, in characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SpellingShard {
    /// Ascending.
    pub words: Vec<Spelling>,
}

impl SpellingShard {
    /// The shard as bytes, not yet compressed.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.count(self.words.len());
        let mut before = "";
        let mut rest = Writer::default();
        for own in &self.words {
            let shared = shared_prefix(before, &own.word);
            out.count(shared);
            rest.text(&own.word[shared..]);
            before = &own.word;
        }
        out.bytes.extend(rest.bytes);
        for own in &self.words {
            out.number(u64::from(own.reports));
        }
        out.bytes
    }

    /// Reads a shard.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut from = Reader::new(bytes);
        let count = from.count()?;
        let mut shared = Vec::with_capacity(count);
        for _ in 0..count {
            shared.push(from.count()?);
        }
        let mut words: Vec<Spelling> = Vec::with_capacity(count);
        for shared in shared {
            let before = words.last().map_or("", |before| before.word.as_str());
            let start = before.get(..shared).ok_or(Damaged("a word continues none"))?;
            let word = from.word(start)?;
            words.push(Spelling { word, reports: 0 });
        }
        for own in &mut words {
            own.reports = from.small()?;
        }
        from.end()?;
        Ok(Self { words })
    }
}
