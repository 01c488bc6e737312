//! A related report that isn't there.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, id: &str) -> Finding {
    source.finding(
        "related-report",
        Severity::Error,
        place,
        format!("`{id}` isn't a report of this library"),
        "correct the id, or delete it from `related`",
    )
}
