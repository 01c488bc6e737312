//! Related reports: those that share the lesson and its causes, with the reason in words.
//!
//! A report's neighbours are looked for only where they can be: in the posting lists of the pairs of
//! values it has (a lesson and a factor, a factor and an activity), around its own place in each. That bounds the
//! work a report costs whatever the size of the library; a list of up to twice [`REACH`] is seen whole.

use std::collections::HashMap;

use report::{Facet, ReportId};

use super::Library;

/// Most reports named under a report.
const SHOWN: usize = 3;
/// Neighbours looked at on either side in a list of shared pairs.
const REACH: usize = 24;

/// A related report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Its place in the library.
    pub at: u32,
    /// Why.
    pub reason: Reason,
}

/// Why two reports are related.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The reviewers said so.
    Chosen,
    /// They share these values, the weightiest first.
    Shares(Vec<Facet>),
}

#[derive(Debug)]
pub(super) struct Similarity {
    /// Reports by each pair of values that they share.
    pairs: HashMap<(Facet, Facet), Vec<u32>>,
    weights: HashMap<Facet, u32>,
}

impl Similarity {
    pub(super) fn new(library: &Library) -> Self {
        let mut pairs: HashMap<(Facet, Facet), Vec<u32>> = HashMap::new();
        for at in 0..library.len() {
            for pair in pairs_of(library, at) {
                pairs.entry(pair).or_default().push(at);
            }
        }
        pairs.retain(|_, list| list.len() > 1);
        let total = library.reports.len().max(1);
        let mut weights = HashMap::new();
        for (rank, field) in library.site.related_by.iter().enumerate() {
            for (facet, list) in library.facets.values(*field) {
                // A rare value says more than a common one; an earlier field more than a later. Whole numbers,
                // because a logarithm of floats may differ in its last bit from one machine to the next.
                let rarity = (1 + total / list.len()).ilog2() + 1;
                let rank = 60 / u32::try_from(rank + 1).unwrap_or(60);
                weights.insert(facet, rarity * rank);
            }
        }
        Self { pairs, weights }
    }

    pub(super) fn related(&self, library: &Library, at: u32) -> Vec<Related> {
        let report = library.report(at);
        let chosen =
            report.related.iter().filter_map(|(id, _)| library.place(id)).filter(|other| *other != at);
        let mut related: Vec<Related> =
            chosen.take(SHOWN).map(|at| Related { at, reason: Reason::Chosen }).collect();
        let mut candidates: Vec<u32> = Vec::new();
        for pair in pairs_of(library, at) {
            let Some(list) = self.pairs.get(&pair) else { continue };
            let own = list.partition_point(|other| *other < at);
            candidates.extend(&list[own.saturating_sub(REACH)..list.len().min(own + REACH + 1)]);
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates.retain(|other| *other != at && !related.iter().any(|chosen| chosen.at == *other));
        let mut scored: Vec<(u32, ReportId, u32)> = candidates
            .into_iter()
            .map(|other| (self.likeness(library, at, other), library.report(other).id, other))
            .collect();
        scored.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        for (_, _, other) in scored.into_iter().take(SHOWN - related.len()) {
            related.push(Related { at: other, reason: Reason::Shares(self.shared(library, at, other)) });
        }
        related
    }

    /// The sum of the weights of what two reports share.
    fn likeness(&self, library: &Library, one: u32, other: u32) -> u32 {
        let other = &library.report(other).facets;
        let shared = library.report(one).facets.iter().filter(|facet| other.binary_search(facet).is_ok());
        shared.map(|facet| self.weights.get(facet).copied().unwrap_or_default()).sum()
    }

    fn shared(&self, library: &Library, one: u32, other: u32) -> Vec<Facet> {
        let weight = |facet: &Facet| self.weights.get(facet).copied().unwrap_or_default();
        let other = &library.report(other).facets;
        let mut shared: Vec<Facet> = library
            .report(one)
            .facets
            .iter()
            .filter(|facet| other.binary_search(facet).is_ok())
            .copied()
            .collect();
        shared.retain(|facet| weight(facet) > 0);
        shared.sort_by(|a, b| weight(b).cmp(&weight(a)).then(a.cmp(b)));
        shared.truncate(SHOWN);
        shared
    }
}

/// The pairs of values by which a report is found: each value of its two weightiest fields with each of the
/// others. A report published as lessons only has few fields, and is found by those.
fn pairs_of(library: &Library, at: u32) -> Vec<(Facet, Facet)> {
    let facets = &library.report(at).facets;
    let rank = |facet: &Facet| library.site.related_by.iter().position(|field| *field == facet.field);
    let mut ranked: Vec<(usize, Facet)> =
        facets.iter().filter_map(|facet| Some((rank(facet)?, *facet))).collect();
    ranked.sort_unstable();
    let mut ranks: Vec<usize> = ranked.iter().map(|(rank, _)| *rank).collect();
    ranks.dedup();
    let mut pairs = Vec::new();
    for lead in ranks.iter().take(2) {
        for (_, one) in ranked.iter().filter(|(rank, _)| rank == lead) {
            let rest = ranked.iter().filter(|(rank, _)| rank > lead);
            pairs.extend(rest.map(|(_, other)| (*one, *other)));
        }
    }
    pairs
}
