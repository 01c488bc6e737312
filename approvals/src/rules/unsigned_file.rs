//! A file among the statements that is none.

use report::{Finding, ReportId};

use super::about;

pub(crate) fn finding(name: &str) -> Finding {
    about(
        "unsigned-file",
        name,
        "this folder holds statements and their signatures only; nobody signed for this file",
        "take it away",
    )
}

pub(crate) fn orphan(name: &str, id: ReportId) -> Finding {
    about(
        "unsigned-file",
        name,
        format!("this approves {id}, which isn't there"),
        "put the report back, or take its approvals away with it",
    )
}
