//! The model's weights: read from their file, and learnt.
//!
//! The file: a scale (f32, little-endian), the number of features (u32, little-endian), the weights between tags (one
//! signed byte each), then what a compressor likes to have together: how far each feature is from the one before
//! (LEB128), how many tags each speaks of, those tags, and their weights (one byte each).

use std::collections::HashMap;

use super::features::{self, Feature};
use super::{KINDS, TAGS, best, follows};
use crate::case::Mode;
use crate::finding::Kind;
use crate::text::{Token, sentences, tokenise};

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

/// A sentence to learn from.
struct Example {
    features: Vec<Vec<Feature>>,
    tags: Vec<usize>,
}

/// Learns weights from texts with marked identifiers.
#[derive(Default)]
pub struct Trainer {
    examples: Vec<Example>,
}

impl Trainer {
    /// Adds a text; the ranges, in bytes, are what is to be found in it.
    pub fn add(&mut self, text: &str, marked: &[(std::ops::Range<usize>, Kind)]) {
        let tokens = tokenise(text);
        for sentence in sentences(&tokens) {
            let own = &tokens[sentence];
            let mode = Mode::of(own);
            let patterns = crate::patterns::find(own, mode);
            self.examples
                .push(Example { features: features::of(own, mode, &patterns), tags: tags(own, marked) });
        }
    }

    /// Sentences so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.examples.len()
    }

    /// Whether there is nothing to learn from.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.examples.is_empty()
    }

    /// Learns for so many rounds, and writes the weights; those below `least` are left out. Features seen in fewer than
    /// `seldom` sentences are never learnt: they would be learnt by heart.
    #[must_use]
    pub fn write(&self, rounds: usize, seldom: usize, least: f32) -> Vec<u8> {
        let mut counts: HashMap<Feature, usize> = HashMap::new();
        for example in &self.examples {
            let mut own: Vec<Feature> = example.features.iter().flatten().copied().collect();
            own.sort_unstable();
            own.dedup();
            for feature in own {
                *counts.entry(feature).or_default() += 1;
            }
        }
        let mut kept: Vec<Feature> =
            counts.iter().filter(|(_, count)| **count >= seldom).map(|(feature, _)| *feature).collect();
        kept.sort_unstable();
        let index: HashMap<Feature, usize> =
            kept.iter().enumerate().map(|(at, feature)| (*feature, at)).collect();
        let examples: Vec<(Vec<Vec<usize>>, &[usize])> = self
            .examples
            .iter()
            .map(|example| {
                let features = example
                    .features
                    .iter()
                    .map(|own| own.iter().filter_map(|feature| index.get(feature).copied()).collect());
                (features.collect(), example.tags.as_slice())
            })
            .collect();
        let (weights, transitions) = learn(&examples, kept.len(), rounds);
        file(&kept, &weights, &transitions, least)
    }
}

/// Weights of each feature for each tag, and between tags.
type Learnt = (Vec<[f32; TAGS]>, [[f32; TAGS]; TAGS]);

