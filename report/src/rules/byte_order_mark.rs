//! An invisible mark that some editors put before the first character.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "byte-order-mark",
        Severity::Warning,
        place,
        "the file begins with a byte order mark (an invisible character)",
        "save it as UTF-8 without BOM; the report is read as if the mark weren't there",
    )
}
