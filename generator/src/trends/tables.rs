//! Protected tables: `content/tables/<quarter>.json`, made by the reviewers from all that was reviewed, reports without
//! a page among them. Here they are read and shown; how they are protected is docs/disclosure.md.

use std::path::Path;

use report::{Finding, Level, Source, Taxonomy};
use serde::{Deserialize, Serialize};

use crate::check::rules;
use crate::content::{FileError, read_text};

/// Least k that any operator may choose.
const LEAST: u32 = 11;

/// A table of one quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The quarter of the release, for instance `2026-q3`.
    pub quarter: String,
    /// The quarters whose reports are counted, oldest first: one with too few waits for the next.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Least number of reports without a page behind a count that is shown.
    pub k: u32,
    /// The fields; none for the number of all.
    pub dims: Vec<String>,
    /// The cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// A value of each field.
    pub key: Vec<String>,
    /// Published reports, which readers can count themselves; 0 for a field that no published report carries.
    pub published: u32,
    /// All reports, or nothing where that would tell too much.
    pub total: Option<u32>,
}

/// Largest file of tables, in bytes.
const MAX_BYTES: usize = 4 << 20;

/// Reads the tables of a content folder, oldest quarter first.
pub(crate) fn read(
    root: &Path,
    taxonomy: &Taxonomy,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Table>, FileError> {
    let Ok(entries) = std::fs::read_dir(root.join("tables")) else { return Ok(Vec::new()) };
    let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    let mut tables = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => {}
            // Who signed it.
            Some("sig" | "txt") => continue,
            _ => {
                findings.push(rules::stray_file::finding(&name, "tables"));
                continue;
            }
        }
        let Some(text) = read_text(root, &path, MAX_BYTES, findings)? else { continue };
        let source = Source::new(&name, "");
        match serde_json::from_str::<Vec<Table>>(&text) {
            Ok(own) => {
                findings.extend(own.iter().flat_map(|table| told_too_much(&source, table, taxonomy)));
                tables.extend(own);
            }
            Err(error) => {
                findings.push(rules::tables_format::finding(&source, &error.to_string()));
            }
        }
    }
    Ok(tables)
}

/// What a table tells that it must not (docs/disclosure.md): less than k reports without a page, or a field that leaves
/// no review. Whoever signed it may have been careless; what was told can't be taken back.
fn told_too_much<'a>(
    source: &'a Source<'a>,
    table: &'a Table,
    taxonomy: &'a Taxonomy,
) -> impl Iterator<Item = Finding> + 'a {
    let secret = |id: &&String| {
        let field = taxonomy.field(id).map(|at| &taxonomy.fields[usize::from(at)]);
        field.is_some_and(|field| field.level == Level::Never)
    };
    let fields = table.dims.iter().filter(secret);
    let fields = fields.map(|id| rules::tables_disclosure::field(source, &table.quarter, id));
    let k = table.k.max(LEAST);
    // Of a field that no published report has, readers can subtract nothing.
    let counted = |id: &String| {
        let field = taxonomy.field(id).map(|at| &taxonomy.fields[usize::from(at)]);
        field.is_some_and(|field| field.level == Level::Aggregate)
    };
    let counted_only = table.dims.iter().any(counted);
    let small = move |cell: &&Cell| match cell.total {
        Some(total) if counted_only => (1..k).contains(&total),
        Some(total) => total < cell.published || (1..k).contains(&(total - cell.published)),
        None => false,
    };
    let cells = table.cells.iter().filter(small);
    let cells = cells.map(move |cell| rules::tables_disclosure::cell(source, &table.quarter, &cell.key, k));
    let low =
        (table.k < LEAST).then(|| rules::tables_disclosure::low(source, &table.quarter, table.k, LEAST));
    fields.chain(cells).chain(low)
}
