//! A report that a stage hasn't approved.

use report::Finding;

use super::about;
use crate::approval::Stage;

pub(crate) fn finding(name: &str, stage: Stage) -> Finding {
    let stage = stage.word();
    about(
        "approval-missing",
        name,
        format!("this report has no approval of the stage `{stage}`"),
        format!("a reviewer of that stage approves it: `nearmiss-review approve ID --stage {stage} …`"),
    )
}
