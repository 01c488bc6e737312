//! A withdrawal that nobody signed.

use report::Finding;

use super::about;

pub(crate) fn finding(name: &str, id: &str) -> Finding {
    about(
        "withdrawal-signature",
        name,
        format!("this withdrawal isn't signed by `{id}` with a key in use"),
        "have it made with `nearmiss-review withdraw`",
    )
}
