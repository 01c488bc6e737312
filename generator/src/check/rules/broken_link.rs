//! A link inside the site that leads nowhere.

use report::{Finding, Place, Severity, Source};

/// A page of a value that no report has now.
pub(crate) fn value(source: &Source<'_>, place: Place, address: &str) -> Finding {
    source.finding(
        "broken-link",
        Severity::Warning,
        place,
        format!("the link `{address}` leads nowhere now: no report has this value"),
        "leave it out, or let it stand until there is one again",
    )
}

pub(crate) fn finding(source: &Source<'_>, place: Place, address: &str) -> Finding {
    source.finding(
        "broken-link",
        Severity::Error,
        place,
        format!("the link `{address}` leads nowhere"),
        "correct the address; links inside the site begin with `/`",
    )
}
