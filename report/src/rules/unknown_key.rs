//! A field that nobody reads.

use crate::finding::{Finding, Severity};
use crate::nearest::did_you_mean;
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, key: &str, known: &[&str]) -> Finding {
    let suggestion = did_you_mean(key, known.iter().copied());
    source.finding(
        "unknown-key",
        Severity::Error,
        place,
        format!("`{key}` isn't a field of this file"),
        format!("{suggestion}delete the line or use a field that exists"),
    )
}
