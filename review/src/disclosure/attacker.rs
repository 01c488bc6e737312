//! Somebody who has all tables of all releases, and a computer.
//!
//! For each hidden number that must be protected they look for the least and the most that it can be, given everything
//! that is shown and how it adds up: two linear programs (Fischetti and Salazar, Management Science 47(7), 2001). The
//! number is protected if it can still be 0 and can still be k or more.
//!
//! Numbers of reports are whole, which the programs don't use. Where tables add up in rows and columns that makes no
//! difference (their matrix is totally unimodular); where fields have several values it could make a range smaller.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOutcome, Variable};

use super::secret::Secret;

/// What an attacker works out of a hidden number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// Index of the number.
    pub at: usize,
    /// The least it can be.
    pub least: f64,
    /// The most it can be; infinite if nothing limits it.
    pub most: f64,
}

/// Rounding of the solver.
const SLACK: f64 = 1e-6;

impl Range {
    /// Whether it is as wide as it must be: from 0 to k.
    #[must_use]
    pub fn protects(&self, k: u32) -> bool {
        self.least <= SLACK && self.most >= f64::from(k) - SLACK
    }
}

/// The hidden numbers too small to be told that an attacker narrows below 0 to k. None: the tables are safe.
#[must_use]
pub fn narrowed(secret: &Secret) -> Vec<Range> {
    let small = (0..secret.numbers.len()).filter(|at| !secret.numbers[*at].shown && secret.is_small(*at));
    small.map(|at| range(secret, at)).filter(|range| !range.protects(secret.k)).collect()
}

/// What an attacker works out of one number.
#[must_use]
pub fn range(secret: &Secret, at: usize) -> Range {
    let own = &secret.numbers[at];
    if own.shown {
        return Range { at, least: f64::from(own.count), most: f64::from(own.count) };
    }
    let near = connected(secret, at);
    let solve = |direction| {
        let mut problem = Problem::new(direction);
        let variables: BTreeMap<usize, Variable> = near
            .iter()
            .map(|other| {
                let weight = if *other == at { 1.0 } else { 0.0 };
                (*other, problem.add_var(weight, (0.0, f64::INFINITY)))
            })
            .collect();
        for sum in &secret.sums {
            let known = |at: &usize| f64::from(secret.numbers[*at].count);
            let mut terms: Vec<(Variable, f64)> =
                sum.parts.iter().filter_map(|part| Some((*variables.get(part)?, 1.0))).collect();
            let told: f64 = sum.parts.iter().filter(|part| secret.numbers[**part].shown).map(known).sum();
            let mut right = -told;
            match variables.get(&sum.whole) {
                Some(whole) => terms.push((*whole, -1.0)),
                None if secret.numbers[sum.whole].shown => right += known(&sum.whole),
                // Nothing of this sum is near.
                None => continue,
            }
            if terms.is_empty() {
                continue;
            }
            let operator = if sum.exact { ComparisonOp::Eq } else { ComparisonOp::Le };
            problem.add_constraint(terms, operator, right);
        }
        match problem.solve() {
            Ok(SolveOutcome::Solution(solution)) => Some(solution[variables[&at]]),
            Err(Error::Unbounded) => Some(f64::INFINITY),
            // What can't be solved protects nothing.
            _ => None,
        }
    };
    let (least, most) = (solve(OptimizationDirection::Minimize), solve(OptimizationDirection::Maximize));
    let count = f64::from(own.count);
    Range { at, least: least.unwrap_or(count), most: most.unwrap_or(count) }
}

/// The hidden numbers that sums connect with this one, through other hidden ones.
pub(super) fn connected(secret: &Secret, at: usize) -> Vec<usize> {
    let mut near = vec![at];
    let mut seen = vec![false; secret.numbers.len()];
    let mut used = vec![false; secret.sums.len()];
    seen[at] = true;
    let mut next = 0;
    while let Some(own) = near.get(next).copied() {
        next += 1;
        for (sum, used) in secret.sums.iter().zip(&mut used) {
            if *used || !(sum.whole == own || sum.parts.contains(&own)) {
                continue;
            }
            *used = true;
            for other in sum.parts.iter().chain([&sum.whole]) {
                if !secret.numbers[*other].shown && !seen[*other] {
                    seen[*other] = true;
                    near.push(*other);
                }
            }
        }
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::secret::Sum;

    /// A row of four numbers that make a total.
    fn row(counts: [(u32, bool); 4]) -> Secret {
        let mut secret = Secret { k: 11, ..Secret::default() };
        let total = secret.add(counts.iter().map(|(count, _)| count).sum(), true);
        let parts: Vec<usize> = counts.iter().map(|(count, shown)| secret.add(*count, *shown)).collect();
        secret.sums.push(Sum { parts, whole: total, exact: true });
        secret
    }

    #[test]
    fn what_alone_is_hidden_follows_from_the_total() {
        let secret = row([(20, true), (30, true), (15, true), (3, false)]);
        assert_eq!(narrowed(&secret), [Range { at: 4, least: 3.0, most: 3.0 }]);
    }

    #[test]
    fn two_small_numbers_that_make_less_than_k_are_narrowed() {
        let secret = row([(20, true), (30, true), (4, false), (3, false)]);
        assert_eq!(narrowed(&secret).len(), 2);
    }

    #[test]
    fn a_small_number_hides_behind_a_large_one() {
        let secret = row([(20, true), (30, true), (15, false), (3, false)]);
        assert!(narrowed(&secret).is_empty());
        assert_eq!(range(&secret, 4), Range { at: 4, least: 0.0, most: 18.0 });
    }

    #[test]
    fn what_is_at_most_something_hidden_is_not_narrowed() {
        let mut secret = Secret { k: 11, ..Secret::default() };
        let total = secret.add(40, true);
        let part = secret.add(3, false);
        secret.sums.push(Sum { parts: vec![part], whole: total, exact: false });
        assert_eq!(range(&secret, part), Range { at: part, least: 0.0, most: 40.0 });
    }
}
