//! A link that isn't made one.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, address: &str) -> Finding {
    source.finding(
        "link-address",
        Severity::Warning,
        place,
        format!("`{address}` isn't made a link; the page shows it as text"),
        "links may lead to a page of this site (`/...`), or to https, http or mailto addresses",
    )
}

/// A picture, which no page shows.
pub(crate) fn image(source: &Source<'_>, place: Place, address: &str) -> Finding {
    source.finding(
        "link-address",
        Severity::Warning,
        place,
        format!("`{address}` is an image, and pages have none; the page shows its words"),
        "take it out: a picture says more than can be made safe; say in words what it shows",
    )
}
