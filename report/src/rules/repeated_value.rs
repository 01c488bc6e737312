//! The same value twice in one field.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, field: &str, value: &str) -> Finding {
    source.finding(
        "repeated-value",
        Severity::Error,
        place,
        format!("`{value}` stands twice in `{field}`"),
        "keep one of the two",
    )
}
