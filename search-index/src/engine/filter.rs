//! Narrowing by coded fields, and what each value would leave.

use super::matched::{Bits, Matched};
use super::sorted::Sorted;
use super::{Counts, Engine, Request};

/// What filters leave.
pub(super) struct Filter {
    /// `None`: everything.
    pub(super) allowed: Option<Bits>,
    pub(super) unknown: Vec<(String, String)>,
}

impl Engine {
    /// The reports that filters leave; `None` while a chunk is missing. Of one field any of the values will do, of
    /// several fields each must fit.
    pub(super) fn filter(&mut self, filters: &[(String, String)]) -> Option<Filter> {
        let mut chosen: Sorted<usize, Vec<&str>> = Sorted::default();
        let mut unknown = Vec::new();
        for (field, value) in filters {
            match self.root.facets.iter().position(|own| own == field) {
                Some(at) => chosen.entry(at).push(value),
                None => unknown.push((field.clone(), value.clone())),
            }
        }
        let columns: Vec<_> = chosen.iter().map(|(at, _)| self.chunks.column(*at)).collect();
        let columns: Vec<_> = columns.into_iter().collect::<Option<_>>()?;
        let mut allowed: Option<Bits> = None;
        for (column, (at, ids)) in columns.iter().zip(chosen.iter()) {
            let mut values = Vec::new();
            for id in ids {
                match (0_u32..).zip(&column.known).find(|(_, own)| own.id == *id) {
                    Some((value, _)) => values.push(value),
                    None => unknown.push((self.root.facets[*at].clone(), (*id).to_owned())),
                }
            }
            // A field of which no value is known is as if it hadn't been asked for.
            if values.is_empty() {
                continue;
            }
            let mut own = Bits::none(self.root.reports);
            for report in 0..self.root.reports {
                if column.values(report).iter().any(|value| values.contains(value)) {
                    own.add(report);
                }
            }
            match &mut allowed {
                Some(allowed) => allowed.keep(&own),
                None => allowed = Some(own),
            }
        }
        Some(Filter { allowed, unknown })
    }

    /// The counts of the fields asked for; `None` while a chunk is missing. A field's own filters don't count
    /// against it: its numbers say what choosing another value would give.
    pub(super) fn counts(&mut self, request: &Request, matched: &Matched) -> Option<Vec<Counts>> {
        let mut counts = Vec::new();
        let mut complete = true;
        for field in &request.counts {
            let Some(at) = self.root.facets.iter().position(|own| own == field) else { continue };
            let others: Vec<_> = request.filters.iter().filter(|(own, _)| own != field).cloned().collect();
            let column = self.chunks.column(at);
            let (Some(column), Some(filter)) = (column, self.filter(&others)) else {
                complete = false;
                continue;
            };
            let mut among = matched.unfiltered.clone();
            if let Some(allowed) = &filter.allowed {
                among.keep(allowed);
            }
            let mut numbers = vec![0_u32; column.known.len()];
            for value in among.iter().flat_map(|report| column.values(report)) {
                numbers[*value as usize] += 1;
            }
            let values = column.known.iter().zip(numbers).filter(|(_, number)| *number > 0);
            let values =
                values.map(|(value, number)| (value.id.clone(), value.label.clone(), number)).collect();
            counts.push(Counts { field: field.clone(), label: column.label.clone(), values });
        }
        complete.then_some(counts)
    }
}
