//! A recipient with a slip in it: what is sealed to it could be opened by nobody.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "roster-key",
        Severity::Error,
        place,
        "this isn't an age recipient: its checksum is wrong, or it isn't one of age1… or age1tag1…",
        "copy the public key again from the reviewer's `recipient.txt`, or from the line `# public key:` of age-keygen",
    )
}
