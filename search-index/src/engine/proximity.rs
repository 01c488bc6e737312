//! Words that stand close together mean more than words far apart: of the best reports, those are moved up in which
//! the words of the query stand near each other (after Tao and Zhai, "An Exploration of Proximity Measures in
//! Information Retrieval", SIGIR 2007: the smallest distance of each pair).
//!
//! Places cost a reader bytes, so only a long query has them loaded, and only of words that aren't everywhere.

use super::phrase::Placed;
use super::{Engine, rank};
use crate::format::{Damaged, PHRASE_FIELDS};
use crate::query::Word;

/// A query of so many words is worth the places of its words.
const LEAST_WORDS: usize = 4;
/// Words farther apart than this have nothing to do with each other.
const FARTHEST: u32 = 12;
/// How much of a word's score two words next to each other add.
const NEARNESS: f32 = 0.2;

impl Engine {
    /// Asks for the places of the words along with their lists, so that nobody waits for them later.
    pub(super) fn places_along(&mut self, words: &[Word]) -> Result<(), Damaged> {
        if words.len() >= LEAST_WORDS {
            for word in words {
                // What is still being typed may become another word.
                if !word.open && self.is_placed(word) {
                    self.placed(&word.term)?;
                }
            }
        }
        Ok(())
    }

    /// Whether the places of a word are worth their bytes.
    fn is_placed(&self, word: &Word) -> bool {
        self.root.frequent.binary_search_by(|own| own.term.as_str().cmp(&word.term)).is_err()
    }

    /// Adds to the scores of the best what the nearness of the words is worth. `false` while a chunk is missing.
    pub(super) fn move_up_the_near(
        &mut self,
        words: &[Word],
        best: &mut [(u32, f32)],
        limit: usize,
    ) -> Result<bool, Damaged> {
        if words.len() < LEAST_WORDS {
            return Ok(true);
        }
        let mut placed = Vec::new();
        let mut complete = true;
        for word in words {
            if !self.is_placed(word) {
                continue;
            }
            match (self.placed(&word.term)?, self.list(&word.term)?) {
                (Some(own), Some(list)) => placed.push((own, list.most)),
                _ => complete = false,
            }
        }
        if !complete {
            // Most of the best stay among the best: their cards may come along.
            self.cards(best.iter().take(limit))?;
            return Ok(false);
        }
        for (report, score) in best.iter_mut().take(rank::POOL) {
            *score += NEARNESS * nearness(&placed, *report);
        }
        Ok(true)
    }
}

/// What the pairs of words that stand near each other in a report are worth.
fn nearness(placed: &[(Placed, f32)], report: u32) -> f32 {
    let mut here = Vec::new();
    for (own, most) in placed {
        if let Some(places) = own.places_in(report) {
            here.push((places, *most));
        }
    }
    let mut sum = 0.0;
    for (at, (one, most)) in here.iter().enumerate() {
        for (other, other_most) in &here[at + 1..] {
            let nearest = (0..PHRASE_FIELDS).map(|field| distance(&one[field], &other[field])).min();
            if let Some(distance) = nearest.filter(|distance| *distance <= FARTHEST) {
                sum += most.min(*other_most) / super::sorted::f32_of(distance.max(1));
            }
        }
    }
    sum
}

/// The smallest distance of two places.
fn distance(one: &[u32], other: &[u32]) -> u32 {
    let (mut at, mut other_at, mut best) = (0, 0, u32::MAX);
    while let (Some(mine), Some(theirs)) = (one.get(at), other.get(other_at)) {
        best = best.min(mine.abs_diff(*theirs));
        if mine < theirs {
            at += 1;
        } else {
            other_at += 1;
        }
    }
    best
}
