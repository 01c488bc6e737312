//! The list by which outsiders check isn't the roster's.

use report::Finding;

use super::about;

pub(crate) fn finding(name: Option<&str>) -> Finding {
    about(
        "allowed-signers",
        name.unwrap_or("content/roster/allowed_signers"),
        "the list of keys for `ssh-keygen -Y verify` isn't what the newest roster says",
        "write it again: `nearmiss-review roster allowed-signers`",
    )
}
