//! A page that the header or foot should link, but nobody wrote.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(file: &str, name: &str) -> Finding {
    Source::new(file, "").finding(
        "missing-page",
        Severity::Error,
        Place::FILE,
        format!("site.yaml names the page `{name}`, but this file is missing"),
        "write the page, or take its name out of `header_pages` and `foot_pages`",
    )
}
