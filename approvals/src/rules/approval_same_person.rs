//! Both stages by one person.

use report::Finding;

use super::about;

pub(crate) fn finding(name: &str, id: &str) -> Finding {
    about(
        "approval-same-person",
        name,
        format!("both stages were approved by `{id}`; they take two people"),
        "have one of the stages done by another reviewer",
    )
}
