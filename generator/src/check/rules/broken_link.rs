//! A link inside the site that leads nowhere.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, address: &str) -> Finding {
    source.finding(
        "broken-link",
        Severity::Error,
        place,
        format!("the link `{address}` leads nowhere"),
        "correct the address; links inside the site begin with `/`",
    )
}
