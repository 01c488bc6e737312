//! A signing key that can't be read, or of a kind that isn't taken.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "roster-signing-key",
        Severity::Error,
        place,
        "this isn't a kind of signing key that is accepted here",
        "copy the whole line of the reviewer's `.pub` file; it begins with ssh-ed25519 or sk-ssh-ed25519@openssh.com",
    )
}
