//! A file that is called otherwise than its report.

use crate::finding::{Finding, Severity};
use crate::source::{Place, Source};

pub(crate) fn finding(source: &Source<'_>, place: Place, id: &str, file_stem: &str) -> Finding {
    source.finding(
        "id-file-name",
        Severity::Error,
        place,
        format!("the id is `{id}`, but the file is called `{file_stem}.md`"),
        format!("rename the file to `{id}.md`, or correct the id; the file's name is the report's address"),
    )
}
