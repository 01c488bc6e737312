//! A report and the releases don't know each other.

use report::{Finding, ReportId};

use super::about;

pub(crate) fn gone(name: &str, id: ReportId) -> Finding {
    about(
        "release-report",
        name,
        format!("this release names {id}, which isn't there"),
        "put the report back; to take one away, withdraw it: `nearmiss-review withdraw`",
    )
}

pub(crate) fn sample(name: &str) -> Finding {
    about(
        "release-report",
        name,
        "this report was released, and now it says that it is an invented sample",
        "take the line `sample: true` out; to take a report away, withdraw it: `nearmiss-review withdraw`",
    )
}

pub(crate) fn older(name: &str) -> Finding {
    about(
        "release-report",
        name,
        "a later release has another text of this report",
        "put back the text that was released last; to take a report away, withdraw it: `nearmiss-review withdraw`",
    )
}

pub(crate) fn missing(name: &str, voided: bool) -> Finding {
    let why = if voided { "the release of this report is void" } else { "no release has this text" };
    about(
        "release-report",
        name,
        format!("{why}; approved alone it isn't published"),
        "two reviewers sign a release with it: `nearmiss-review sign-release`",
    )
}
