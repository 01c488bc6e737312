//! Counts of the published reports, as tables.

use report::{Facet, Level};
use serde::Serialize;

use super::{FIELDS, by_count, is_telling, shared};
use crate::library::Library;

/// How often each value of a field was reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldCounts {
    /// The field's id.
    pub field: String,
    /// Its name for readers.
    pub label: String,
    /// Reports in the library.
    pub reports: usize,
    /// Reports that say something in this field.
    pub said: usize,
    /// Whether a report may have several values, so that counts add up to more than `said`.
    pub many: bool,
    /// The values that some report has, the most frequent first.
    pub values: Vec<ValueCount>,
}

/// How often a value was reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValueCount {
    /// The value's id.
    pub value: String,
    /// Its name for readers.
    pub label: String,
    /// Reports that have it.
    pub count: usize,
}

/// The tables of one field each, those of the trends pages.
#[must_use]
pub fn fields(library: &Library) -> Vec<FieldCounts> {
    let known = FIELDS.iter().filter_map(|id| library.taxonomy.field(id));
    let public = known.filter(|at| library.taxonomy.fields[usize::from(*at)].level == Level::Public);
    public.map(|at| field(library, at)).collect()
}

/// One field's table.
#[must_use]
pub fn field(library: &Library, at: u16) -> FieldCounts {
    let own = &library.taxonomy.fields[usize::from(at)];
    let values = by_count(library, at);
    let said = match own.kind {
        report::FieldKind::Many => {
            let mut any = vec![false; library.reports.len()];
            values.iter().flat_map(|(_, list)| *list).for_each(|place| any[*place as usize] = true);
            any.into_iter().filter(|own| *own).count()
        }
        _ => values.iter().map(|(_, list)| list.len()).sum(),
    };
    let values = values.into_iter().map(|(facet, list)| {
        let value = &own.values[usize::from(facet.value)];
        ValueCount { value: value.id.clone(), label: value.label.clone(), count: list.len() }
    });
    FieldCounts {
        field: own.id.clone(),
        label: own.label.clone(),
        reports: library.reports.len(),
        said,
        many: own.kind == report::FieldKind::Many,
        values: values.collect(),
    }
}

/// Two fields against each other: how many reports have both values.
#[derive(Debug, Clone)]
pub struct Cross {
    /// Rows, the most frequent first.
    pub rows: Vec<Facet>,
    /// Columns, the most frequent first.
    pub columns: Vec<Facet>,
    /// By row and column.
    pub counts: Vec<Vec<usize>>,
}

/// The most frequent values of two fields against each other.
#[must_use]
pub fn cross(library: &Library, rows: u16, columns: u16, most: (usize, usize)) -> Cross {
    let telling =
        |field| by_count(library, field).into_iter().filter(|(facet, _)| is_telling(library, *facet));
    let rows: Vec<_> = telling(rows).take(most.0).collect();
    let columns: Vec<_> = telling(columns).take(most.1).collect();
    let counts = rows.iter().map(|(_, row)| columns.iter().map(|(_, column)| shared(row, column)).collect());
    Cross {
        counts: counts.collect(),
        rows: rows.into_iter().map(|(facet, _)| facet).collect(),
        columns: columns.into_iter().map(|(facet, _)| facet).collect(),
    }
}
