//! A signature that isn't the reviewer's over this statement.

use report::Finding;

use super::about;

pub(crate) fn missing(name: &str) -> Finding {
    about(
        "approval-signature",
        name,
        "this statement has no signature that can be read",
        "the reviewer signs it: `nearmiss-review approve …` writes the `.sig` beside it",
    )
}

pub(crate) fn other_key(name: &str, id: &str) -> Finding {
    about(
        "approval-signature",
        name,
        format!("this statement isn't signed with the key that the roster has for `{id}`"),
        "the reviewer signs with the key in the roster; a new key takes a new roster",
    )
}

pub(crate) fn broken(name: &str, id: &str) -> Finding {
    about(
        "approval-signature",
        name,
        format!(
            "the signature of `{id}` isn't over this statement: it was changed afterwards, or signed for another purpose"
        ),
        "have the report approved again",
    )
}
