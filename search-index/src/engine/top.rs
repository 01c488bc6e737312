//! The best reports, without scoring all: the method `MaxScore` (Turtle and Flood, 1995) over slots, with the bounds of blocks
//! (Ding and Suel, "Faster Top-k Document Retrieval Using Block-Max Indexes", 2011).
//!
//! Reports are looked at in their order. A report that only has words whose bounds together don't reach the worst of
//! the best so far can't be among them; such words' lists are never walked, only asked about reports that others bring.

use super::list::List;
use super::matched::Bits;
use super::plan::Slot;
use super::sorted::{Ranked, rank};
use crate::bm25::Scale;

/// A slot being walked.
struct Cursor<'a> {
    lists: Vec<(f32, &'a List, usize)>,
    /// No score of it is higher.
    most: f32,
    /// Where it stands in the query: scores are summed in that order.
    place: usize,
}

impl Cursor<'_> {
    fn report(&self) -> Option<u32> {
        self.lists.iter().filter_map(|(_, list, at)| list.report(*at)).min()
    }

    fn seek(&mut self, report: u32) {
        for (_, list, at) in &mut self.lists {
            if list.report(*at).is_some_and(|own| own < report) {
                *at = list.seek(*at, report);
            }
        }
    }

    fn here(&self, report: u32) -> impl Iterator<Item = (f32, &List, usize)> {
        self.lists.iter().filter(move |(_, list, at)| list.report(*at) == Some(report)).copied()
    }

    fn bound(&self, report: u32) -> f32 {
        self.here(report).map(|(worth, list, at)| worth * list.bound(at)).fold(0.0, f32::max)
    }

    fn score(&self, report: u32, scale: &Scale) -> f32 {
        self.here(report).map(|(worth, list, at)| worth * list.score(at, scale)).fold(0.0, f32::max)
    }
}

/// The best `k` reports of those `allowed`, best first; of equals, the first in the index.
pub(super) fn best(slots: &[Slot], allowed: Option<&Bits>, k: usize, scale: &Scale) -> Vec<(u32, f32)> {
    let mut cursors: Vec<Cursor<'_>> = slots
        .iter()
        .enumerate()
        .map(|(place, slot)| {
            let lists: Vec<_> = slot.alternatives.iter().map(|(worth, list)| (*worth, &**list, 0)).collect();
            let most = lists.iter().map(|(worth, list, _)| worth * list.most).fold(0.0, f32::max);
            Cursor { lists, most, place }
        })
        .collect();
    let mut order: Vec<Ranked> =
        (0_u32..).zip(&cursors).map(|(number, own)| Ranked { score: -own.most, number }).collect();
    rank(&mut order);
    for (at, own) in order.iter().enumerate() {
        // What stood there may have been moved on already.
        let mut from = own.number as usize;
        while from < at {
            from = order[from].number as usize;
        }
        cursors.swap(at, from);
    }
    // Of the first n slots together.
    let bounds: Vec<f32> = std::iter::once(0.0)
        .chain(cursors.iter().scan(0.0, |sum, cursor| {
            *sum += cursor.most;
            Some(*sum)
        }))
        .collect();
    // Best first; never more than k, so that a place among them is found and made quickly.
    let mut found: Vec<Ranked> = Vec::new();
    let mut threshold = f32::NEG_INFINITY;
    let mut scores = vec![0.0_f32; cursors.len()];
    // The slots before this one can't bring a report among the best by themselves.
    let mut walked = 0;
    if k == 0 {
        return Vec::new();
    }
    while let Some(report) = cursors[walked..].iter().filter_map(Cursor::report).min() {
        let consider = allowed.is_none_or(|allowed| allowed.has(report)) && {
            let bound: f32 = cursors[walked..].iter().map(|cursor| cursor.bound(report)).sum();
            may_exceed(bound + bounds[walked], threshold)
        };
        if consider {
            scores.fill(0.0);
            let mut sum = 0.0;
            let mut open = true;
            for (at, cursor) in cursors.iter_mut().enumerate().rev() {
                if !may_exceed(sum + bounds[at + 1], threshold) {
                    open = false;
                    break;
                }
                if at < walked {
                    cursor.seek(report);
                }
                let score = cursor.score(report, scale);
                scores[cursor.place] = score;
                sum += score;
            }
            if open {
                let score: f32 = scores.iter().sum();
                if found.len() < k || score > threshold {
                    let own = Ranked { score, number: report };
                    let at = found.partition_point(|other| other.before(own));
                    found.insert(at, own);
                    found.truncate(k);
                    if found.len() == k {
                        threshold = found[k - 1].score;
                        while walked < cursors.len() && !may_exceed(bounds[walked + 1], threshold) {
                            walked += 1;
                        }
                    }
                }
            }
        }
        for cursor in &mut cursors[walked..] {
            cursor.seek(report + 1);
        }
    }
    found.into_iter().map(|own| (own.number, own.score)).collect()
}

/// Whether a sum of bounds may be above the threshold, whatever order it was summed in.
fn may_exceed(bound: f32, threshold: f32) -> bool {
    bound * 1.00001 > threshold
}
