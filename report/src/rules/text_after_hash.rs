//! A title whose end is taken for a remark and read by nobody.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place) -> Finding {
    source.finding(
        "text-after-hash",
        Severity::Error,
        place,
        "what follows ` #` isn't read as part of the title",
        "put the whole title in double quotes",
    )
}
