//! A date finer than a report may carry.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, value: &str, bands: &[&str]) -> Finding {
    source.finding(
        "event-period",
        Severity::Error,
        place,
        format!("`{value}` isn't a period: a report says the year or a band, never more"),
        format!("write a year such as `2024`, or one of: {}", bands.join(", ")),
    )
}
