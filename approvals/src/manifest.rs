//! What is published together.

use std::fmt;

use report::{Period, ReportId};

use crate::digest::Digest;
use crate::lines::{LineError, Lines, number, report_line};

/// A release manifest: `content/releases/<n>.txt`, signed by two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Its number, from 1.
    pub number: u32,
    /// The bytes of the manifest before; `None` for the first.
    pub previous: Option<Digest>,
    /// Number of the roster in force.
    pub roster: u32,
    /// When its reports were published: all that is said of time.
    pub period: Period,
    /// All other files of content and themes (see [`crate::others_digest`]).
    pub others: Digest,
    /// The reports that this release adds or changes, sorted.
    pub reports: Vec<(ReportId, Digest)>,
}

impl Manifest {
    /// Reads a manifest.
    pub fn read(bytes: &[u8]) -> Result<Self, LineError> {
        let mut lines = Lines::new(bytes)?;
        let previous = |text: &str| if text == "none" { Some(None) } else { text.parse().ok().map(Some) };
        let mut manifest = Self {
            number: lines.read("release", "a number from 1", number)?,
            previous: lines.read("previous", "`none` or 64 hexadecimal digits", previous)?,
            roster: lines.read("roster", "a number from 1", number)?,
            period: lines.read("period", "a quarter such as 2026-q4", |text| text.parse().ok())?,
            others: lines.read("others", "64 hexadecimal digits", |text| text.parse().ok())?,
            reports: Vec::new(),
        };
        while lines.next_is("report") {
            manifest.reports.push(lines.read("report", "an id and 64 hexadecimal digits", report_line)?);
        }
        lines.finish()?;
        Ok(manifest)
    }
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "release: {}", self.number)?;
        match &self.previous {
            Some(digest) => writeln!(f, "previous: {digest}")?,
            None => writeln!(f, "previous: none")?,
        }
        let Self { roster, period, others, .. } = self;
        write!(f, "roster: {roster}\nperiod: {period}\nothers: {others}\n")?;
        self.reports.iter().try_for_each(|(id, digest)| writeln!(f, "report: {id} {digest}"))
    }
}
