//! An approval of another report.

use report::{Finding, ReportId};

use super::about;

pub(crate) fn finding(name: &str, said: ReportId, here: ReportId) -> Finding {
    about(
        "approval-report",
        name,
        format!("this statement is about {said}, and lies here as one about {here}"),
        "a statement counts for its own report only; have this report reviewed",
    )
}
