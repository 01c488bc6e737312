//! A roster that forgets what the one before knew.

use report::Finding;

use super::about;

pub(crate) fn gone(name: &str, id: &str) -> Finding {
    about(
        "roster-standing",
        name,
        format!("`{id}` stood in the roster before and is gone"),
        "keep the entry and mark it `retired: true` or `compromised: true`",
    )
}

pub(crate) fn better(name: &str, id: &str) -> Finding {
    about(
        "roster-standing",
        name,
        format!("`{id}` was retired or compromised and is in use again"),
        "give whoever comes back a new pseudonym and new keys",
    )
}

pub(crate) fn other_key(name: &str, id: &str) -> Finding {
    about(
        "roster-standing",
        name,
        format!("`{id}` has another signing key than in the roster before"),
        "mark the old entry `retired: true` or `compromised: true`, and give the new key a new pseudonym",
    )
}
