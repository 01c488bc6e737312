//! A statement that isn't one.

use report::{Finding, Place, Severity, Source};

use crate::gate::File;
use crate::lines::LineError;

pub(crate) fn finding(file: &File, error: &LineError) -> Finding {
    let text = String::from_utf8_lossy(&file.bytes);
    let place = match error.line() {
        0 => Place::FILE,
        line => {
            Place::line_start(line, text.lines().nth(line - 1).map_or(1, |line| line.chars().count().max(1)))
        }
    };
    Source::new(&file.name, &text).finding(
        "statement-format",
        Severity::Error,
        place,
        format!("this statement can't be read: {error}"),
        "have it made and signed again with `nearmiss-review`; nobody writes one by hand",
    )
}
