//! A draft whose prompts were not all replaced.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "prompt-left",
        Severity::Error,
        place,
        "this is still the prompt that `nearmiss new` wrote",
        "write the text, or delete the section if there is nothing to say",
    )
}
