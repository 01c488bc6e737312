//! Lists in lists in lists.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "yaml-depth",
        Severity::Error,
        place,
        "these fields are nested too deeply",
        "write a plain `key: value`, or a list such as `[first, second]`",
    )
}
