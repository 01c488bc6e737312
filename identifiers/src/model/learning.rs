//! How the weights are learnt from texts with marked identifiers, and written to their file.

use std::collections::HashMap;

use super::features::{self, Feature};
use super::{KINDS, TAGS, best, follows};
use crate::case::Mode;
use crate::finding::Kind;
use crate::text::{Token, sentences, tokenise};

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
        let (weights, transitions) = learn_in_turns(&examples, kept.len(), rounds);
        file(&kept, &weights, &transitions, least)
    }
}

/// Weights of each feature for each tag, and between tags.
type Learnt = (Vec<[f32; TAGS]>, [[f32; TAGS]; TAGS]);

/// By how much the right tag must be better than this one: what is missed costs more than what is marked for nothing
/// (cost-augmented decoding; Gimpel and Smith 2010, "Softmax-Margin CRFs").
const fn cost(wanted: usize, tag: usize) -> f32 {
    match (wanted, tag) {
        (1.., 0) => 20.0,
        (0, _) => 10.0,
        _ => 1.0,
    }
}

/// Where the orders of the examples begin: what is learnt hangs on the order, the mean of several far less.
const SEEDS: [u64; 6] = [
    0x9e37_79b9_7f4a_7c15,
    0xbf58_476d_1ce4_e5b9,
    0x94d0_49bb_1331_11eb,
    0xd6e8_feb8_6659_fd93,
    0xa076_1d64_78bd_642f,
    0xe703_7ed1_a0b4_28db,
];

/// The mean of what is learnt in several orders.
#[allow(clippy::cast_precision_loss, reason = "a handful")]
fn learn_in_turns(examples: &[(Vec<Vec<usize>>, &[usize])], features: usize, rounds: usize) -> Learnt {
    let share = 1.0 / SEEDS.len() as f32;
    let (mut mean, mut between) = (vec![[0.0; TAGS]; features], [[0.0; TAGS]; TAGS]);
    for seed in SEEDS {
        let (weights, transitions) = learn(examples, features, rounds, seed);
        let own = weights.iter().chain(&transitions).flatten();
        for (sum, weight) in mean.iter_mut().chain(&mut between).flatten().zip(own) {
            *sum += weight * share;
        }
    }
    (mean, between)
}

/// The averaged perceptron. The order of the examples changes with each round, the same way each time.
fn learn(
    examples: &[(Vec<Vec<usize>>, &[usize])],
    features: usize,
    rounds: usize,
    mut random: u64,
) -> Learnt {
    let (mut now, mut sum) = (vec![[0.0_f32; TAGS]; features], vec![[0.0_f32; TAGS]; features]);
    let (mut between, mut between_sum) = ([[0.0_f32; TAGS]; TAGS], [[0.0_f32; TAGS]; TAGS]);
    let mut step = 1.0_f32;
    let mut order: Vec<usize> = (0..examples.len()).collect();
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
                    for (tag, score) in scores.iter_mut().enumerate().filter(|(tag, _)| *tag != wanted[at]) {
                        *score += cost(wanted[at], tag);
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

/// Steps in which a weight is kept, either way. With 127 it finds the same, and takes a fifth more bytes once compressed.
const STEPS: f32 = 40.0;

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
    let scale = largest / STEPS;
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
