//! Fields that can't be read.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, detail: &str) -> Finding {
    source.finding(
        "yaml-syntax",
        Severity::Error,
        place,
        if detail.starts_with(COLON_IN_VALUE) {
            "a value with a colon and a blank in it needs quotes".to_owned()
        } else {
            format!("the fields can't be read from here on: {detail}")
        },
        "write one `key: value` a line; put a value in double quotes when it holds `: ` or ` #`, or begins with one of [ { & * ! | > ' % @ `",
    )
}

/// The parser's words for the mistake that writers make most: `title: Search: again`.
const COLON_IN_VALUE: &str = "mapping values are not allowed";
