//! A key that isn't a word.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "yaml-key",
        Severity::Error,
        place,
        "a key must be a word",
        "write `key: value` with a name from docs/report-format.md",
    )
}
