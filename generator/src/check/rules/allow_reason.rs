//! A reason why a text is allowed says itself what may identify somebody: it stands in the report's file, which everybody reads.

use report::{Allowed, Finding, Severity, Source};

pub(crate) fn finding(
    source: &Source<'_>,
    allowed: &Allowed,
    words: &str,
    what: &str,
    severity: Severity,
) -> Finding {
    source.finding(
        "allow-reason",
        severity,
        allowed.place,
        format!("`{words}`, in the reason why `{}` is allowed, looks like {what}", allowed.text),
        "the reason is published with the report: say it without that".to_owned(),
    )
}
