//! An event summary where only the lessons may be published.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "event-summary-not-allowed",
        Severity::Error,
        place,
        "this report is `publication: lessons-only`, but it tells the event",
        "delete the section `## Event summary`, or write `publication: full` if both reviewers agreed to that",
    )
}
