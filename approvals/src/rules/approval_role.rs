//! Somebody who may not approve this.

use report::Finding;

use super::about;
use crate::approval::Stage;

pub(crate) fn finding(name: &str, id: &str, stage: Stage) -> Finding {
    let stage = stage.word();
    about(
        "approval-role",
        name,
        format!("`{id}` approved the stage `{stage}` and doesn't have that role in the roster"),
        "have it approved by a reviewer with the role",
    )
}

pub(crate) fn unknown(name: &str, id: &str, roster: u32) -> Finding {
    about(
        "approval-role",
        name,
        format!("`{id}` doesn't stand in roster {roster}"),
        "have it approved by a reviewer of the roster",
    )
}

pub(crate) fn inactive(name: &str, id: &str, roster: u32) -> Finding {
    about(
        "approval-role",
        name,
        format!("`{id}` was retired or compromised already in roster {roster}"),
        "have it approved by a reviewer whose keys are in use",
    )
}
