//! A field that says too much where only the lessons are published.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, field: &str, allowed: &[&str]) -> Finding {
    source.finding(
        "lessons-only-field",
        Severity::Error,
        place,
        format!("`{field}` must not stand in a report that is `publication: lessons-only`"),
        format!("delete the line; of the fields only {} may stand there", allowed.join(" and ")),
    )
}
