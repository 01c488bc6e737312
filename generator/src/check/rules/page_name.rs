//! A page whose address is already taken, or could not be one.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(file: &str, name: &str) -> Finding {
    Source::new(file, "").finding(
        "page-name",
        Severity::Error,
        Place::FILE,
        format!("a page can't be called `{name}`: it becomes an address"),
        "use lower-case letters, digits and hyphens, and none of the names that the library uses itself, such as `reports` or `topics`",
    )
}
