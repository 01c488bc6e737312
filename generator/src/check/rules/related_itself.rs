//! A report that is related to itself.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, id: &str) -> Finding {
    source.finding(
        "related-itself",
        Severity::Error,
        place,
        format!("`{id}` is this report itself"),
        "delete it from `related`",
    )
}
