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

/// A report on its way to its place.
#[derive(Default)]
struct Report {
    /// Its number in the order it had before.
    number: u32,
    /// Its telling words that another report of its part has, too: no other word can draw it to one half.
    words: Vec<u32>,
}

/// The reports in their new order, by their old numbers.
pub(super) fn order(words: &Words) -> Vec<u32> {
    let common = u32::try_from(words.of.len() / 4).unwrap_or(u32::MAX).max(4);
    let reports = |word: u32| words.reports[word as usize];
    let telling = |own: &Vec<u32>| {
        let mut own: Vec<u32> =
            own.iter().copied().filter(|word| (2..=common).contains(&reports(*word))).collect();
        own.sort_unstable_by_key(|word| (reports(*word), *word));
        own.truncate(TELLING);
        own
    };
    let mut all: Vec<Report> =
        (0..).zip(&words.of).map(|(number, own)| Report { number, words: telling(own) }).collect();
    let steps = steps(all.len());
    bisect(&mut all, &mut Scratch::new(words.reports.len(), &steps));
    all.into_iter().map(|report| report.number).collect()
}

/// What one more report with a word costs where so many have it already, but for the size of the half.
///
/// A word that `n` of `m` reports have costs `n · log2(m / (n + 1))`. So of what an exchange changes, all but `log2`
/// of the two sizes depends on `n` alone, and that is added up once. The sizes are those of two halves, the same for
/// every report and all but equal, and are left out.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a step is below 64")]
fn steps(reports: usize) -> Vec<f32> {
    // In doubles: the difference is small beside the costs.
    let cost = |n: usize| n as f64 * libm::log2(n as f64 + 1.0);
    (0..=reports).map(|n| (cost(n + 1) - cost(n)) as f32).collect()
}

/// What is known of a word within a part.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    /// How many reports of each half have it.
    left: u32,
    right: u32,
    /// What is saved when one report of a half takes it to the other.
    to_right: f32,
    to_left: f32,
}

/// Every word, unknown between uses.
struct Scratch<'a> {
    words: Vec<Word>,
    /// The words of this part.
    there: Vec<u32>,
    steps: &'a [f32],
}

impl<'a> Scratch<'a> {
    fn new(words: usize, steps: &'a [f32]) -> Self {
        Self { words: vec![Word::default(); words], there: Vec::new(), steps }
    }

    /// Counts the words of two halves, and takes from the reports what one alone has.
    fn count(&mut self, left: &mut [Report], right: &mut [Report]) {
        for (half, is_left) in [(&*left, true), (&*right, false)] {
            for word in half.iter().flat_map(|report| &report.words) {
                let own = &mut self.words[*word as usize];
                if own.left + own.right == 0 {
                    self.there.push(*word);
                }
                *if is_left { &mut own.left } else { &mut own.right } += 1;
            }
        }
        let shared = |words: &[Word], word: u32| words[word as usize].left + words[word as usize].right > 1;
        for report in left.iter_mut().chain(right) {
            report.words.retain(|word| shared(&self.words, *word));
        }
        let Self { words, there, .. } = self;
        there.retain(|word| {
            let kept = shared(words, *word);
            if !kept {
                words[*word as usize] = Word::default();
            }
            kept
        });
    }

    /// Works out what each word saves when it moves.
    fn weigh(&mut self) {
        let step = |having: u32| self.steps[having as usize];
        for word in &self.there {
            let own = &mut self.words[*word as usize];
            own.to_right = if own.left > 0 { step(own.right) - step(own.left - 1) } else { 0.0 };
            own.to_left = if own.right > 0 { step(own.left) - step(own.right - 1) } else { 0.0 };
        }
    }

    /// Forgets the words of this part.
    fn forget(&mut self) {
        for word in self.there.drain(..) {
            self.words[word as usize] = Word::default();
        }
    }
}

fn bisect(part: &mut [Report], scratch: &mut Scratch<'_>) {
    if part.len() <= SMALL {
        return;
    }
    let half = part.len() / 2;
    let (left, right) = part.split_at_mut(half);
    exchange(left, right, scratch);
    if left.len() > PARALLEL {
        let mut other = Scratch::new(scratch.words.len(), scratch.steps);
        rayon::join(|| bisect(left, scratch), || bisect(right, &mut other));
    } else {
        bisect(left, scratch);
        bisect(right, scratch);
    }
}

/// Exchanges reports between the halves while that makes both more alike within.
fn exchange(left: &mut [Report], right: &mut [Report], scratch: &mut Scratch<'_>) {
    scratch.count(left, right);
    let (mut from_left, mut from_right) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        scratch.weigh();
        let words = &scratch.words;
        from_left = by_gain(left, |word| words[word as usize].to_right);
        from_right = by_gain(right, |word| words[word as usize].to_left);
        let pairs = from_left.iter().zip(&from_right);
        let mut exchanged = 0;
        for (one, other) in pairs.take_while(|(one, other)| one.0 + other.0 > 0.0) {
            let (one, other) = (&mut left[one.1 as usize], &mut right[other.1 as usize]);
            for word in &one.words {
                scratch.words[*word as usize].left -= 1;
                scratch.words[*word as usize].right += 1;
            }
            for word in &other.words {
                scratch.words[*word as usize].right -= 1;
                scratch.words[*word as usize].left += 1;
            }
            std::mem::swap(one, other);
            exchanged += 1;
        }
        if exchanged * 200 <= left.len() {
            break;
        }
    }
    scratch.forget();
    // Those that are drawn to the other half alike stand together: a good beginning for the halves of the halves.
    arrange(left, &from_left);
    arrange(right, &from_right);
}

/// Puts the reports in the order of what they save.
fn arrange(half: &mut [Report], by_gain: &[(f32, u32)]) {
    let take = |at: u32| std::mem::take(&mut half[at as usize]);
    let arranged: Vec<Report> = by_gain.iter().map(|(_, at)| *at).map(take).collect();
    for (place, report) in half.iter_mut().zip(arranged) {
        *place = report;
    }
}

/// What each report of a half saves when it moves, and where it stands there: the most first.
fn by_gain(half: &[Report], gain: impl Fn(u32) -> f32) -> Vec<(f32, u32)> {
    let gains = half.iter().map(|report| report.words.iter().map(|word| gain(*word)).sum::<f32>());
    let mut all: Vec<(f32, u32)> = gains.zip(0..).collect();
    all.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    all
}
