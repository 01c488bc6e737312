//! More keys than a sealed report has room for.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, recipients: usize, most: usize) -> Finding {
    source.finding(
        "roster-many",
        Severity::Error,
        place,
        format!("reports would be sealed to {recipients} keys; a report has room for {most}"),
        "write `retired: true` at those who no longer read originals; each key is one more way to open every report",
    )
}
