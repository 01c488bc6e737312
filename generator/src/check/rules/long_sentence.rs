//! A sentence too long to read once.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, words: usize) -> Finding {
    source.finding(
        "long-sentence",
        Severity::Hint,
        place,
        format!("this sentence has {words} words"),
        "cut it in two: most people lose the thread after 30",
    )
}
