//! A section that stands there twice.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, heading: &str, first_line: usize) -> Finding {
    source.finding(
        "section-repeated",
        Severity::Error,
        place,
        format!("the section `{heading}` stands here again; line {first_line} has its text already"),
        "put both texts under one heading",
    )
}
