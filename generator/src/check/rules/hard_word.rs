//! A word that has a plainer one.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, word: &str, plain: &str) -> Finding {
    source.finding(
        "hard-word",
        Severity::Hint,
        place,
        format!("`{word}` has a plainer word"),
        format!("write `{plain}`"),
    )
}
