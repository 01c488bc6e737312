//! The model's weights, read from their file, which `learning` writes.
//!
//! The file: a scale (f32, little-endian), the number of features (u32, little-endian), the weights between tags (one
//! signed byte each), then what a compressor likes to have together: how far each feature is from the one before
//! (LEB128), how many tags each speaks of, those tags, and their weights (one byte each).

use super::TAGS;
use super::features::Feature;

const LAST_TAG: u8 = {
    assert!(TAGS <= u8::MAX as usize);
    #[allow(clippy::cast_possible_truncation, reason = "asserted above")]
    let tags = TAGS as u8;
    tags - 1
};

/// Tags, and what makes them a round number for the processor.
const ROW: usize = TAGS.next_multiple_of(8);
const BUCKETS: usize = 1 << 12;

/// The bucket of a feature: its first twelve bits of 24.
fn bucket(feature: Feature) -> usize {
    (feature >> 12) as usize % BUCKETS
}

/// Weights as they are used.
pub(crate) struct Weights {
    features: Vec<Feature>,
    /// Where the features of each bucket begin: the search is short then.
    buckets: Vec<u32>,
    /// What each feature says for each tag: mostly nothing, but to add a whole row is quicker than to look for the rest.
    rows: Vec<[i8; ROW]>,
    scale: f32,
    pub(crate) transitions: [[f32; TAGS]; TAGS],
}

impl Weights {
    /// Reads the file that `Trainer::write` makes. A file that is cut short gives what there is of it.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut rest = bytes.iter().copied();
        let mut next = || rest.next().unwrap_or(0);
        let scale = f32::from_le_bytes([next(), next(), next(), next()]);
        // Each feature takes two bytes at least.
        let count = (u32::from_le_bytes([next(), next(), next(), next()]) as usize).min(bytes.len() / 2);
        let mut transitions = [[0.0; TAGS]; TAGS];
        for weight in transitions.iter_mut().flatten() {
            *weight = f32::from(next().cast_signed()) * scale;
        }
        let mut feature = 0_u32;
        let features: Vec<Feature> = (0..count)
            .map(|_| {
                for shift in [0, 7, 14, 21] {
                    let byte = next();
                    feature = feature.wrapping_add(u32::from(byte & 0x7f) << shift);
                    if byte & 0x80 == 0 {
                        break;
                    }
                }
                feature
            })
            .collect();
        let counts: Vec<u8> = (0..count).map(|_| next()).collect();
        let total = counts.iter().map(|own| usize::from(*own)).sum();
        let names: Vec<u8> = (0..total).map(|_| next().min(LAST_TAG)).collect();
        let mut names = names.into_iter();
        let rows = counts.into_iter().map(|own| {
            let mut row = [0; ROW];
            for tag in names.by_ref().take(usize::from(own)) {
                row[usize::from(tag)] = next().cast_signed();
            }
            row
        });
        let rows = rows.collect();
        // The features ascend.
        let mut buckets = Vec::with_capacity(BUCKETS + 1);
        for (at, feature) in (0..).zip(&features) {
            buckets.resize(bucket(*feature) + 1, at);
        }
        buckets.resize(BUCKETS + 1, u32::try_from(features.len()).unwrap_or(u32::MAX));
        Self { features, buckets, rows, scale, transitions }
    }

    /// What the features of a token say for each tag.
    pub(crate) fn scores(&self, features: &[Feature]) -> [f32; TAGS] {
        let mut sums = [0_i16; ROW];
        for feature in features {
            let bucket = bucket(*feature);
            let near = self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize;
            let Ok(at) = self.features[near.clone()].binary_search(feature) else { continue };
            for (sum, weight) in sums.iter_mut().zip(self.rows[near.start + at]) {
                *sum = sum.saturating_add(i16::from(weight));
            }
        }
        std::array::from_fn(|tag| f32::from(sums[tag]) * self.scale)
    }
}
