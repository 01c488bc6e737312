//! Two reports that can't be told apart in a list.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(file: &str, title: &str, other: &str) -> Finding {
    Source::new(file, "").finding(
        "duplicate-title",
        Severity::Warning,
        Place::FILE,
        format!("the title `{title}` is also that of `{other}`"),
        "say in the title what is special about this one",
    )
}
