//! A batch that doesn't approve what it lists.

use report::Finding;

use super::about;

pub(crate) fn number(name: &str, said: u32) -> Finding {
    about(
        "batch",
        name,
        format!("this batch says that it is number {said}"),
        "put it back under its own number",
    )
}

pub(crate) fn unsigned(name: &str, signers: usize) -> Finding {
    about(
        "batch",
        name,
        format!("this batch is signed by {signers} of the roster; it takes two people, one for each stage"),
        "have it signed: `nearmiss-review batch`",
    )
}

pub(crate) fn not_imported(name: &str) -> Finding {
    about(
        "batch",
        name,
        "a batch approves this report, which has no `source_id`",
        "only imported reports are approved in a batch; have this one reviewed in two stages",
    )
}
