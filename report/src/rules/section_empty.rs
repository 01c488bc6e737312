//! A heading without text.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, heading: &str) -> Finding {
    source.finding(
        "section-empty",
        Severity::Error,
        place,
        format!("the section `{heading}` is empty"),
        "write its text, or delete the heading",
    )
}
