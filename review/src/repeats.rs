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
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, bag) in bags.iter().enumerate() {
        for word in bag.keys() {
            holders.entry(word).or_default().push(at);
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "numbers of reports and words")]
    let weight =
        |word: &str, count: f64| count.sqrt() * (1.0 + texts.len() as f64 / holders[word].len() as f64).ln();
    let lengths: Vec<f64> = bags
        .iter()
        .map(|bag| bag.iter().map(|(word, count)| weight(word, *count).powi(2)).sum::<f64>().sqrt())
        .collect();
    let mut products: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (word, holders) in &holders {
        // What most reports say tells nothing of two, and would make every pair one to look at.
        if holders.len() > 2 && holders.len() * 4 > texts.len() {
            continue;
        }
        for (at, first) in holders.iter().enumerate() {
            for second in &holders[at + 1..] {
                let product = weight(word, bags[*first][*word]) * weight(word, bags[*second][*word]);
                *products.entry((*first, *second)).or_default() += product;
            }
        }
    }
    let mut pairs: Vec<(usize, usize, f64)> = products
        .into_iter()
        .map(|((first, second), product)| (first, second, product / (lengths[first] * lengths[second])))
        .filter(|(_, _, likeness)| *likeness >= LIKELY)
        .collect();
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
