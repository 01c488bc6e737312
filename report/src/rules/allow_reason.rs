//! A text that looks like an identifier is allowed, and nobody says why.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, text: &str) -> Finding {
    source.finding(
        "allow-reason",
        Severity::Error,
        place,
        format!("`{text}` is allowed without a reason"),
        format!("write why it identifies nobody: `{text}: a make of pistol`"),
    )
}
