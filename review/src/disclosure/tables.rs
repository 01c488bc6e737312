//! Counts of a release, before anything is hidden.

use std::collections::BTreeMap;

use generator::library::Library;
use generator::trends::FIELDS;
use report::{FieldKind, Level, Taxonomy};

use super::TWO_WAY;
use super::secret::{Secret, Sum};
use crate::ledger::Row;

/// A cell: its key, how many published reports it has, and the index of the number to be protected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// A value of each field.
    pub key: Vec<String>,
    /// Published reports; 0 where none carries the field.
    pub published: u32,
    /// Index in [`Secret`].
    pub number: usize,
}

/// A table whose cells may still be hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTable {
    /// The fields.
    pub dims: Vec<String>,
    /// Its cells.
    pub cells: Vec<Open>,
    /// Indices of what isn't said in this table but follows from it: reports that say nothing in a field.
    pub unsaid: Vec<usize>,
    /// The sums that hold once this table is there, by their index.
    pub sums: std::ops::Range<usize>,
}

/// A release as it is counted.
#[derive(Debug, Clone)]
pub struct Counted {
    /// The numbers behind it.
    pub secret: Secret,
    /// Its tables, in the order in which they are protected.
    pub tables: Vec<OpenTable>,
}

/// Published reports by the values of their fields, as readers can count them.
pub type Told<'a> = &'a [BTreeMap<String, Vec<String>>];

/// The published reports of these quarters.
#[must_use]
pub fn told(library: &Library, quarters: &[String]) -> Vec<BTreeMap<String, Vec<String>>> {
    let of_these = (0..library.len())
        .filter(|at| library.period(*at).is_some_and(|period| quarters.contains(&period.to_string())));
    of_these
        .map(|at| {
            let report = library.report(at);
            let fields = library.taxonomy.public_fields().map(|(index, field)| {
                let values = report.values(index).map(|value| field.values[usize::from(value)].id.clone());
                (field.id.clone(), values.collect())
            });
            fields.collect()
        })
        .collect()
}

struct Counting<'a> {
    taxonomy: &'a Taxonomy,
    told: Told<'a>,
    /// Rows of reports without a page.
    without_page: Vec<&'a BTreeMap<String, Vec<String>>>,
    /// Rows of all reports that were kept.
    all: Vec<&'a BTreeMap<String, Vec<String>>>,
    counted: Counted,
    /// Index of each one-field number.
    single: BTreeMap<(String, String), usize>,
}

fn having(rows: &[&BTreeMap<String, Vec<String>>], key: &[(&str, &str)]) -> u32 {
    let has = |row: &BTreeMap<String, Vec<String>>| {
        key.iter().all(|(field, value)| row.get(*field).is_some_and(|own| own.iter().any(|own| own == value)))
    };
    u32::try_from(rows.iter().filter(|row| has(row)).count()).unwrap_or(u32::MAX)
}

fn silent(rows: &[&BTreeMap<String, Vec<String>>], field: &str) -> u32 {
    let silent = |row: &&&BTreeMap<String, Vec<String>>| row.get(field).is_none_or(Vec::is_empty);
    u32::try_from(rows.iter().filter(silent).count()).unwrap_or(u32::MAX)
}

/// Counts the rows of a release. `declined` rows are counted alone, the others with their fields.
#[must_use]
pub fn count(taxonomy: &Taxonomy, told: Told<'_>, rows: &[Row], k: u32) -> Counted {
    let of = |outcome: &[&str]| -> Vec<&BTreeMap<String, Vec<String>>> {
        rows.iter().filter(|row| outcome.contains(&row.outcome.as_str())).map(|row| &row.fields).collect()
    };
    let secret = Secret { k, ..Secret::default() };
    let counted = Counted { secret, tables: Vec::new() };
    let (without_page, all) = (of(&["data-only"]), of(&["data-only", "published"]));
    let mut counting = Counting { taxonomy, told, without_page, all, counted, single: BTreeMap::new() };
    counting.totals(of(&["declined"]).len());
    let public = FIELDS.iter().filter_map(|id| taxonomy.field(id));
    let counted_only =
        (0u16..).zip(&taxonomy.fields).filter(|(_, own)| own.level == Level::Aggregate).map(|(at, _)| at);
    for field in public.chain(counted_only) {
        counting.one_way(field);
    }
    for (first, second) in TWO_WAY {
        if let (Some(first), Some(second)) = (taxonomy.field(first), taxonomy.field(second)) {
            counting.two_way(first, second);
        }
    }
    counting.counted
}

/// Index of the number of all reports without a page, and of all that were kept.
const WITHOUT_PAGE: usize = 0;
const KEPT: usize = 1;

