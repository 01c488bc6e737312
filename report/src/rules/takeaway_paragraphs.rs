//! A takeaway that is more than one sentence to remember.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "takeaway-paragraphs",
        Severity::Error,
        place,
        "the takeaway must be one line",
        "keep the one sentence to remember; the rest belongs under `## Lessons learned`",
    )
}
