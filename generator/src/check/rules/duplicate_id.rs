//! Two reports with one id.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(file: &str, id: &str, other: &str) -> Finding {
    Source::new(file, "").finding(
        "duplicate-id",
        Severity::Error,
        Place::FILE,
        format!("`{id}` is already the id of `{other}`"),
        "give one of them a new id; `nearmiss new` makes one",
    )
}
