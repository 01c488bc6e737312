//! A word that stands in two groups of `synonyms.yaml`: which others would it mean?

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, word: &str, line: usize) -> Finding {
    source.finding(
        "synonym-twice",
        Severity::Error,
        place,
        format!("`{word}` is already in the group of line {line} (the search takes endings and capitals as one word)"),
        "keep it in one group; if it means two things, write it under `also`, which works in one direction",
    )
}