impl Counting<'_> {
    fn number(&mut self, count: u32) -> usize {
        let small = (1..self.counted.secret.k).contains(&count);
        self.counted.secret.add(count, !small)
    }

    /// How many there are: told, because a release waits until it may be told.
    fn totals(&mut self, declined: usize) {
        let length = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let without_page = self.counted.secret.add(length(self.without_page.len()), true);
        self.counted.secret.add(length(self.all.len()), true);
        let declined = self.number(length(declined));
        let published = length(self.told.len());
        let table = |dims: &[&str], cells: Vec<Open>| OpenTable {
            dims: dims.iter().map(|own| (*own).to_owned()).collect(),
            cells,
            unsaid: Vec::new(),
            sums: 0..0,
        };
        let cell = |key: &[&str], published, number| Open {
            key: key.iter().map(|own| (*own).to_owned()).collect(),
            published,
            number,
        };
        self.counted.tables.push(table(&[], vec![cell(&[], published, without_page)]));
        self.counted.tables.push(table(&["outcome"], vec![cell(&["declined"], 0, declined)]));
    }

    fn one_way(&mut self, at: u16) {
        let taxonomy = self.taxonomy;
        let field = &taxonomy.fields[usize::from(at)];
        let counted_only = field.level == Level::Aggregate;
        let rows = if counted_only { self.all.clone() } else { self.without_page.clone() };
        let told: Vec<&BTreeMap<String, Vec<String>>> = self.told.iter().collect();
        let first_sum = self.counted.secret.sums.len();
        let whole = if counted_only { KEPT } else { WITHOUT_PAGE };
        let mut cells = Vec::new();
        for value in field.value_ids() {
            let number = self.number(having(&rows, &[(&field.id, value)]));
            self.single.insert((field.id.clone(), value.to_owned()), number);
            let published = if counted_only { 0 } else { having(&told, &[(&field.id, value)]) };
            cells.push(Open { key: vec![value.to_owned()], published, number });
        }
        let mut parts: Vec<usize> = cells.iter().map(|cell| cell.number).collect();
        let mut unsaid = Vec::new();
        if field.kind == FieldKind::Many {
            let each = parts.into_iter().map(|part| Sum { parts: vec![part], whole, exact: false });
            self.counted.secret.sums.extend(each);
        } else {
            unsaid.push(self.counted.secret.add(silent(&rows, &field.id), false));
            parts.extend(&unsaid);
            self.counted.secret.sums.push(Sum { parts, whole, exact: true });
        }
        let sums = first_sum..self.counted.secret.sums.len();
        self.counted.tables.push(OpenTable { dims: vec![field.id.clone()], cells, unsaid, sums });
    }

    /// The first field has one value, the second one or several.
    fn two_way(&mut self, first: u16, second: u16) {
        let taxonomy = self.taxonomy;
        let (a, b) = (&taxonomy.fields[usize::from(first)], &taxonomy.fields[usize::from(second)]);
        let rows = self.without_page.clone();
        let told: Vec<&BTreeMap<String, Vec<String>>> = self.told.iter().collect();
        let first_sum = self.counted.secret.sums.len();
        let (mut cells, mut unsaid) = (Vec::new(), Vec::new());
        let mut by_row: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut by_column: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for value in a.value_ids() {
            for other in b.value_ids() {
                let key = [(a.id.as_str(), value), (b.id.as_str(), other)];
                let number = self.number(having(&rows, &key));
                by_row.entry(value).or_default().push(number);
                by_column.entry(other).or_default().push(number);
                let key_words = vec![value.to_owned(), other.to_owned()];
                cells.push(Open { key: key_words, published: having(&told, &key), number });
            }
        }
        let lines = [(a, b, by_row), (b, a, by_column)];
        for (own, other, by_value) in lines {
            for (value, mut parts) in by_value {
                let whole = self.single[&(own.id.clone(), value.to_owned())];
                if other.kind == FieldKind::Many {
                    // A report counts in several cells of the line.
                    let each = parts.into_iter().map(|part| Sum { parts: vec![part], whole, exact: false });
                    self.counted.secret.sums.extend(each);
                    continue;
                }
                let with: Vec<&BTreeMap<String, Vec<String>>> = rows
                    .iter()
                    .copied()
                    .filter(|row| {
                        row.get(&own.id).is_some_and(|values| values.iter().any(|own| own == value))
                    })
                    .collect();
                let number = self.counted.secret.add(silent(&with, &other.id), false);
                unsaid.push(number);
                parts.push(number);
                self.counted.secret.sums.push(Sum { parts, whole, exact: true });
            }
        }
        let sums = first_sum..self.counted.secret.sums.len();
        let dims = vec![a.id.clone(), b.id.clone()];
        self.counted.tables.push(OpenTable { dims, cells, unsaid, sums });
    }
}
