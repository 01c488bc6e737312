//! An id in the taxonomy that can't become an address.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, id: &str) -> Finding {
    source.finding(
        "id-word",
        Severity::Error,
        place,
        format!("`{id}` can't be used as an id"),
        "an id becomes an address: use lower-case letters, digits and hyphens (in a field also `_`), and none of the words that addresses and reports use themselves, such as `page` or `title`",
    )
}
