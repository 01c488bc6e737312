//! Reports that may tell of the same event: together they could identify what neither does alone.
//!
//! Likeness is the cosine of the angle between two texts as bags of words, each word weighed by how seldom it is (Salton
//! and Buckley, Information Processing & Management 24(5), 1988). It is shown; nothing is ever merged by itself.

use std::collections::{BTreeMap, BTreeSet};

/// From this likeness on two reports are shown as possible repeats.
pub const LIKELY: f64 = 0.35;

/// Shorter words say nothing of an event.
const SHORTEST: usize = 4;

/// Pairs of texts that may tell of the same event, by their places in `texts`, the likeliest first.
#[must_use]
pub fn possible_repeats(texts: &[&str]) -> Vec<(usize, usize, f64)> {
    let bags: Vec<BTreeMap<String, f64>> = texts.iter().map(|text| bag(text)).collect();
    // Who holds a word, and with what weight.
    let mut holders: BTreeMap<&str, Vec<(usize, f64)>> = BTreeMap::new();
    for (at, bag) in bags.iter().enumerate() {
        for (word, count) in bag {
            holders.entry(word).or_default().push((at, *count));
        }
    }
    let mut lengths = vec![0.0_f64; texts.len()];
    for holders in holders.values_mut() {
        #[allow(clippy::cast_precision_loss, reason = "numbers of reports and words")]
        let seldom = (1.0 + texts.len() as f64 / holders.len() as f64).ln();
        for (at, weight) in holders {
            *weight = weight.sqrt() * seldom;
            lengths[*at] += weight.powi(2);
        }
    }
    // What most reports say tells nothing of two, and would make every pair one to look at.
    let telling = |holders: &[(usize, f64)]| holders.len() <= 2 || holders.len() * 4 <= texts.len();
    let mut pairs = Vec::new();
    let mut products = vec![0.0; texts.len()];
    for (first, own) in bags.iter().enumerate() {
        products.fill(0.0);
        for word in own.keys() {
            let holders = &holders[word.as_str()];
            let place = holders.partition_point(|(at, _)| *at < first);
            if telling(holders) {
                for (second, weight) in &holders[place + 1..] {
                    products[*second] += holders[place].1 * weight;
                }
            }
        }
        let likeness = (first + 1..texts.len())
            .map(|second| (first, second, products[second] / (lengths[first] * lengths[second]).sqrt()));
        pairs.extend(likeness.filter(|(_, _, likeness)| *likeness >= LIKELY));
    }
    pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    pairs
}

fn bag(text: &str) -> BTreeMap<String, f64> {
    let mut bag = BTreeMap::new();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= SHORTEST);
    for word in words {
        *bag.entry(word.to_lowercase()).or_default() += 1.0;
    }
    bag
}

/// The places that belong to a pair.
#[must_use]
pub fn in_pairs(pairs: &[(usize, usize, f64)]) -> BTreeSet<usize> {
    pairs.iter().flat_map(|(first, second, _)| [*first, *second]).collect()
}
