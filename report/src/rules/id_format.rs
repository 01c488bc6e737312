//! An id that is no id.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, id: &str) -> Finding {
    source.finding(
        "id-format",
        Severity::Error,
        place,
        format!("`{id}` isn't an id"),
        "an id is `nm-` and 8 characters of 23456789abcdefghjkmnpqrstvwxyz (no 0 o 1 l i u), for instance `nm-7k3q9d2m`; `nearmiss new` makes one",
    )
}
