//! A small linear model that reads names by the words around them: an averaged structured perceptron (Collins 2002,
//! "Discriminative Training Methods for Hidden Markov Models") over begin, inside and outside of each kind, decoded by
//! Viterbi. Its features are words, classes of words and the shape of letters, so that each decision can be traced to
//! them. `examples/train.rs` makes `data/model.bin`.

mod features;
mod weights;

use std::sync::OnceLock;

pub use weights::Trainer;
use weights::Weights;

use crate::case::Mode;
use crate::finding::{Confidence, Kind, Span, Why};
use crate::text::Token;

/// What the model tells apart.
const KINDS: [Kind; 10] = [
    Kind::Person,
    Kind::Place,
    Kind::Agency,
    Kind::Organisation,
    Kind::Address,
    Kind::Date,
    Kind::Time,
    Kind::Unit,
    Kind::Age,
    Kind::Quasi,
];
/// Outside, then begin and inside of each kind.
pub(crate) const TAGS: usize = 1 + 2 * KINDS.len();
/// How much better than "nothing" a name has to be; below zero finds more, and more that is nothing.
const BIAS: f32 = -0.6;

/// The trained model.
pub(crate) struct Model {
    weights: Weights,
}

/// Whether a tag may follow another: inside only after its own begin or inside.
pub(crate) const fn follows(before: usize, tag: usize) -> bool {
    tag == 0 || tag % 2 == 1 || before == tag || before + 1 == tag
}

impl Model {
    pub(crate) fn shared() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self { weights: Weights::read(include_bytes!("../data/model.bin")) })
    }

    /// What the model finds in a sentence, beside what the patterns found.
    pub(crate) fn find(&self, tokens: &[Token<'_>], mode: Mode, patterns: &[Span]) -> Vec<Span> {
        let features = features::of(tokens, mode, patterns);
        let mut scores: Vec<[f32; TAGS]> = features.iter().map(|own| self.weights.scores(own)).collect();
        for own in &mut scores {
            own[0] += BIAS;
        }
        let tags = best(&scores, &self.weights.transitions);
        let mut found: Vec<Span> = Vec::new();
        for (at, tag) in tags.iter().copied().enumerate().filter(|(_, tag)| *tag > 0) {
            let kind = KINDS[(tag - 1) / 2];
            match found.last_mut().filter(|last| tag % 2 == 0 && last.tokens.end == at && last.kind == kind) {
                Some(last) => last.tokens.end = at + 1,
                None => {
                    let margin = scores[at][tag] - scores[at][0];
                    let confidence = if margin > 4.0 { Confidence::High } else if margin > 1.0 { Confidence::Medium } else { Confidence::Low };
                    found.push(Span { tokens: at..at + 1, kind, confidence, why: Why::Context });
                }
            }
        }
        found
    }
}

/// The best sequence of tags (Viterbi).
pub(crate) fn best(scores: &[[f32; TAGS]], transitions: &[[f32; TAGS]; TAGS]) -> Vec<usize> {
    let Some(first) = scores.first() else { return Vec::new() };
    let mut now = *first;
    // An inside can't begin a sentence.
    for (tag, score) in now.iter_mut().enumerate() {
        if tag > 0 && tag % 2 == 0 {
            *score = f32::NEG_INFINITY;
        }
    }
    let mut back: Vec<[u8; TAGS]> = Vec::with_capacity(scores.len());
    for own in &scores[1..] {
        let mut next = [f32::NEG_INFINITY; TAGS];
        let mut from = [0_u8; TAGS];
        for tag in 0..TAGS {
            for before in 0..TAGS {
                let score = now[before] + transitions[before][tag];
                if follows(before, tag) && score > next[tag] {
                    next[tag] = score;
                    from[tag] = u8::try_from(before).unwrap_or(0);
                }
            }
            next[tag] += own[tag];
        }
        now = next;
        back.push(from);
    }
    let mut tag = (0..TAGS).max_by(|a, b| now[*a].total_cmp(&now[*b])).unwrap_or(0);
    let mut tags = vec![tag];
    for from in back.iter().rev() {
        tag = usize::from(from[tag]);
        tags.push(tag);
    }
    tags.reverse();
    tags
}
