//! A field that must be there.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, key: &str, example: &str) -> Finding {
    source.finding(
        "missing-key",
        Severity::Error,
        place,
        format!("the field `{key}` is missing"),
        format!("add a line such as `{key}: {example}`"),
    )
}
