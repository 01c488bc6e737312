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

/// Weights as they are used.
pub(crate) struct Weights {
    features: Vec<Feature>,
    /// Where the features begin whose first twelve bits are these: the search is short then.
    buckets: Vec<u32>,
    /// Where the tags of each feature begin.
    starts: Vec<u32>,
    tags: Vec<(u8, i8)>,
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
        let mut starts = vec![0];
        let mut total = 0;
        for _ in 0..count {
            total += u32::from(next());
            starts.push(total);
        }
        let names: Vec<u8> = (0..total).map(|_| next().min(LAST_TAG)).collect();
        let tags = names.into_iter().map(|tag| (tag, next().cast_signed())).collect();
        let place = |bucket: u32| features.partition_point(|feature| feature >> 12 < bucket);
        let buckets = (0..=1 << 12).map(|bucket| u32::try_from(place(bucket)).unwrap_or(u32::MAX)).collect();
        Self { features, buckets, starts, tags, scale, transitions }
    }

    /// What the features of a token say for each tag.
    pub(crate) fn scores(&self, features: &[Feature]) -> [f32; TAGS] {
        let mut sums = [0_i32; TAGS];
        for feature in features {
            let bucket = (feature >> 12) as usize & 0xfff;
            let near = self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize;
            let Ok(at) = self.features[near.clone()].binary_search(feature) else { continue };
            let at = near.start + at;
            for (tag, weight) in &self.tags[self.starts[at] as usize..self.starts[at + 1] as usize] {
                sums[usize::from(*tag)] += i32::from(*weight);
            }
        }
        #[allow(clippy::cast_precision_loss, reason = "sums of some hundred bytes")]
        sums.map(|sum| sum as f32 * self.scale)
    }
}
