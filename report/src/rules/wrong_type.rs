//! A list where one value belongs, or the other way round.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, key: &str, expected: &str) -> Finding {
    source.finding(
        "wrong-type",
        Severity::Error,
        place,
        format!("{} must be {expected}", named(key)),
        format!("write {}", example(key, expected)),
    )
}

/// How it is written instead.
fn example(key: &str, expected: &str) -> String {
    match expected {
        LIST => format!("`{key}: [first, second]`"),
        MAP => "one `key: value` a line".to_owned(),
        YES_OR_NO => format!("`{key}: true`"),
        _ => format!("`{key}: value`"),
    }
}

/// What stands here without a name of its own.
pub(crate) const HERE: &str = "what stands here";
/// What a field expects, in words.
pub(crate) const TEXT: &str = "one value";
/// The same for a field with several values.
pub(crate) const LIST: &str = "a list";
/// The same for a field that is true or false.
pub(crate) const YES_OR_NO: &str = "`true` or `false`";
/// The same for a field that holds fields of its own.
pub(crate) const MAP: &str = "a group of `key: value` lines";

fn named(key: &str) -> String {
    if key == HERE { key.to_owned() } else { format!("`{key}`") }
}
