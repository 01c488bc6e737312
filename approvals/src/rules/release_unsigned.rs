//! A manifest that two people don't stand for.

use report::Finding;

use super::about;

pub(crate) fn finding(name: &str, signers: usize) -> Finding {
    about(
        "release-unsigned",
        name,
        format!("this release is signed by {signers} of its roster whose keys count; it takes two"),
        "have it signed, or if a key was compromised its reports released anew: `nearmiss-review sign-release`",
    )
}
