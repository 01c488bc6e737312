//! Bytes that are no UTF-8 text.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, bytes: &str) -> Finding {
    source.finding(
        "not-utf8",
        Severity::Error,
        place,
        format!("this text isn't UTF-8: the bytes {bytes} stand here"),
        "save the file again with the encoding UTF-8; often it is a quotation mark or dash pasted from a word processor",
    )
}
