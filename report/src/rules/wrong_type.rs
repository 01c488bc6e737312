//! A list where one value belongs, or the other way round.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, key: &str, expected: &str) -> Finding {
    source.finding(
        "wrong-type",
        Severity::Error,
        place,
        format!("`{key}` must be {expected}"),
        format!("write {}", example(key, expected)),
    )
}

/// How it is written instead.
fn example(key: &str, expected: &str) -> String {
    match expected {
        LIST => format!("`{key}: [first, second]`"),
        YES_OR_NO => format!("`{key}: true`"),
        _ => format!("`{key}: value`"),
    }
}

/// What a field expects, in words.
pub(crate) const TEXT: &str = "one value";
/// The same for a field with several values.
pub(crate) const LIST: &str = "a list";
/// The same for a field that is true or false.
pub(crate) const YES_OR_NO: &str = "`true` or `false`";
/// The same for a field that holds fields of its own.
pub(crate) const MAP: &str = "a group of `key: value` lines";
