//! An entry of `synonyms.yaml` that the search could never find.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "synonym-phrase",
        Severity::Error,
        place,
        "a synonym is one to four words of letters and digits, with one blank between two",
        "write a hyphen as a blank, and leave other signs out",
    )
}
