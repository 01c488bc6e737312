//! What a word may become that somebody is still typing.
//!
//! The index knows stems. What begins with the letters typed is easy; but "runnin" begins no stem, and yet "running"
//! is `run`. So the endings that the stemmer takes away are completed, too.

use super::Engine;
use super::sorted::{Ranked, f32_of, rank};
use crate::analysis::stem;
use crate::format::{ChunkName, Kind};

/// Letters from which on a word is completed.
const LEAST_LETTERS: usize = 3;
/// Terms that a word may become; the most frequent are taken.
const MOST_TERMS: usize = 6;
/// Blocks of the dictionary that are looked through.
const MOST_BLOCKS: usize = 3;
/// Endings that English words are built with.
const ENDINGS: [&str; 14] = [
    "ing", "ed", "ies", "es", "ers", "ations", "ness", "ments", "ingly", "edly", "ally", "ively", "ability",
    "ences",
];

impl Engine {
    /// The terms that a word may become which is still being typed, or the chunks that are missing to say so.
    pub fn completions_of(&mut self, word: &str) -> Result<Vec<String>, Vec<ChunkName>> {
        self.chunks.begin();
        self.completions(word).ok_or_else(|| self.chunks.wanted())
    }

    /// The terms that a word may become, the word's own aside; `None` while a chunk is missing.
    pub(super) fn completions(&mut self, word: &str) -> Option<Vec<String>> {
        if word.chars().count() < LEAST_LETTERS {
            return Some(Vec::new());
        }
        let own = stem(word);
        let frequent = &self.root.frequent;
        let from = frequent.partition_point(|term| term.term.as_str() < word);
        let mut found: Vec<(u32, String)> = frequent[from..]
            .iter()
            .take_while(|term| term.term.starts_with(word))
            .map(|term| (term.reports, term.term.clone()))
            .collect();
        let first = self.block_of(word).unwrap_or(0);
        let rest = self.root.blocks.get(first as usize..).unwrap_or_default().iter().enumerate();
        let blocks: Vec<_> = (first..)
            .zip(rest.take_while(|(at, from)| *at == 0 || from.starts_with(word)).take(MOST_BLOCKS))
            .map(|(number, _)| self.chunks.terms(ChunkName::new(Kind::Terms, number)))
            .collect();
        for block in blocks {
            let block = block?;
            let from = block.terms.partition_point(|term| term.term.as_str() < word);
            let begins = block.terms[from..].iter().take_while(|term| term.term.starts_with(word));
            found.extend(
                begins
                    .map(|term| (u32::try_from(term.postings.len()).unwrap_or(u32::MAX), term.term.clone())),
            );
        }
        found.retain(|(_, term)| *term != own);
        let mut ranked = Vec::new();
        for (number, (reports, _)) in (0_u32..).zip(&found) {
            ranked.push(Ranked { score: f32_of(*reports), number });
        }
        rank(&mut ranked);
        let mut terms = Vec::new();
        for own in ranked.iter().take(MOST_TERMS) {
            terms.push(std::mem::take(&mut found[own.number as usize].1));
        }
        for ending in ENDINGS {
            for begun in (1..ending.len()).filter(|begun| word.ends_with(&ending[..*begun])) {
                let mut whole = word.to_owned();
                whole.push_str(&ending[begun..]);
                let whole = stem(&whole);
                if whole != own
                    && !whole.starts_with(word)
                    && !terms.contains(&whole)
                    && word.starts_with(&whole)
                {
                    terms.push(whole);
                }
            }
        }
        Some(terms)
    }
}
