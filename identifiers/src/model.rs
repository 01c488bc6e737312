//! A small linear model that reads names by the words around them: a conditional random field (Lafferty and others 2001)
//! over begin, inside and outside of each kind, decoded by Viterbi. Its features are words, classes of words and the shape
//! of letters, so that each decision can be traced to them. `examples/train.rs` makes `data/model.bin`.

mod bounds;
mod features;
mod field;
mod learning;
mod weights;

use std::sync::OnceLock;

pub use learning::Trainer;
use weights::Weights;

use crate::case::Mode;
use crate::finding::{Confidence, Kind, Span, Why};
use crate::text::{Form, Token};

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
/// How much better than "nothing" each word of a name has to be, as a logarithm of odds; below zero finds more, and more
/// that is nothing.
const BIAS: f32 = -0.45;
/// Above these, by the same measure, a finding is sure, and likely.
const SURE: f32 = 2.0;
const LIKELY: f32 = 0.5;
/// What fits one person only is likely above the first of these, and nothing below the second.
const ALONE: f32 = 4.0;
const BARELY: f32 = -0.7;

/// The trained model.
pub(crate) struct Model {
    weights: Weights,
}

/// Whether a tag may follow another: inside only after its own begin or inside.
pub(crate) const fn follows(before: usize, tag: usize) -> bool {
    tag == 0 || tag % 2 == 1 || before == tag || before + 1 == tag
}

/// The tag that goes on with what this one begins or goes on with.
const fn inside(tag: usize) -> usize {
    tag + tag % 2
}

impl Model {
    pub(crate) fn shared() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self { weights: Weights::read(include_bytes!("../data/model.bin")) })
    }

    /// What the model finds in a sentence, beside what the patterns found.
    pub(crate) fn find(&self, tokens: &[Token<'_>], mode: Mode, patterns: &[Span]) -> Vec<Span> {
        let alike = features::alike(tokens);
        let features = features::of(tokens, mode, patterns);
        let mut scores: Vec<[f32; TAGS]> = features.iter().map(|own| self.weights.scores(own)).collect();
        for own in &mut scores {
            own[0] += BIAS;
        }
        let tags = best(&scores, &self.weights.transitions);
        let mut found: Vec<Span> = Vec::new();
        let mut at = 0;
        while at < tags.len() {
            let length = 1 + tags[at + 1..]
                .iter()
                .take_while(|next| tags[at] > 0 && **next == inside(tags[at]))
                .count();
            if tags[at] > 0 {
                let odds = self.odds(&scores, &tags, at..at + length);
                let kind = KINDS[(tags[at] - 1) / 2];
                // What fits one person only has no form and many words, and each has its push: without it, it must be hardly
                // less likely than nothing, and is never sure.
                let confidence = match (kind, odds) {
                    (Kind::Quasi, ALONE..) => Some(Confidence::Medium),
                    (Kind::Quasi, BARELY..) => Some(Confidence::Low),
                    (Kind::Quasi, _) => None,
                    (_, SURE..) => Some(Confidence::High),
                    (_, LIKELY..) => Some(Confidence::Medium),
                    _ => Some(Confidence::Low),
                };
                found.extend(confidence.map(|confidence| Span {
                    tokens: at..at + length,
                    kind,
                    confidence,
                    why: Why::Context,
                }));
            }
            at += length;
        }
        let found: Vec<Span> = found
            .into_iter()
            .filter_map(|span| bounds::trimmed(span, tokens, mode, &alike))
            .map(|span| bounds::whole(span, tokens, mode))
            .collect();
        let aged = |span: &Span| {
            span.kind != Kind::Age
                || !tokens[span.tokens.start].form.eq(&Form::Number)
                || bounds::of_somebody(tokens, span, &found)
        };
        let kept: Vec<bool> = found.iter().map(aged).collect();
        let found = found.into_iter().zip(kept).filter_map(|(span, keep)| keep.then_some(span));
        // A clause may have grown over a name beside it: names come first, and the clause has what they leave.
        let (clauses, names): (Vec<Span>, Vec<Span>) = found.partition(|span| span.kind == Kind::Quasi);
        names
            .into_iter()
            .chain(clauses)
            .fold(Vec::new(), |all, span| crate::finding::united(all, vec![span], tokens))
    }

    /// How much better these tags are than nothing in their place, as a logarithm of odds, by what is learnt alone: a name
    /// of many words isn't surer for having been given `BIAS` for each.
    fn odds(&self, scores: &[[f32; TAGS]], tags: &[usize], span: std::ops::Range<usize>) -> f32 {
        let between = &self.weights.transitions;
        let before = span.start.checked_sub(1).map(|before| tags[before]);
        let mut odds = 0.0;
        let (mut last, mut nothing) = (before, before);
        for at in span.clone() {
            odds += scores[at][tags[at]] - scores[at][0] + BIAS;
            odds += last.map_or(0.0, |last| between[last][tags[at]]);
            odds -= nothing.map_or(0.0, |last| between[last][0]);
            (last, nothing) = (Some(tags[at]), Some(0));
        }
        if let (Some(after), Some(last)) = (tags.get(span.end), last) {
            odds += between[last][*after] - between[0][*after];
        }
        odds
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
