//! No key for recovery.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "roster-offline",
        Severity::Hint,
        place,
        "no recipient is kept offline for recovery".to_owned(),
        "make one more key pair on a machine without a network, keep its identity in a safe, and list it with `offline: true`",
    )
}
