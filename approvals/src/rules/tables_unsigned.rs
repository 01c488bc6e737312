//! Tables that two people don't stand for.

use report::Finding;

use super::about;

pub(crate) fn finding(name: &str) -> Finding {
    about(
        "tables-unsigned",
        name,
        "these tables aren't signed by two of the roster",
        "have them made and signed with `nearmiss-review release-tables`",
    )
}
