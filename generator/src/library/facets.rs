//! Posting lists: for each value of each public field, the reports that have it, in order.

use std::sync::Arc;

use report::{Facet, Taxonomy};

use crate::content::Loaded;

/// The posting lists of a library.
#[derive(Debug, Default)]
pub struct FacetIndex {
    lists: Vec<Vec<Vec<u32>>>,
}

impl FacetIndex {
    pub(super) fn new(taxonomy: &Taxonomy, reports: &[Arc<Loaded>]) -> Self {
        let empty = |field: &report::Field| vec![Vec::new(); field.values.len()];
        let mut lists: Vec<Vec<Vec<u32>>> = taxonomy.fields.iter().map(empty).collect();
        for (at, loaded) in (0u32..).zip(reports) {
            for facet in &loaded.report.facets {
                lists[usize::from(facet.field)][usize::from(facet.value)].push(at);
            }
        }
        Self { lists }
    }

    /// The reports with this value.
    #[must_use]
    pub fn reports(&self, facet: Facet) -> &[u32] {
        &self.lists[usize::from(facet.field)][usize::from(facet.value)]
    }

    /// The values of a field that some report has, in the taxonomy's order.
    pub fn values(&self, field: u16) -> impl Iterator<Item = (Facet, &[u32])> {
        (0u16..)
            .zip(&self.lists[usize::from(field)])
            .filter(|(_, list)| !list.is_empty())
            .map(move |(value, list)| (Facet { field, value }, list.as_slice()))
    }
}
