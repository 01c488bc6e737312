//! An approval for another taxonomy.

use report::Finding;

use super::about;

pub(crate) fn finding(name: &str, said: &str, here: &str) -> Finding {
    about(
        "approval-taxonomy",
        name,
        format!("this was approved for taxonomy {said}; the library has {here}"),
        "bring the report to the new taxonomy and have it approved again",
    )
}
