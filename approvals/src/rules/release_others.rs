//! Something else than reports was changed.

use report::Finding;

use super::about;

pub(crate) fn finding(name: &str) -> Finding {
    about(
        "release-others",
        name,
        "pages, questionnaire, taxonomy or theme were changed since this release was signed",
        "put them back, or have a release signed over the change: `nearmiss-review sign-release`",
    )
}
