//! Protected tables: `content/tables/<quarter>.json`, made by the reviewers from all that was reviewed, reports without
//! a page among them. Here they are read and shown; how they are protected is docs/disclosure.md.

use std::path::Path;

use report::{Finding, Place, Severity, Source};
use serde::{Deserialize, Serialize};

use crate::content::{FileError, read_file};

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

/// Reads the tables of a content folder, oldest quarter first.
pub(crate) fn read(root: &Path, findings: &mut Vec<Finding>) -> Result<Vec<Table>, FileError> {
    let folder = root.join("tables");
    let Ok(entries) = std::fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let mut names: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    names.sort();
    let mut tables = Vec::new();
    for path in names {
        let bytes = read_file(&path)?;
        match serde_json::from_slice::<Vec<Table>>(&bytes) {
            Ok(own) => tables.extend(own),
            Err(error) => {
                let name = path.display().to_string();
                let source = Source::new(&name, "");
                findings.push(source.finding(
                    "tables-format",
                    Severity::Error,
                    Place::FILE,
                    format!("these tables can't be read: {error}"),
                    "have them made again with `nearmiss-review release-tables`; nobody writes them by hand".to_owned(),
                ));
            }
        }
    }
    Ok(tables)
}
