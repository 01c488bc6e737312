//! A file where none belongs.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(file: &str, folder: &str) -> Finding {
    Source::new(file, "").finding(
        "stray-file",
        Severity::Warning,
        Place::FILE,
        format!("this file isn't read: `{folder}/` holds only the files it is for, directly in it"),
        "move it out of the content folder, or give it the name its kind has there",
    )
}
