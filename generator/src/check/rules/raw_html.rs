//! HTML in a text.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, tag: &str) -> Finding {
    source.finding(
        "raw-html",
        Severity::Warning,
        place,
        format!("`{tag}` is HTML; the page shows it as text"),
        "write it in Markdown, or delete it",
    )
}
