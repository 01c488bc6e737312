//! A section that must be there.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, heading: &str) -> Finding {
    source.finding(
        "section-missing",
        Severity::Error,
        place,
        format!("the section `## {heading}` is missing"),
        format!("add a line `## {heading}` and the text under it"),
    )
}
