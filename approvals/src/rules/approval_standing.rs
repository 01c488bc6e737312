//! An approval by a key that is out of use.

use report::Finding;

use super::about;

pub(crate) fn retired(name: &str, id: &str) -> Finding {
    about(
        "approval-standing",
        name,
        format!("`{id}` is retired, and no earlier release has this text"),
        "have it approved by a reviewer whose keys are in use; retired keys stay good for what they released",
    )
}

pub(crate) fn compromised(name: &str, id: &str) -> Finding {
    about(
        "approval-standing",
        name,
        format!("the key of `{id}` is compromised: all that it signed is void"),
        "have this report approved anew by another reviewer, and released anew",
    )
}
