//! What is reported more often in the last year than before.
//!
//! For each value: of the reports of the last year, how many have it, against those of the years before. Fisher's exact
//! test, one-sided (R. A. Fisher, Journal of the Royal Statistical Society 85(1), 1922), with Holm's correction for
//! looking many times (Scandinavian Journal of Statistics 6(2), 1979): the chance that anything at all is named where
//! nothing changed stays below [`LEVEL`]. It compares reports with reports: who sends them is no sample of anything.

use report::Facet;

use super::{WATCHED, Years, shared};
use crate::library::Library;

/// Below so many reports nothing is named.
pub const LEAST_REPORTS: usize = 500;
/// Below so many reports with a value in the last year it isn't named.
pub const LEAST_COUNT: usize = 5;
/// Chance of a false alarm for one look at a library.
pub const LEVEL: f64 = 0.05;

/// A value that is reported more often.
#[derive(Debug, Clone, PartialEq)]
pub struct Signal {
    /// The value.
    pub facet: Facet,
    /// Reports with it in the last year, and all of that year.
    pub now: (usize, usize),
    /// The same for the years before.
    pub before: (usize, usize),
    /// Chance of at least so many if nothing changed, corrected for the number of looks.
    pub p: f64,
}

/// What is reported more often in the last of these years than in those before.
#[must_use]
pub fn signals(library: &Library, years: &Years) -> Vec<Signal> {
    if library.reports.len() < LEAST_REPORTS {
        return Vec::new();
    }
    let Some(((_, last), before)) = years.years.split_last() else { return Vec::new() };
    let mut earlier: Vec<u32> = before.iter().flat_map(|(_, list)| list).copied().collect();
    earlier.sort_unstable();
    let fields = WATCHED.iter().filter_map(|id| library.taxonomy.field(id));
    let values = fields.flat_map(|field| library.facets.values(field));
    let looks: Vec<(Facet, usize, usize)> =
        values.map(|(facet, list)| (facet, shared(list, last), shared(list, &earlier))).collect();
    let counts: Vec<(usize, usize)> = looks.iter().map(|(_, now, before)| (*now, *before)).collect();
    let found = more_often(&counts, last.len(), earlier.len());
    found
        .into_iter()
        .map(|(at, p)| {
            let (facet, now, before) = looks[at];
            Signal { facet, now: (now, last.len()), before: (before, earlier.len()), p }
        })
        .collect()
}

/// Which of several counts are higher now than before, with their corrected p, the clearest first.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "numbers of values")]
pub fn more_often(counts: &[(usize, usize)], now: usize, before: usize) -> Vec<(usize, f64)> {
    let mut looks: Vec<(usize, f64)> = counts
        .iter()
        .enumerate()
        .map(|(at, (own, earlier))| (at, fisher(*own, now, *earlier, before)))
        .collect();
    looks.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let mut found = Vec::new();
    let mut corrected = 0.0_f64;
    for (rank, (at, p)) in looks.iter().enumerate() {
        // Holm: each is compared with the number of those that are left, and none after the first that fails.
        corrected = corrected.max(p * (looks.len() - rank) as f64);
        if corrected >= LEVEL {
            break;
        }
        if counts[*at].0 >= LEAST_COUNT {
            found.push((*at, corrected));
        }
    }
    found
}

/// Chance of `a` or more out of `n` now, given `c` out of `m` before, if all `a + c` fell on the two by chance: the
/// upper tail of the hypergeometric distribution.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "numbers of reports, well below 2^52")]
pub fn fisher(a: usize, n: usize, c: usize, m: usize) -> f64 {
    let (all, with) = (n + m, a + c);
    if all == 0 {
        return 1.0;
    }
    let choose = |n: usize, k: usize| ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k);
    let most = with.min(n);
    let total = choose(all, n);
    let term = |x: usize| (choose(with, x) + choose(all - with, n - x) - total).exp();
    let least = (with + n).saturating_sub(all);
    (a.max(least)..=most).map(term).sum::<f64>().min(1.0)
}

#[allow(clippy::cast_precision_loss, reason = "numbers of reports, well below 2^52")]
fn ln_factorial(n: usize) -> f64 {
    // The same result on every machine.
    libm::lgamma(n as f64 + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_that_of_the_tea_tasting() {
        // Fisher, The Design of Experiments (1935): all four of four cups, of eight: 1 in 70; three or more: 17 in 70.
        assert!((fisher(4, 4, 0, 4) - 1.0 / 70.0).abs() < 1e-12);
        assert!((fisher(3, 4, 1, 4) - 17.0 / 70.0).abs() < 1e-12);
        assert!((fisher(0, 10, 5, 90) - 1.0).abs() < 1e-9);
        assert!((fisher(0, 0, 0, 0) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn holm_corrects_each_by_what_is_left() {
        // Of three looks two are clear: the clearest is corrected by three, the next by two; the third ends it.
        let found = more_often(&[(30, 10), (6, 20), (25, 10)], 100, 100);
        assert_eq!(found.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 2]);
        assert!(found[0].1 <= found[1].1);
    }

    /// A small generator of random numbers, so that the simulation is the same everywhere (Steele, Lea and Flood,
    /// `SplitMix`, OOPSLA 2014).
    struct Random(u64);

    impl Random {
        #[allow(clippy::cast_precision_loss, reason = "53 bits")]
        fn next(&mut self) -> f64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
        }

        fn among(&mut self, n: usize, chance: f64) -> usize {
            (0..n).filter(|_| self.next() < chance).count()
        }
    }

    /// In how many of 300 libraries something is named: 60 values, of which the first has another chance now.
    fn named(random: &mut Random, now: usize, before: usize, chance: f64) -> (usize, usize) {
        let (mut the_first, mut another) = (0, 0);
        for _ in 0..300 {
            let counts: Vec<(usize, usize)> = (0..60)
                .map(|value| {
                    let usual = 0.02 + 0.002 * f64::from(value);
                    let now_chance = if value == 0 { chance } else { usual };
                    (random.among(now, now_chance), random.among(before, usual))
                })
                .collect();
            let found = more_often(&counts, now, before);
            the_first += usize::from(found.iter().any(|(at, _)| *at == 0));
            another += usize::from(found.iter().any(|(at, _)| *at != 0));
        }
        (the_first, another)
    }

    #[test]
    fn false_alarms_are_rare_and_a_clear_shift_is_found() {
        let mut random = Random(1);
        // Nothing changed: of 300 libraries at most 5 %, and three deviations of chance, have anything named.
        let (first, another) = named(&mut random, 150, 450, 0.02);
        assert!(first + another <= 15 + 12, "{first} and {another} of 300");
        // Of 600 reports, a quarter of them new: from 2 % to 12 % is found nearly always, to 4 % hardly ever.
        let (large, another) = named(&mut random, 150, 450, 0.12);
        assert!(large >= 270 && another <= 27, "{large} and {another} of 300");
        let (small, _) = named(&mut random, 150, 450, 0.04);
        assert!(small <= 60, "{small} of 300");
        // Of 4,000 reports, from 2 % to 5 %.
        let (large, _) = named(&mut random, 1_000, 3_000, 0.05);
        assert!(large >= 240, "{large} of 300");
    }
}
