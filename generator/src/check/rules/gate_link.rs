//! Something in what is published that isn't a plain file: what it leads to isn't what was signed.

use report::{Finding, Place, Severity, Source};

pub(crate) fn finding(file: &str) -> Finding {
    told(file, "this is a link or a device, and what it leads to isn't signed")
}

pub(crate) fn submodule(file: &str) -> Finding {
    told(file, "this is a submodule: its files live elsewhere, and aren't signed")
}

pub(crate) fn path(file: &str) -> Finding {
    told(file, "this path doesn't lead into a folder below, as a plain path does")
}

fn told(file: &str, message: &str) -> Finding {
    let help = "put a plain file in its place, or take it away";
    Source::new(file, "").finding("gate-link", Severity::Error, Place::FILE, message, help)
}
