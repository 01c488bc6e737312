//! The words of all reports: how they are spelled, and which reports share which.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Document;
use crate::analysis::{fold, is_stop_word, stem, words};
use crate::engine::spelling::{distance, slips};
use crate::format::{Spelling, SpellingShard};

/// Words that are offered for one that was mistyped; of more, the most frequent.
const MOST_SPELLINGS: usize = 50_000;
/// A word of fewer letters is never mended, one of more never mistyped by one letter alone.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=24;
/// Spellings of a stem that are so many times rarer than its most frequent one are left out.
const RARER: u32 = 8;
/// In a library of this size and more, a word in a single report is as likely a slip as a word.
const LARGE: usize = 1000;

/// A word as it is spelled.
struct Spelled {
    word: String,
    letters: u32,
    /// The number of its stem.
    stem: u32,
    times: u32,
}

/// The words of all reports.
pub(super) struct Words {
    /// Of each report its stems, each once, as numbers.
    pub(super) of: Vec<Vec<u32>>,
    /// In how many reports each stem occurs.
    pub(super) reports: Vec<u32>,
    spelled: Vec<Spelled>,
}

impl Words {
    pub(super) fn of(documents: &[&Document]) -> Self {
        // A word is folded once for each way in which it is written, and stemmed once.
        let mut written: FxHashMap<&str, usize> = FxHashMap::default();
        let mut folded: FxHashMap<String, usize> = FxHashMap::default();
        let mut stems: FxHashMap<String, u32> = FxHashMap::default();
        let mut all = Self { of: Vec::new(), reports: Vec::new(), spelled: Vec::new() };
        for document in documents {
            let texts = [&document.card.title, &document.card.takeaway].into_iter().chain(&document.sections);
            let mut own = Vec::new();
            for word in texts.flat_map(|text| words(text).map(|own| &text[own])) {
                let at = *written.entry(word).or_insert_with(|| {
                    let word = fold(word);
                    *folded.entry(word).or_insert_with_key(|word| {
                        let next = u32::try_from(stems.len()).unwrap_or(u32::MAX);
                        let stem = *stems.entry(stem(word)).or_insert(next);
                        let letters = set_of_letters(word);
                        all.spelled.push(Spelled { word: word.clone(), letters, stem, times: 0 });
                        all.spelled.len() - 1
                    })
                });
                let spelled = &mut all.spelled[at];
                spelled.times += 1;
                own.push(spelled.stem);
            }
            own.sort_unstable();
            own.dedup();
            all.reports.resize(stems.len(), 0);
            for stem in &own {
                all.reports[*stem as usize] += 1;
            }
            all.of.push(own);
        }
        all
    }

    /// Whether a word is spelled so much like one that some report has that it would be taken for a slip.
    pub(super) fn have_like(&self, word: &str) -> bool {
        let letters: Vec<char> = word.chars().collect();
        let (within, own) = (slips(letters.len()), set_of_letters(word));
        within > 0
            && self.spelled.iter().any(|other| {
                // Each slip takes one letter away and adds one, at most.
                (other.letters ^ own).count_ones() as usize <= 2 * within
                    && other.word.len().abs_diff(word.len()) <= 4 * within
                    && distance(&letters, &other.word, within) <= within
            })
    }

    /// The spellings by their length.
    pub(super) fn shards(&self) -> BTreeMap<u32, SpellingShard> {
        let least = if self.of.len() < LARGE { 1 } else { 2 };
        let mut most = vec![0; self.reports.len()];
        for own in &self.spelled {
            let most = &mut most[own.stem as usize];
            *most = own.times.max(*most);
        }
        let offered =
            self.spelled.iter().filter(|own| own.times.saturating_mul(RARER) >= most[own.stem as usize]);
        let offered = offered.filter(|own| {
            let word = &own.word;
            LETTERS.contains(&word.chars().count())
                && word.chars().all(char::is_alphabetic)
                && !is_stop_word(word)
        });
        let mut all: Vec<Spelling> = offered
            .map(|own| Spelling { word: own.word.clone(), reports: self.reports[own.stem as usize] })
            .filter(|own| own.reports >= least)
            .collect();
        all.sort_unstable_by(|one, other| {
            other.reports.cmp(&one.reports).then_with(|| one.word.cmp(&other.word))
        });
        all.truncate(MOST_SPELLINGS);
        all.sort_unstable_by(|one, other| one.word.cmp(&other.word));
        let mut shards: BTreeMap<u32, SpellingShard> = BTreeMap::new();
        for own in all {
            let length = u32::try_from(own.word.chars().count()).unwrap_or(u32::MAX);
            shards.entry(length).or_default().words.push(own);
        }
        shards
    }
}

/// Which letters of the Latin alphabet a word has; all others count as one.
fn set_of_letters(word: &str) -> u32 {
    word.bytes().fold(0, |set, byte| set | 1 << if byte.is_ascii_lowercase() { byte - b'a' } else { 26 })
}
