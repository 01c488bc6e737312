//! The first roster isn't the one that was agreed on.

use report::Finding;

use super::about;
use crate::digest::Digest;

pub(crate) fn finding(name: &str, found: Digest, root: Digest) -> Finding {
    about(
        "roster-root",
        name,
        format!("this isn't the first roster you named: its SHA-256 is {found}, not {root}"),
        "put the roster back that was agreed on; if the digest is mistyped, give it again with `--root`",
    )
}
