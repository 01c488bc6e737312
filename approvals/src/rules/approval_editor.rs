//! Stage 2 approved by somebody who edited the text at stage 1.

use report::Finding;

use super::about;

pub(crate) fn finding(name: &str, id: &str) -> Finding {
    about(
        "approval-editor",
        name,
        format!("`{id}` edited this text at stage 1, and approved it at stage 2"),
        "have stage 2 done by somebody who never edited it",
    )
}

pub(crate) fn differ(name: &str) -> Finding {
    about(
        "approval-editor",
        name,
        "the two approvals don't name the same editors",
        "have both made again with `nearmiss-review`, which knows who edited the text",
    )
}
