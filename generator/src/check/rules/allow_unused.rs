//! A text is allowed that nothing in the report asks for.

use report::{Allowed, Finding, Severity, Source};

pub(crate) fn finding(source: &Source<'_>, allowed: &Allowed) -> Finding {
    source.finding(
        "allow-unused",
        Severity::Warning,
        allowed.place,
        format!("`{}` is allowed, but nothing was found there", allowed.text),
        "delete the line; what is allowed needlessly hides what comes later".to_owned(),
    )
}
