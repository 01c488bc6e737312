//! One statement for many reports that were reviewed elsewhere and imported.

use std::fmt;

use report::ReportId;

use crate::digest::Digest;
use crate::lines::{LineError, Lines, number, report_line};

/// A batch statement: `content/approvals/batches/<n>.txt`, signed by two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its number, from 1.
    pub number: u32,
    /// Number of the roster in force.
    pub roster: u32,
    /// Version of the taxonomy.
    pub taxonomy: String,
    /// Ids and the bytes of their files, sorted; each has a `source_id`.
    pub reports: Vec<(ReportId, Digest)>,
}

impl Batch {
    /// Reads a statement.
    pub fn read(bytes: &[u8]) -> Result<Self, LineError> {
        let mut lines = Lines::new(bytes)?;
        let mut batch = Self {
            number: lines.read("batch", "a number from 1", number)?,
            roster: lines.read("roster", "a number from 1", number)?,
            taxonomy: lines.value("taxonomy")?.to_owned(),
            reports: Vec::new(),
        };
        while lines.next_is("report") {
            batch.reports.push(lines.read("report", "an id and 64 hexadecimal digits", report_line)?);
        }
        lines.finish()?;
        Ok(batch)
    }
}

impl fmt::Display for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, roster, taxonomy, reports } = self;
        write!(f, "batch: {number}\nroster: {roster}\ntaxonomy: {taxonomy}\n")?;
        reports.iter().try_for_each(|(id, digest)| writeln!(f, "report: {id} {digest}"))
    }
}
