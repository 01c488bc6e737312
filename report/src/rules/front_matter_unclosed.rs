//! Fields without an end.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "front-matter-unclosed",
        Severity::Error,
        place,
        "the fields begin here, but no second line `---` ends them",
        "write `---` alone on a line after the last field",
    )
}
