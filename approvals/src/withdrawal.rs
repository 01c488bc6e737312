//! Taking a report back.

use std::fmt;

use report::ReportId;

use crate::lines::{LineError, Lines, number, pseudonym};

/// A withdrawal: `content/withdrawn/<id>.txt`, signed by one, because speed matters more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// The report.
    pub report: ReportId,
    /// Who says so: a pseudonym.
    pub reviewer: String,
    /// Number of the roster in force.
    pub roster: u32,
}

impl Withdrawal {
    /// Reads a withdrawal.
    pub fn read(bytes: &[u8]) -> Result<Self, LineError> {
        let mut lines = Lines::new(bytes)?;
        let withdrawal = Self {
            report: lines.read("report", "an id such as nm-7k3q9d2m", |text| text.parse().ok())?,
            reviewer: {
                lines.exactly("stage", "withdrawal")?;
                lines.read("reviewer", "a pseudonym such as r-04", pseudonym)?
            },
            roster: lines.read("roster", "a number from 1", number)?,
        };
        lines.finish()?;
        Ok(withdrawal)
    }
}

impl fmt::Display for Withdrawal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { report, reviewer, roster } = self;
        write!(f, "report: {report}\nstage: withdrawal\nreviewer: {reviewer}\nroster: {roster}\n")
    }
}
