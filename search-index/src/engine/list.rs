//! A posting list with upper bounds, scored only where somebody looks.

use std::cell::Cell;

use crate::bm25::Scale;
use crate::format::{BLOCK, FIELDS, Posting, per_field};

/// The reports that have a term, and how well each fits.
#[derive(Debug, Default)]
pub(super) struct List {
    postings: Vec<Posting>,
    weights: [f32; FIELDS],
    /// By posting; not a number until somebody asks.
    scores: Vec<Cell<f32>>,
    /// No score of a block is higher.
    maxima: Vec<f32>,
    /// In how many reports the term occurs in each field.
    pub(super) per_field: [u32; FIELDS],
    /// No score is higher.
    pub(super) most: f32,
}

impl List {
    /// A short list: its bounds are found by scoring it.
    pub(super) fn short(postings: Vec<Posting>, scale: &Scale) -> Self {
        let per_field = per_field(&postings);
        let weights = scale.weights(&per_field);
        let scores: Vec<f32> = postings.iter().map(|posting| scale.posting(&weights, posting)).collect();
        Self::scored(postings, scores, weights, per_field)
    }

    /// A list whose scores are known.
    pub(super) fn scored(
        postings: Vec<Posting>,
        scores: Vec<f32>,
        weights: [f32; FIELDS],
        per_field: [u32; FIELDS],
    ) -> Self {
        let maxima: Vec<f32> =
            scores.chunks(BLOCK).map(|block| block.iter().copied().fold(0.0, f32::max)).collect();
        let most = maxima.iter().copied().fold(0.0, f32::max);
        let scores = scores.into_iter().map(Cell::new).collect();
        Self { postings, weights, scores, maxima, per_field, most }
    }

    /// A long list with the bounds that the index carries, one for each [`BLOCK`] of postings.
    pub(super) fn long(postings: Vec<Posting>, maxima: Vec<f32>, scale: &Scale) -> Self {
        let per_field = per_field(&postings);
        let weights = scale.weights(&per_field);
        let most = maxima.iter().copied().fold(0.0, f32::max);
        let scores = vec![Cell::new(f32::NAN); postings.len()];
        Self { postings, weights, scores, maxima, per_field, most }
    }

    pub(super) fn len(&self) -> usize {
        self.postings.len()
    }

    pub(super) fn postings(&self) -> &[Posting] {
        &self.postings
    }

    /// The report at a place in the list.
    pub(super) fn report(&self, at: usize) -> Option<u32> {
        self.postings.get(at).map(|posting| posting.report)
    }

    /// The score of the posting at a place.
    pub(super) fn score(&self, at: usize, scale: &Scale) -> f32 {
        let score = self.scores[at].get();
        if !score.is_nan() {
            return score;
        }
        let score = scale.posting(&self.weights, &self.postings[at]);
        self.scores[at].set(score);
        score
    }

    /// A bound of the score of the posting at a place.
    pub(super) fn bound(&self, at: usize) -> f32 {
        self.maxima[at / BLOCK]
    }

    /// The first place from `at` on whose report is not before `report`.
    pub(super) fn seek(&self, mut at: usize, report: u32) -> usize {
        // Steps that double: most seeks end nearby.
        let mut step = 1;
        while at + step < self.postings.len() && self.postings[at + step].report < report {
            at += step;
            step *= 2;
        }
        let end = self.postings.len().min(at + step + 1);
        at + self.postings[at.min(end)..end].partition_point(|posting| posting.report < report)
    }

    /// The place of a report.
    pub(super) fn find(&self, report: u32) -> Option<usize> {
        self.postings.binary_search_by_key(&report, |posting| posting.report).ok()
    }
}
