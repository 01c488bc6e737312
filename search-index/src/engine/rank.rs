//! A second look at the best: a report that has most of the query's words goes before one that has a few of them often.

use super::plan::Slot;
use super::sorted::{Ranked, rank};

/// Reports that are looked at again.
pub(super) const POOL: usize = 100;
/// How much of a score hangs on having all words.
const COVERAGE: f32 = 0.6;

/// Orders the best by score and by the share of the words' weight that they have. What comes after the pool stays.
pub(super) fn by_coverage(best: &mut [(u32, f32)], slots: &[Slot]) {
    let most =
        |slot: &Slot| slot.alternatives.iter().map(|(worth, list)| worth * list.most).fold(0.0_f32, f32::max);
    let bounds: Vec<f32> = slots.iter().map(most).collect();
    let whole: f32 = bounds.iter().sum();
    if slots.len() < 2 || whole <= 0.0 {
        return;
    }
    let pool = best.len().min(POOL);
    let mut looked_at = Vec::new();
    for (number, (report, score)) in (0_u32..).zip(&best[..pool]) {
        let has = |slot: &Slot| slot.alternatives.iter().any(|(_, list)| list.find(*report).is_some());
        let covered: f32 =
            slots.iter().zip(&bounds).filter(|(slot, _)| has(slot)).map(|(_, bound)| bound).sum();
        looked_at.push(Ranked { score: score * (1.0 - COVERAGE + COVERAGE * covered / whole), number });
    }
    rank(&mut looked_at);
    let reports: Vec<u32> = best.iter().map(|(report, _)| *report).collect();
    for (own, ranked) in best.iter_mut().zip(looked_at) {
        *own = (reports[ranked.number as usize], ranked.score);
    }
}
