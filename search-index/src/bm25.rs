//! BM25 as tantivy computes it, to the bit but for the logarithm: k1 = 1.2, b = 0.75, in 32-bit floats, with field
//! lengths as Lucene's byte (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009).
//!
//! A word's score in a report is that of its best field, not the sum: titles and takeaways repeat what the text says,
//! and a sum would count that as news. tantivy's `DisjunctionMaxQuery` says the same.

use crate::format::{FIELDS, Hit, Posting, Root};

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// What scores depend on beside the postings.
#[derive(Debug)]
pub struct Scale {
    reports: u32,
    weights: [f32; FIELDS],
    /// Per field and norm: k1 · (1 − b + b · length ÷ average length).
    lengths: Box<[[f32; 256]; FIELDS]>,
}

impl Scale {
    /// The scale of an index.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "tantivy computes in 32 bits, and so must we")]
    pub fn new(root: &Root) -> Self {
        let mut lengths = Box::new([[0.0; 256]; FIELDS]);
        for (own, tokens) in lengths.iter_mut().zip(root.tokens) {
            let average = tokens as f32 / root.reports as f32;
            for (norm, own) in (0_u8..=255).zip(own) {
                *own = K1 * (1.0 - B + B * length_of(norm) as f32 / average);
            }
        }
        Self { reports: root.reports, weights: root.weights, lengths }
    }

    /// The weight of a term in each field, by the number of reports that have it there.
    #[must_use]
    pub fn weights(&self, per_field: &[u32; FIELDS]) -> [f32; FIELDS] {
        std::array::from_fn(|field| self.idf(per_field[field]) * (1.0 + K1) * self.weights[field])
    }

    /// The weight of a phrase in a field: the sum of its words'.
    #[must_use]
    pub fn phrase_weight(&self, field: usize, words: impl Iterator<Item = u32>) -> f32 {
        words.map(|reports| self.idf(reports)).sum::<f32>() * (1.0 + K1) * self.weights[field]
    }

    /// Inverse document frequency.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "tantivy computes in 32 bits, and so must we")]
    pub fn idf(&self, reports: u32) -> f32 {
        let ratio = (self.reports.saturating_sub(reports) as f32 + 0.5) / (reports as f32 + 0.5);
        // The library's logarithm, not the machine's: the same bits everywhere.
        libm::logf(1.0 + ratio)
    }

    /// The score of a hit.
    #[must_use]
    pub fn hit(&self, field: usize, weight: f32, hit: Hit) -> f32 {
        let frequency = f32::from(hit.frequency);
        weight * (frequency / (frequency + self.lengths[field][usize::from(hit.norm)]))
    }

    /// The score of a posting: that of its best field.
    #[must_use]
    pub fn posting(&self, weights: &[f32; FIELDS], posting: &Posting) -> f32 {
        let mut best = 0.0_f32;
        for (field, hit) in posting.hits.iter().enumerate() {
            best = best.max(self.hit(field, weights[field], *hit));
        }
        best
    }
}

/// The length that a norm stands for: exact up to 40, then with four significant bits (Lucene's `SmallFloat`).
#[must_use]
pub fn length_of(norm: u8) -> u32 {
    const EXACT: u32 = 24;
    let norm = u32::from(norm);
    if norm < EXACT {
        return norm;
    }
    let (bits, shift) = ((norm - EXACT) & 7, (norm - EXACT) >> 3);
    EXACT + if shift == 0 { bits } else { (bits | 8) << (shift - 1) }
}
