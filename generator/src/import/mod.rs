//! Bringing in reports from another library: rows of a CSV or JSON lines file, through a mapping file, to
//! Markdown reports.
//!
//! Streaming: one row is in memory at a time. Each report is written beside its place and then renamed, so
//! that there is never half a file. A row's id follows from its old id, so that a repeated import changes only
//! what changed at the source.

mod clean;
mod convert;
mod map;
mod rows;
mod write;

use std::path::{Path, PathBuf};

use report::Taxonomy;

pub use map::{Map, MapError};
pub use rows::RowsError;

use convert::Converter;
use write::{Outcome, Writer};

/// How an import went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows read.
    pub rows: u64,
    /// New or changed reports.
    pub written: u64,
    /// Reports that were already there with the same bytes.
    pub unchanged: u64,
    /// Rows that became no report.
    pub rejected: u64,
}

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The mapping file is wrong.
    #[error(transparent)]
    Map(#[from] MapError),
    /// The taxonomy at the target is wrong.
    #[error("the taxonomy can't be used\n{0}")]
    Taxonomy(String),
    /// The input can't be read.
    #[error(transparent)]
    Rows(#[from] RowsError),
    /// A report can't be written.
    #[error("can't write `{}`: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The machine's reason.
        source: std::io::Error,
    },
}

/// A row that became no report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Line of the input on which the row begins.
    pub line: u64,
    /// Its old id, if it has one.
    pub source_id: String,
    /// Why.
    pub reason: String,
}

/// Imports `input` into the folder `reports`, telling `progress` the bytes read so far. Rejected rows are listed in
/// `rejected_file`, which is removed if there are none.
pub fn import(
    input: &Path,
    map: &Map,
    taxonomy: &Taxonomy,
    reports: &Path,
    rejected_file: &Path,
    mut progress: impl FnMut(u64),
) -> Result<Counts, ImportError> {
    let converter = Converter::new(map, taxonomy)?;
    let mut writer = Writer::new(reports, rejected_file)?;
    let mut counts = Counts::default();
    let mut rows = rows::open(input, map)?;
    while let Some(row) = rows.next_row()? {
        counts.rows += 1;
        progress(row.bytes_read);
        let line = row.line;
        let report = row.values.and_then(|values| converter.convert(&values));
        let outcome = match report {
            Ok(report) => writer.put(&report, taxonomy)?,
            Err((source_id, reason)) => Outcome::Rejected { source_id, reason },
        };
        match outcome {
            Outcome::Written => counts.written += 1,
            Outcome::Unchanged => counts.unchanged += 1,
            Outcome::Rejected { source_id, reason } => {
                counts.rejected += 1;
                writer.reject(&Rejected { line, source_id, reason })?;
            }
        }
    }
    writer.finish()?;
    Ok(counts)
}
