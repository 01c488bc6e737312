//! Protected tables that can't be read.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, error: &str) -> Finding {
    source.finding(
        "tables-format",
        Severity::Error,
        Place::FILE,
        format!("these tables can't be read: {error}"),
        "have them made again with `nearmiss-review release-tables`; nobody writes them by hand",
    )
}
