//! A heading that would break the order of the page.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "heading-level",
        Severity::Error,
        place,
        "a heading inside a section begins with `###`",
        "write `###` and a blank before it; `#` and `##` belong to the page and its sections",
    )
}
