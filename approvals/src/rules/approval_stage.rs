//! An approval of the other stage.

use report::Finding;

use super::about;
use crate::approval::Stage;

pub(crate) fn finding(name: &str, said: Stage, here: Stage) -> Finding {
    about(
        "approval-stage",
        name,
        format!(
            "this is an approval of the stage `{}`, and lies here as one of `{}`",
            said.word(),
            here.word()
        ),
        "each stage approves for itself; have the missing one done",
    )
}
