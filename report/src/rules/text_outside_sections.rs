//! Text before the first heading.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "text-outside-sections",
        Severity::Error,
        place,
        "this text stands before the first section",
        "put it under one of the headings, for instance `## Event summary`",
    )
}
