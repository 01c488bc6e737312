//! A report that was changed after it was approved.

use report::Finding;

use super::about;

pub(crate) fn finding(name: &str, stage: &str) -> Finding {
    about(
        "approval-bytes",
        name,
        format!(
            "this report was changed after it was approved ({stage}): its SHA-256 isn't the one that was signed"
        ),
        "put the approved text back, or have the new one approved: any change voids both approvals",
    )
}
