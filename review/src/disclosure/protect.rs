//! Hides cells until the attacker stays outside.
//!
//! Primary suppression: what is too small is hidden. Complementary suppression: as long as the attacker narrows a hidden
//! number, one more cell of its row or column is hidden, the smallest that helps (the heuristic of Cox, Journal of the
//! American Statistical Association 75(370), 1980, with the audit by linear programs after each step). Tables come one
//! after the other, those of one field first; one of two fields that can't be protected is left out.

use std::collections::BTreeSet;

use generator::trends::tables::{Cell, Table};

use super::attacker::{connected, range};
use super::secret::Secret;
use super::tables::{Counted, OpenTable};

/// A release that may be published: its tables, and what an attacker has of it.
#[derive(Debug, Clone)]
pub struct Protected {
    /// The tables that are told, by their place in what was counted.
    pub kept: Vec<OpenTable>,
    /// The numbers, with what is shown of them.
    pub secret: Secret,
}

/// Protects what was counted.
#[must_use]
pub fn protect(counted: &Counted) -> Protected {
    let mut kept: Vec<OpenTable> = Vec::new();
    // Sums that come with a table hold only once it is told: without its cells they say nothing.
    let mut secret = Secret { sums: Vec::new(), ..counted.secret.clone() };
    for table in &counted.tables {
        let mut tried = secret.clone();
        tried.sums.extend_from_slice(&counted.secret.sums[table.sums.clone()]);
        if hide(&mut tried, table) {
            secret = tried;
            kept.push(table.clone());
        }
    }
    Protected { kept, secret }
}

/// Hides cells of one table until nothing is narrowed. False if that can't be done by this table's cells.
///
/// What is hidden more makes no range smaller, so that each number is looked at until it is protected, and not again.
fn hide(secret: &mut Secret, table: &OpenTable) -> bool {
    for at in touched(secret, table) {
        loop {
            let open = range(secret, at);
            if open.protects(secret.k) {
                break;
            }
            let Some(next) = complement(secret, table, at) else { return false };
            secret.numbers[next].shown = false;
        }
    }
    true
}

/// The hidden numbers too small to be told about which a table could say more: its own, and those before it that its
/// sums reach.
fn touched(secret: &Secret, table: &OpenTable) -> Vec<usize> {
    let own: BTreeSet<usize> =
        table.cells.iter().map(|cell| cell.number).chain(table.unsaid.iter().copied()).collect();
    let sums = secret
        .sums
        .iter()
        .filter(|sum| own.contains(&sum.whole) || sum.parts.iter().any(|part| own.contains(part)));
    let reached: BTreeSet<usize> = sums
        .flat_map(|sum| sum.parts.iter().chain([&sum.whole]).copied())
        .chain(own.iter().copied())
        .collect();
    // A number that is reached says more of all that hangs together with it.
    let mut near = BTreeSet::new();
    for at in reached.into_iter().filter(|at| !secret.numbers[*at].shown) {
        if !near.contains(&at) {
            near.extend(connected(secret, at));
        }
    }
    near.into_iter().filter(|at| secret.is_small(*at)).collect()
}

/// One more cell of this table to hide, so that a number has more to hide behind: of its row or column, else any.
fn complement(secret: &Secret, table: &OpenTable, at: usize) -> Option<usize> {
    let lines = secret.sums.iter().filter(|sum| sum.exact && (sum.whole == at || sum.parts.contains(&at)));
    let near: Vec<usize> = lines.flat_map(|sum| sum.parts.iter().copied()).collect();
    let own = |at: &usize| secret.numbers[*at].shown && table.cells.iter().any(|cell| cell.number == *at);
    // The smallest that isn't nothing; where only nothings are left, one of them.
    let cost = |at: &usize| (secret.numbers[*at].count == 0, secret.numbers[*at].count, *at);
    let beside = near.into_iter().filter(own).min_by_key(cost);
    beside.or_else(|| table.cells.iter().map(|cell| cell.number).filter(own).min_by_key(cost))
}

impl Protected {
    /// The tables as they are published. A total is what readers count themselves and the number behind it.
    #[must_use]
    pub fn tables(&self, quarter: &str, covers: &[String]) -> Vec<Table> {
        let cell = |own: &super::tables::Open| {
            let number = &self.secret.numbers[own.number];
            let total = number.shown.then_some(own.published + number.count);
            Cell { key: own.key.clone(), published: own.published, total }
        };
        let table = |own: &OpenTable| Table {
            quarter: quarter.to_owned(),
            covers: covers.to_vec(),
            k: self.secret.k,
            dims: own.dims.clone(),
            cells: own.cells.iter().map(cell).collect(),
        };
        self.kept.iter().map(table).collect()
    }
}
