//! A field that stands there twice.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, key: &str, first_line: usize) -> Finding {
    source.finding(
        "duplicate-key",
        Severity::Error,
        place,
        format!("`{key}` stands here again; line {first_line} has it already"),
        "keep one of the two",
    )
}
