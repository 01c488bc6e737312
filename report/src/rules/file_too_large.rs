//! A file larger than any report needs to be.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, bytes: u64, limit: usize) -> Finding {
    source.finding(
        "file-too-large",
        Severity::Error,
        place,
        format!("this file has {} kB; a report has at most {} kB", bytes / 1024, limit / 1024),
        "shorten the report, or check that this is the right file",
    )
}
