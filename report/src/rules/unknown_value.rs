//! A value that the taxonomy doesn't have.

use crate::finding::{Finding, Severity};
use crate::nearest::did_you_mean;
use crate::source::{Place, Source};

pub(crate) fn finding(
    source: &Source<'_>,
    place: Place,
    field: &str,
    value: &str,
    allowed: &[&str],
) -> Finding {
    source.finding(
        "unknown-value",
        Severity::Error,
        place,
        format!("`{value}` isn't a value of `{field}`"),
        format!("{}{}", did_you_mean(value, allowed.iter().copied()), list_of(allowed)),
    )
}

/// Most values that are worth listing in a message.
const LISTED: usize = 12;

fn list_of(allowed: &[&str]) -> String {
    if allowed.len() <= LISTED {
        format!("the values are: {}", allowed.join(", "))
    } else {
        "the values stand in taxonomy.yaml".to_owned()
    }
}
