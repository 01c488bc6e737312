//! The words of all reports: how they are spelled, and which reports share which.

use std::collections::{BTreeMap, HashMap};

use super::Document;
use crate::analysis::{is_stop_word, stem, tokens};
use crate::format::{Spelling, SpellingShard};

/// Words that are offered for one that was mistyped; of more, the most frequent.
const MOST_SPELLINGS: usize = 50_000;
/// A word of fewer letters is never mended, one of more never mistyped by one letter alone.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=24;
/// Spellings of a stem that are so many times rarer than its most frequent one are left out.
const RARER: u32 = 8;
/// In a library of this size and more, a word in a single report is as likely a slip as a word.
const LARGE: usize = 1000;

/// The words of all reports.
pub(super) struct Words {
    /// Of each report its stems, each once, as numbers.
    pub(super) of: Vec<Vec<u32>>,
    /// In how many reports each stem occurs.
    pub(super) reports: Vec<u32>,
    /// By stem: how it is spelled, and how often so.
    spellings: BTreeMap<String, Vec<(u32, String)>>,
    numbers: HashMap<String, u32>,
}

impl Words {
    pub(super) fn of(documents: &[&Document]) -> Self {
        let mut known: HashMap<String, (u32, u32)> = HashMap::new();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut words =
            Self { of: Vec::new(), reports: Vec::new(), spellings: BTreeMap::new(), numbers: HashMap::new() };
        for document in documents {
            let texts = [&document.card.title, &document.card.takeaway].into_iter().chain(&document.sections);
            let mut own = Vec::new();
            for token in texts.flat_map(|text| tokens(text)) {
                if let Some((number, times)) = known.get_mut(&token.word) {
                    *times += 1;
                    own.push(*number);
                    continue;
                }
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                let number = *numbers.entry(stem(&token.word)).or_insert(next);
                known.insert(token.word, (number, 1));
                own.push(number);
            }
            own.sort_unstable();
            own.dedup();
            words.reports.resize(numbers.len(), 0);
            for number in &own {
                words.reports[*number as usize] += 1;
            }
            words.of.push(own);
        }
        let mut spelled: Vec<(String, u32)> =
            known.into_iter().map(|(word, (_, times))| (word, times)).collect();
        spelled.sort_unstable();
        for (word, times) in spelled {
            words.spellings.entry(stem(&word)).or_default().push((times, word));
        }
        words.numbers = numbers;
        words
    }

    /// The spellings by their length.
    pub(super) fn shards(&self) -> BTreeMap<u32, SpellingShard> {
        let least = if self.of.len() < LARGE { 1 } else { 2 };
        let mut all: Vec<Spelling> = Vec::new();
        for (term, forms) in &self.spellings {
            let reports = self.numbers.get(term).map_or(0, |number| self.reports[*number as usize]);
            let most = forms.iter().map(|(times, _)| *times).max().unwrap_or(0);
            for (_, word) in forms.iter().filter(|(times, _)| times * RARER >= most) {
                let fits = LETTERS.contains(&word.chars().count()) && word.chars().all(char::is_alphabetic);
                if fits && reports >= least && !is_stop_word(word) {
                    all.push(Spelling { word: word.clone(), reports });
                }
            }
        }
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
