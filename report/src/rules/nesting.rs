//! Lists in lists in quotations: no reader follows, and no browser should have to.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, limit: usize) -> Finding {
    source.finding(
        "nesting",
        Severity::Error,
        place,
        format!("this line begins more than {limit} lists or quotations inside each other"),
        "write a plain paragraph, or a list of one level",
    )
}
