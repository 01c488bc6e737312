//! A line that says nothing.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, what: &str) -> Finding {
    source.finding(
        "text-blank",
        Severity::Error,
        place,
        format!("the {what} has no letter and no digit"),
        "write what happened or what is to be learned; lists show nothing else of a report",
    )
}
