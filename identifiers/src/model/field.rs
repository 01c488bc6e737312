//! How the conditional random field is learnt: each sentence in turn moves the weights towards its own tags and away
//! from what they say themselves, by the field's gradient, which goes forward and backward through the sentence.
//!
//! What is missed costs more than what is marked for nothing (softmax-margin; Gimpel and Smith 2010, "Softmax-Margin
//! CRFs"). Each weight has a step of its own (`AdaGrad`; Duchi, Hazan and Singer 2011), and those of features are drawn
//! towards zero in proportion to it (L1), so that most features say nothing and needn't be kept. A feature that several
//! tokens of a sentence have takes a step for each.

use super::{TAGS, follows};

/// A sentence as it is learnt: which features each token has, and the tags that are right.
pub(super) struct Example<'a> {
    pub(super) features: Vec<Vec<usize>>,
    pub(super) tags: &'a [usize],
}

/// One weight for each tag.
type Row = [f32; TAGS];

/// What was learnt: weights of each feature for each tag, and between tags, as logarithms of odds.
pub(super) struct Learnt {
    pub(super) weights: Vec<Row>,
    pub(super) between: [Row; TAGS],
}

/// By how much the right tag must be better than this one.
const fn cost(wanted: usize, tag: usize) -> f32 {
    match (wanted, tag) {
        (1.., 0) => 2.0,
        (0, 1..) => 1.0,
        _ => 0.0,
    }
}

/// The length of a first step.
const STEP: f32 = 0.05;
/// What the first steps are measured against, so that none is endless.
const FIRST: f32 = 0.01;
/// How strongly weights are drawn towards zero, in all sentences together.
const DRAWN: f32 = 4.0;
/// Where the order of the examples begins.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// A weight for each tag, the squares of its gradients so far, and when it was last drawn towards zero.
#[derive(Clone)]
struct Weights {
    row: Row,
    squares: Row,
    drawn: u32,
}

impl Weights {
    const NEW: Self = Self { row: [0.0; TAGS], squares: [FIRST; TAGS], drawn: 0 };

    /// Draws it towards zero for all sentences since it was last seen.
    #[allow(clippy::cast_precision_loss, reason = "some hundred thousand sentences")]
    fn draw(&mut self, now: u32, strength: f32) {
        let times = (now - self.drawn) as f32;
        self.drawn = now;
        for (weight, squares) in self.row.iter_mut().zip(&self.squares) {
            let less = (weight.abs() - STEP / squares.sqrt() * strength * times).max(0.0);
            *weight = less.copysign(*weight);
        }
    }

    fn step(&mut self, gradient: &Row) {
        for ((weight, squares), slope) in self.row.iter_mut().zip(&mut self.squares).zip(gradient) {
            *squares += slope * slope;
            *weight += STEP / squares.sqrt() * slope;
        }
    }
}

/// Learns for so many rounds. The order of the examples changes with each, the same way each time.
#[allow(clippy::cast_precision_loss, reason = "some hundred thousand sentences")]
pub(super) fn learn(examples: &[Example<'_>], features: usize, rounds: usize) -> Learnt {
    let strength = DRAWN / examples.len().max(1) as f32;
    let mut weights = vec![Weights::NEW; features];
    let mut between = vec![Weights::NEW; TAGS];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let (mut random, mut now) = (SEED, 0);
    for _ in 0..rounds {
        shuffle(&mut order, &mut random);
        for example in order.iter().map(|at| &examples[*at]) {
            now += 1;
            for feature in example.features.iter().flatten() {
                weights[*feature].draw(now, strength);
            }
            let slopes = gradient(example, &weights, &between);
            for (own, slope) in example.features.iter().zip(&slopes.tokens) {
                for feature in own {
                    weights[*feature].step(slope);
                }
            }
            for (own, slope) in between.iter_mut().zip(&slopes.between) {
                own.step(slope);
            }
        }
    }
    for own in &mut weights {
        own.draw(now, strength);
    }
    let mut tags = [[0.0; TAGS]; TAGS];
    for (row, own) in tags.iter_mut().zip(&between) {
        *row = own.row;
    }
    Learnt { weights: weights.into_iter().map(|own| own.row).collect(), between: tags }
}

/// Fisher and Yates's shuffle, with Marsaglia's xorshift.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for at in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        let other = usize::try_from(*random % (at as u64 + 1)).unwrap_or(at);
        order.swap(at, other);
    }
}

