//! Tables that tell of too few reports.

use report::{Finding, Place, Severity, Source};

const HELP: &str =
    "have them made again with `nearmiss-review release-tables`; docs/disclosure.md says what may be told";

pub(crate) fn field(source: &Source<'_>, quarter: &str, field: &str) -> Finding {
    finding(source, format!("a table of {quarter} counts by `{field}`, which leaves no review"))
}

pub(crate) fn cell(source: &Source<'_>, quarter: &str, key: &[String], k: u32) -> Finding {
    let key = if key.is_empty() { "all".to_owned() } else { key.join(", ") };
    let message = format!(
        "a table of {quarter} tells of `{key}` how many reports have no page, and that is neither 0 nor {k} or more"
    );
    finding(source, message)
}

pub(crate) fn low(source: &Source<'_>, quarter: &str, k: u32, least: u32) -> Finding {
    finding(source, format!("a table of {quarter} protects fewer than {least} reports (`k` is {k})"))
}

fn finding(source: &Source<'_>, message: String) -> Finding {
    source.finding("tables-disclosure", Severity::Error, Place::FILE, message, HELP)
}
