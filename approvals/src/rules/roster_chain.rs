//! A roster that the one before doesn't vouch for.

use report::Finding;

use super::about;

pub(crate) fn none() -> Finding {
    about(
        "roster-chain",
        "content/roster",
        "there is no roster, so nobody can have approved anything",
        "make one: `nearmiss-review roster add` (docs/reviewers-keys.md)",
    )
}

pub(crate) fn missing(name: &str, expected: u32) -> Finding {
    about(
        "roster-chain",
        name,
        format!("roster {expected} is missing: each roster is vouched for by the one before"),
        "put the missing file back; rosters are numbered from 1 and none is ever deleted",
    )
}

pub(crate) fn unsigned(name: &str, signers: usize) -> Finding {
    about(
        "roster-chain",
        name,
        format!("this roster is signed by {signers} of the one before; it takes two who are in use there"),
        "have it signed: `nearmiss-review roster sign`",
    )
}