/// Where the weights of a sentence should go: of each token's features, and between tags.
struct Slopes {
    tokens: Vec<Row>,
    between: [Row; TAGS],
}

/// What is right less what is expected, by forward and backward sums, each scaled to stay in range (Rabiner 1989, "A
/// Tutorial on Hidden Markov Models", V.A).
fn gradient(example: &Example<'_>, weights: &[Weights], between: &[Weights]) -> Slopes {
    let scores: Vec<Row> =
        example.features.iter().zip(example.tags).map(|(own, wanted)| score(own, *wanted, weights)).collect();
    let mut follow = [[0.0; TAGS]; TAGS];
    for (before, row) in follow.iter_mut().enumerate() {
        for (tag, odds) in row.iter_mut().enumerate().filter(|(tag, _)| follows(before, *tag)) {
            *odds = between[before].row[tag].exp();
        }
    }
    let forward = forward(&scores, &follow);
    let mut slopes = Slopes { tokens: vec![[0.0; TAGS]; scores.len()], between: [[0.0; TAGS]; TAGS] };
    let mut backward = [1.0; TAGS];
    for at in (0..scores.len()).rev() {
        let mut expected: Row = std::array::from_fn(|tag| forward[at][tag] * backward[tag]);
        scale(&mut expected);
        slopes.tokens[at] = expected.map(|share| -share);
        slopes.tokens[at][example.tags[at]] += 1.0;
        if at == 0 {
            break;
        }
        let (mut next, mut pairs, mut total) = ([0.0; TAGS], [[0.0; TAGS]; TAGS], 0.0);
        for before in 0..TAGS {
            for tag in 0..TAGS {
                let way = follow[before][tag] * scores[at][tag] * backward[tag];
                next[before] += way;
                pairs[before][tag] = forward[at - 1][before] * way;
                total += pairs[before][tag];
            }
        }
        for (slope, pair) in slopes.between.iter_mut().flatten().zip(pairs.iter().flatten()) {
            *slope -= pair / f32::max(total, f32::MIN_POSITIVE);
        }
        slopes.between[example.tags[at - 1]][example.tags[at]] += 1.0;
        scale(&mut next);
        backward = next;
    }
    slopes
}

/// The odds of each tag of a token by its features alone, the best 1, with the cost of the wrong ones.
fn score(features: &[usize], wanted: usize, weights: &[Weights]) -> Row {
    let mut sums: Row = std::array::from_fn(|tag| cost(wanted, tag));
    for feature in features {
        for (sum, weight) in sums.iter_mut().zip(&weights[*feature].row) {
            *sum += weight;
        }
    }
    let best = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    sums.map(|sum| (sum - best).exp())
}

/// The share of each tag at each token, by what stands before.
fn forward(scores: &[Row], follow: &[Row; TAGS]) -> Vec<Row> {
    let mut shares: Vec<Row> = Vec::with_capacity(scores.len());
    for own in scores {
        let mut share: Row = std::array::from_fn(|tag| match shares.last() {
            Some(before) => before.iter().zip(follow).map(|(share, row)| share * row[tag]).sum(),
            None => f32::from(u8::from(follows(0, tag))),
        });
        for (share, odds) in share.iter_mut().zip(own) {
            *share *= odds;
        }
        scale(&mut share);
        shares.push(share);
    }
    shares
}

/// Scales to a sum of 1.
fn scale(row: &mut Row) {
    let sum = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    for own in row {
        *own /= sum;
    }
}
