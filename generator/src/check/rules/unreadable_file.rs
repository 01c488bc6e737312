//! A file that can't be read.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(file: &str, reason: &str) -> Finding {
    Source::new(file, "").finding(
        "unreadable-file",
        Severity::Error,
        Place::FILE,
        format!("this file can't be read: {reason}"),
        "fix the file, or its permissions; nothing was taken from it",
    )
}
