//! A file with nothing in it.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "empty-file",
        Severity::Error,
        place,
        "this file is empty",
        "delete it, or write a report with `nearmiss new`",
    )
}
