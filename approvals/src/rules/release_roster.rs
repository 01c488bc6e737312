//! A manifest under a roster that wasn't in force.

use report::Finding;

use super::about;

pub(crate) fn finding(name: &str, said: u32, before: u32, newest: u32) -> Finding {
    about(
        "release-roster",
        name,
        format!("this release names roster {said}; it must be one from {before} to {newest}"),
        "have the release signed again under the newest roster: `nearmiss-review sign-release`",
    )
}
