//! Something that can't be read like a file.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(file: &str) -> Finding {
    Source::new(file, "").finding(
        "not-a-file",
        Severity::Error,
        Place::FILE,
        "this isn't a regular file",
        "folders, pipes and devices aren't read here; move it away, or put the text into a file of this name",
    )
}
