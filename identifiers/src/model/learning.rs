//! How the weights are learnt from texts with marked identifiers, and written to their file.

use std::collections::HashMap;

use super::features::{self, Feature};
use super::field::{self, Example};
use super::{KINDS, TAGS, follows};
use crate::case::Mode;
use crate::finding::Kind;
use crate::text::{Token, sentences, tokenise};

/// A sentence to learn from: the features of each of its tokens, and their tags.
struct Sentence {
    features: Vec<Vec<Feature>>,
    tags: Vec<usize>,
}

/// Learns weights from texts with marked identifiers.
#[derive(Default)]
pub struct Trainer {
    sentences: Vec<Sentence>,
}

impl Trainer {
    /// Adds a text; the ranges, in bytes, are what is to be found in it.
    pub fn add(&mut self, text: &str, marked: &[(std::ops::Range<usize>, Kind)]) {
        let tokens = tokenise(text);
        for sentence in sentences(&tokens) {
            let own = &tokens[sentence];
            let mode = Mode::of(own);
            let patterns = crate::patterns::find(own, mode);
            self.sentences
                .push(Sentence { features: features::of(own, mode, &patterns), tags: tags(own, marked) });
        }
    }

    /// Sentences so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sentences.len()
    }

    /// Whether there is nothing to learn from.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    /// Learns for so many rounds, and writes the weights; those below `least` are left out. Features seen in fewer than
    /// `seldom` sentences are never learnt: they would be learnt by heart.
    #[must_use]
    pub fn write(&self, rounds: usize, seldom: usize, least: f32) -> Vec<u8> {
        let mut counts: HashMap<Feature, usize> = HashMap::new();
        for sentence in &self.sentences {
            let mut own: Vec<Feature> = sentence.features.iter().flatten().copied().collect();
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
        let indexed =
            |own: &Vec<Feature>| own.iter().filter_map(|feature| index.get(feature).copied()).collect();
        let examples: Vec<Example<'_>> = self
            .sentences
            .iter()
            .map(|own| Example { features: own.features.iter().map(indexed).collect(), tags: &own.tags })
            .collect();
        let learnt = field::learn(&examples, kept.len(), rounds);
        file(&kept, &learnt.weights, &learnt.between, least)
    }
}

/// Steps in which a weight is kept, either way. With 127 it finds the same, and takes a fifth more bytes once compressed.
const STEPS: f32 = 40.0;
/// Weights of so many steps are left out: a quarter of all, and without them the same is found (F2 within a thousandth on
/// texts it was not learnt from).
const SILENT: i8 = 1;

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
            .filter(|(_, weight)| weight.abs() > SILENT)
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
