//! Factors that come together more often than by chance.

use report::Facet;

use super::{by_count, shared};
use crate::library::Library;

/// Two values of one field that many reports have both.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The more frequent one.
    pub first: Facet,
    /// The other.
    pub second: Facet,
    /// Reports with both.
    pub both: usize,
    /// Reports with both that there would be if the two had nothing to do with each other.
    pub expected: f64,
}

/// Values looked at, the most frequent first: what few reports have makes no pattern.
const MOST: usize = 40;

/// The fewest reports that make a pair.
const LEAST: usize = 3;

/// Pairs of a field that stand out, by how many more reports have both than would by chance.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "numbers of reports")]
pub fn pairs(library: &Library, field: u16, most: usize) -> Vec<Pair> {
    let values: Vec<_> = by_count(library, field).into_iter().take(MOST).collect();
    let all = library.reports.len().max(1) as f64;
    let mut pairs = Vec::new();
    for (at, (first, a)) in values.iter().enumerate() {
        for (second, b) in &values[at + 1..] {
            let both = shared(a, b);
            let expected = a.len() as f64 * b.len() as f64 / all;
            if both >= LEAST && both as f64 > expected {
                pairs.push(Pair { first: *first, second: *second, both, expected });
            }
        }
    }
    let more = |pair: &Pair| pair.both as f64 - pair.expected;
    pairs.sort_by(|a, b| more(b).total_cmp(&more(a)).then((a.first, a.second).cmp(&(b.first, b.second))));
    pairs.truncate(most);
    pairs
}
