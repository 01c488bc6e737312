//! A file that doesn't begin with its fields.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "front-matter-missing",
        Severity::Error,
        place,
        "the file doesn't begin with `---` and its fields",
        "write `---` alone on the first line, then one `key: value` a line, then `---` again; `nearmiss new` makes a file to start from",
    )
}
