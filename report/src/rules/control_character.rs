//! A character that can't be seen but changes how a text is shown.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, code: u32) -> Finding {
    source.finding(
        "control-character",
        Severity::Error,
        place,
        format!("an invisible character stands here (U+{code:04X})"),
        "delete it; it can make a text read otherwise than it is stored, or hide a name from those who look for names",
    )
}
