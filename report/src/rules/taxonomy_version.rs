//! A report written for another list of fields.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, version: &str, current: &str) -> Finding {
    source.finding(
        "taxonomy-version",
        Severity::Error,
        place,
        format!(
            "this report was written for version `{version}` of the taxonomy; the library has `{current}`"
        ),
        format!("check its fields against taxonomy.yaml, then write `taxonomy_version: \"{current}\"`"),
    )
}
