//! A value of `site.yaml` that isn't what it should be.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, key: &str, expected: &str) -> Finding {
    source.finding(
        "site-value",
        Severity::Error,
        place,
        format!("`{key}` must be {expected}"),
        format!("correct the line `{key}:`"),
    )
}