/// The averaged perceptron. The order of the examples changes with each round, the same way each time.
fn learn(examples: &[(Vec<Vec<usize>>, &[usize])], features: usize, rounds: usize) -> Learnt {
    let (mut now, mut sum) = (vec![[0.0_f32; TAGS]; features], vec![[0.0_f32; TAGS]; features]);
    let (mut between, mut between_sum) = ([[0.0_f32; TAGS]; TAGS], [[0.0_f32; TAGS]; TAGS]);
    let mut step = 1.0_f32;
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..rounds {
        for at in (1..order.len()).rev() {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let other = usize::try_from(random % (at as u64 + 1)).unwrap_or(at);
            order.swap(at, other);
        }
        for (features, wanted) in order.iter().map(|at| &examples[*at]) {
            let scores: Vec<[f32; TAGS]> = features
                .iter()
                .enumerate()
                .map(|(at, own)| {
                    let mut scores = [0.0; TAGS];
                    for feature in own {
                        for (score, weight) in scores.iter_mut().zip(&now[*feature]) {
                            *score += weight;
                        }
                    }
                    // What is missed costs more than what is marked for nothing.
                    if wanted[at] > 0 {
                        scores[0] += 1.0;
                    }
                    scores
                })
                .collect();
            let given = best(&scores, &between);
            step += 1.0;
            if given == *wanted {
                continue;
            }
            for (at, own) in features.iter().enumerate() {
                let (good, bad) = (wanted[at], given[at]);
                if good != bad {
                    for feature in own {
                        now[*feature][good] += 1.0;
                        sum[*feature][good] += step;
                        now[*feature][bad] -= 1.0;
                        sum[*feature][bad] -= step;
                    }
                }
                if at > 0 {
                    let (good_before, bad_before) = (wanted[at - 1], given[at - 1]);
                    if (good_before, good) != (bad_before, bad) {
                        between[good_before][good] += 1.0;
                        between_sum[good_before][good] += step;
                        between[bad_before][bad] -= 1.0;
                        between_sum[bad_before][bad] -= step;
                    }
                }
            }
        }
    }
    let averaged = |now: f32, sum: f32| now - sum / step;
    for (own, sums) in now.iter_mut().zip(&sum).chain(between.iter_mut().zip(&between_sum)) {
        for (weight, total) in own.iter_mut().zip(sums) {
            *weight = averaged(*weight, *total);
        }
    }
    (now, between)
}

#[allow(clippy::cast_possible_truncation, reason = "clamped to a byte")]
fn file(
    features: &[Feature],
    weights: &[[f32; TAGS]],
    transitions: &[[f32; TAGS]; TAGS],
    least: f32,
) -> Vec<u8> {
    let all = weights.iter().chain(transitions).flatten();
    let mut sizes: Vec<f32> = all.map(|weight| weight.abs()).filter(|weight| *weight >= least).collect();
    sizes.sort_by(f32::total_cmp);
    // The few largest are cut off, so that the many small ones keep their differences.
    let largest = sizes.get(sizes.len() * 999 / 1000).copied().unwrap_or(1.0);
    let scale = largest / 127.0;
    let byte = |weight: f32| (weight / scale).round().clamp(-127.0, 127.0) as i8;
    let between: Vec<u8> = transitions.iter().flatten().map(|weight| byte(*weight).cast_unsigned()).collect();
    let (mut steps, mut counts, mut tags, mut values) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut before = 0;
    for (feature, own) in features.iter().zip(weights) {
        let said: Vec<(u8, i8)> = (0_u8..)
            .zip(own)
            .filter(|(_, weight)| weight.abs() >= least)
            .map(|(tag, weight)| (tag, byte(*weight)))
            .filter(|(_, weight)| *weight != 0)
            .collect();
        if said.is_empty() {
            continue;
        }
        let mut step = feature - before;
        before = *feature;
        while step >= 0x80 {
            steps.push((step & 0x7f) as u8 | 0x80);
            step >>= 7;
        }
        steps.push(step as u8);
        counts.push(u8::try_from(said.len()).unwrap_or(u8::MAX));
        tags.extend(said.iter().map(|(tag, _)| *tag));
        values.extend(said.iter().map(|(_, weight)| weight.cast_unsigned()));
    }
    let count = u32::try_from(counts.len()).unwrap_or(u32::MAX).to_le_bytes();
    [scale.to_le_bytes().to_vec(), count.to_vec(), between, steps, counts, tags, values].concat()
}

/// The tags of a marked sentence.
fn tags(tokens: &[Token<'_>], marked: &[(std::ops::Range<usize>, Kind)]) -> Vec<usize> {
    let mut tags = vec![0; tokens.len()];
    for (range, kind) in marked {
        let Some(kind) = KINDS.iter().position(|own| own == kind) else { continue };
        let mut begun = false;
        for (tag, token) in tags.iter_mut().zip(tokens) {
            if token.range.start < range.end && range.start < token.range.end {
                *tag = 1 + 2 * kind + usize::from(begun);
                begun = true;
            }
        }
    }
    debug_assert!(tags.windows(2).all(|two| follows(two[0], two[1])));
    tags
}
