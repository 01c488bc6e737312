//! Sections in another order than everywhere else.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, heading: &str, after: &str) -> Finding {
    source.finding(
        "section-order",
        Severity::Error,
        place,
        format!("`{heading}` stands after `{after}`; in every report it comes before"),
        "move it; readers find things by their place",
    )
}
