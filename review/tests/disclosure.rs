//! Random quarters of reports without a page: whatever is told, nothing small can be worked out from it.

use std::collections::BTreeMap;

use proptest::prelude::*;
use report::{FieldKind, Level, Source, Taxonomy};
use review::disclosure::attacker::narrowed;
use review::disclosure::protect::protect;
use review::disclosure::tables::count;
use review::ledger::Row;

const K: u32 = 11;

fn taxonomy() -> Taxonomy {
    let text = include_str!("../../content/taxonomy.yaml");
    Taxonomy::read(&Source::new("taxonomy.yaml", text), &mut Vec::new()).unwrap()
}

/// Rows whose fields come from a few random numbers; the larger `spread`, the more different values.
fn rows(taxonomy: &Taxonomy, seeds: &[u64], spread: u64, outcome: &str) -> Vec<Row> {
    let row = |seed: &u64| {
        let mut state = *seed;
        let mut draw = |limit: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % limit
        };
        let mut fields = BTreeMap::new();
        for field in taxonomy.fields.iter().filter(|field| field.level != Level::Never) {
            let ids = field.value_ids();
            let many = if field.kind == FieldKind::Many { draw(4) } else { u64::from(draw(5) > 0) };
            let mut values: Vec<String> = (0..many)
                .map(|_| {
                    // Low values are frequent, as in life.
                    let at = draw(spread).min(draw(spread)).min(ids.len() as u64 - 1);
                    ids[usize::try_from(at).unwrap()].to_owned()
                })
                .collect();
            values.sort();
            values.dedup();
            if !values.is_empty() {
                fields.insert(field.id.clone(), values);
            }
        }
        Row { quarter: "2026-q3".to_owned(), outcome: outcome.to_owned(), fields }
    };
    seeds.iter().map(row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5))]

    #[test]
    fn nothing_small_can_be_worked_out(
        without_page in proptest::collection::vec(any::<u64>(), 11..120),
        published in proptest::collection::vec(any::<u64>(), 0..40),
        spread in 2_u64..30,
    ) {
        let taxonomy = taxonomy();
        let mut all = rows(&taxonomy, &without_page, spread, "data-only");
        let told = rows(&taxonomy, &published, spread, "published");
        all.extend(told.iter().cloned());
        let fields: Vec<_> = told.into_iter().map(|row| row.fields).collect();
        let counted = count(&taxonomy, &fields, &all, K);
        let protected = protect(&counted);
        prop_assert!(narrowed(&protected.secret).is_empty());
        let tables = protected.tables("2026-q3", &["2026-q3".to_owned()]);
        let whole = tables.iter().find(|table| table.dims.is_empty()).unwrap().cells[0].clone();
        let without_page = whole.total.unwrap() - whole.published;
        for table in &tables {
            // The rule itself, cell by cell.
            for cell in &table.cells {
                let behind = cell.total.map(|total| total - cell.published);
                prop_assert!(behind.is_none_or(|n| n == 0 || n >= K), "{:?} {cell:?}", table.dims);
            }
            // By hand, without linear programs: what is left of a line, where something small is hidden in it.
            let [field] = &table.dims[..] else { continue };
            let Some(at) = taxonomy.field(field) else { continue };
            let own = &taxonomy.fields[usize::from(at)];
            if own.kind == FieldKind::Many || own.level == Level::Aggregate {
                continue;
            }
            let told: u32 = table.cells.iter().filter_map(|cell| Some(cell.total? - cell.published)).sum();
            let left = without_page - told;
            prop_assert!(left == 0 || left >= K, "{field}: {left} left of {without_page}");
        }
    }
}

#[test]
fn two_releases_of_one_quarter_would_tell_what_neither_does() {
    // Why a quarter is never counted twice: 20 and 23 are both told, and their difference is 3.
    let taxonomy = taxonomy();
    let seeds: Vec<u64> = (0..23).collect();
    let mut all = rows(&taxonomy, &seeds, 1, "data-only");
    let totals = |rows: &[Row]| {
        let tables = protect(&count(&taxonomy, &[], rows, K)).tables("2026-q3", &[]);
        tables[0].cells[0].total.unwrap()
    };
    let later = totals(&all);
    all.truncate(20);
    assert_eq!(later - totals(&all), 3);
}
