//! A link that leads out of the content folder.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(file: &str) -> Finding {
    Source::new(file, "").finding(
        "outside-content",
        Severity::Error,
        Place::FILE,
        "this is a link to a place outside its folder",
        "copy the file itself here; what a link leads to isn't reviewed",
    )
}
