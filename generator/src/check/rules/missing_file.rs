//! A file that the library can't do without.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(file: &str) -> Finding {
    Source::new(file, "").finding(
        "missing-file",
        Severity::Error,
        Place::FILE,
        "this file is missing",
        "`nearmiss init` makes a content folder with every file; copy the one you need from there",
    )
}
