//! A line that is too long for its place.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, what: &str, length: usize, limit: usize) -> Finding {
    source.finding(
        "text-length",
        Severity::Error,
        place,
        format!("the {what} has {length} characters; {limit} is the most"),
        "say it in fewer words; it must be readable at a glance",
    )
}
