//! A field that must never be published with a report.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};
use crate::taxonomy::Level;

pub(crate) fn finding(source: &Source<'_>, place: Place, field: &str, level: Level) -> Finding {
    source.finding(
        "level-not-public",
        Severity::Error,
        place,
        format!("`{field}` must not stand in a report: {}", reason(level)),
        "delete the line; it could help to find out who reported",
    )
}

fn reason(level: Level) -> &'static str {
    match level {
        Level::Public => "",
        Level::Aggregate => "it is only ever counted (level `agg`)",
        Level::Never => "it never leaves the review (level `no`)",
    }
}
