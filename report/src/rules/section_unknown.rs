//! A heading that no report has.

use crate::finding::{Finding, Severity};
use crate::nearest::did_you_mean;
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, heading: &str, known: &[&str]) -> Finding {
    source.finding(
        "section-unknown",
        Severity::Error,
        place,
        format!("`{heading}` isn't a section of a report"),
        format!("{}the sections are: {}", did_you_mean(heading, known.iter().copied()), known.join(", ")),
    )
}
