//! Words in brackets that look like a mark but aren't one.

use crate::finding::{Finding, Severity};
use crate::nearest::did_you_mean;
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, mark: &str, known: &[&str]) -> Finding {
    source.finding(
        "unknown-mark",
        Severity::Warning,
        place,
        format!("`[{mark}]` isn't one of the marks"),
        format!("{}the marks are: {}", did_you_mean(mark, known.iter().copied()), known.join(", ")),
    )
}
