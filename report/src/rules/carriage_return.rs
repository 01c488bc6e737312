//! Line ends as Windows writes them.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "carriage-return",
        Severity::Warning,
        place,
        "the lines of this file end with CR LF (Windows)",
        "set the editor to end lines with LF; the report is read as if it had",
    )
}
