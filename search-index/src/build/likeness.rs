//! An order of the reports in which neighbours are alike, by recursive graph bisection (Dhulipala et al.,
//! "Compressing Graphs and Indexes with Recursive Graph Bisection", KDD 2016): each half of the order is given the
//! reports whose words it already has more of, then each half of the halves.
//!
//! It serves twice: posting lists have smaller gaps, and the results of a query lie in few packs of cards.

use super::words::Words;

/// Parts of so few reports are left as they are.
const SMALL: usize = 8;
/// Exchanges at each level, at most.
const ROUNDS: usize = 8;
/// Words of a report that decide where it goes: its rarest that are shared.
const TELLING: usize = 40;
/// Parts this large are worth a thread of their own.
const PARALLEL: usize = 2000;

/// The reports in their new order, by their old numbers.
pub(super) fn order(words: &Words) -> Vec<u32> {
    let reports = words.of.len();
    let common = u32::try_from(reports / 4).unwrap_or(u32::MAX).max(4);
    let telling: Vec<Vec<u32>> = words
        .of
        .iter()
        .map(|own| {
            let mut own: Vec<u32> = own
                .iter()
                .copied()
                .filter(|word| (2..=common).contains(&words.reports[*word as usize]))
                .collect();
            own.sort_unstable_by_key(|word| (words.reports[*word as usize], *word));
            own.truncate(TELLING);
            own
        })
        .collect();
    let mut order: Vec<u32> = (0..u32::try_from(reports).unwrap_or(u32::MAX)).collect();
    let mut scratch = Scratch::new(words.reports.len(), reports);
    bisect(&mut order, &telling, &mut scratch);
    order
}

/// Counters of every word, zero between uses.
struct Scratch {
    left: Vec<u32>,
    right: Vec<u32>,
    /// What one more report with a word costs where so many have it already, but for the size of the half.
    ///
    /// A word that `n` of `m` reports have costs `n · log2(m / (n + 1))`. So of what an exchange changes, all but
    /// `log2` of the two sizes depends on `n` alone, and that is added up once.
    steps: Vec<f32>,
}

impl Scratch {
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a step is below 64")]
    fn new(words: usize, reports: usize) -> Self {
        // In doubles: the difference is small beside the costs.
        let cost = |n: usize| n as f64 * libm::log2(n as f64 + 1.0);
        let steps = (0..=reports).map(|n| (cost(n + 1) - cost(n)) as f32).collect();
        Self { left: vec![0; words], right: vec![0; words], steps }
    }

    /// What the halves of these sizes save when the word of a report moves from the first to the second.
    #[allow(clippy::cast_precision_loss, reason = "counts of reports are far below 2^24")]
    fn sizes(from: usize, to: usize) -> f32 {
        libm::log2f(from as f32) - libm::log2f(to as f32)
    }
}

fn bisect(part: &mut [u32], telling: &[Vec<u32>], scratch: &mut Scratch) {
    if part.len() <= SMALL {
        return;
    }
    let half = part.len() / 2;
    let (left, right) = part.split_at_mut(half);
    exchange(left, right, telling, scratch);
    if left.len() > PARALLEL {
        let mut other = Scratch {
            left: vec![0; scratch.left.len()],
            right: vec![0; scratch.right.len()],
            steps: scratch.steps.clone(),
        };
        rayon::join(|| bisect(left, telling, scratch), || bisect(right, telling, &mut other));
    } else {
        bisect(left, telling, scratch);
        bisect(right, telling, scratch);
    }
}

/// Exchanges reports between the halves while that makes both more alike within.
fn exchange(left: &mut [u32], right: &mut [u32], telling: &[Vec<u32>], scratch: &mut Scratch) {
    let words = |report: &u32| telling[*report as usize].iter().map(|word| *word as usize);
    for report in left.iter() {
        words(report).for_each(|word| scratch.left[word] += 1);
    }
    for report in right.iter() {
        words(report).for_each(|word| scratch.right[word] += 1);
    }
    let lefts = left.len();
    let to_right = Scratch::sizes(lefts, right.len());
    for _ in 0..ROUNDS {
        let step = |having: u32| scratch.steps[having as usize];
        let gain = |from: &[u32], to: &[u32], sizes: f32, report: u32| {
            words(&report).map(|word| sizes + step(to[word]) - step(from[word] - 1)).sum::<f32>()
        };
        let mut from_left: Vec<(f32, u32)> = left
            .iter()
            .map(|report| (gain(&scratch.left, &scratch.right, to_right, *report), *report))
            .collect();
        let mut from_right: Vec<(f32, u32)> = right
            .iter()
            .map(|report| (gain(&scratch.right, &scratch.left, -to_right, *report), *report))
            .collect();
        let by_gain =
            |one: &(f32, u32), other: &(f32, u32)| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1));
        from_left.sort_unstable_by(by_gain);
        from_right.sort_unstable_by(by_gain);
        let pairs = from_left.iter().zip(&from_right);
        let exchanged = pairs.take_while(|(one, other)| one.0 + other.0 > 0.0).count();
        for (own, report) in left.iter_mut().zip(&from_left) {
            *own = report.1;
        }
        for (own, report) in right.iter_mut().zip(&from_right) {
            *own = report.1;
        }
        for (one, other) in left.iter_mut().zip(right.iter_mut()).take(exchanged) {
            for word in words(one) {
                scratch.left[word] -= 1;
                scratch.right[word] += 1;
            }
            for word in words(other) {
                scratch.right[word] -= 1;
                scratch.left[word] += 1;
            }
            std::mem::swap(one, other);
        }
        if exchanged * 200 <= lefts {
            break;
        }
    }
    for report in left.iter().chain(right.iter()) {
        for word in words(report) {
            scratch.left[word] = 0;
            scratch.right[word] = 0;
        }
    }
}
