//! Anchors, aliases and tags of YAML.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "yaml-alias",
        Severity::Error,
        place,
        "anchors (`&`), aliases (`*`) and tags (`!`) aren't used here",
        "write the value out, or put it in double quotes if it should begin with that sign",
    )
}
