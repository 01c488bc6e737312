//! A link to a heading that isn't there.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, address: &str, anchor: &str) -> Finding {
    source.finding(
        "broken-anchor",
        Severity::Error,
        place,
        format!("the page of `{address}` has no heading `#{anchor}`"),
        "correct the part after `#`: it is the heading in lower case with hyphens",
    )
}
