//! Too few keys to which reports are sealed: if one is lost, so is every report.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, recipients: usize) -> Finding {
    source.finding(
        "roster-recipients",
        Severity::Error,
        place,
        format!("reports would be sealed to fewer than two keys (here: {recipients}); one key lost is every report lost"),
        "give at least two reviewers a `recipient`, one of them `offline: true`; for a demonstration write `demo: true`",
    )
}
