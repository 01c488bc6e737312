//! A tab among the fields.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "tab",
        Severity::Error,
        place,
        "a tab stands here",
        "use blanks instead; the fields don't allow tabs",
    )
}
