//! A manifest that doesn't follow the one before.

use report::Finding;

use super::about;

pub(crate) fn none() -> Finding {
    about(
        "release-chain",
        "content/releases",
        "there is no release manifest, so nothing here may be published",
        "two reviewers sign one: `nearmiss-review sign-release`",
    )
}

pub(crate) fn finding(name: &str, expected: u32) -> Finding {
    about(
        "release-chain",
        name,
        format!(
            "this should be release {expected}, with the SHA-256 of the one before in its line `previous`"
        ),
        "put back what was changed; releases are numbered from 1 and none is ever changed or deleted",
    )
}
