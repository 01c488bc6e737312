//! A place within a building.

use super::super::Here;
use crate::finding::{Kind, Span, Why};
use crate::text::Form;

/// "room 217", "cell 14".
pub(in super::super) fn room(here: Here<'_>) -> Option<Span> {
    let by = 1 + isize::from(here.is(1, &[".", "#", "no", "number"]));
    let token = here.get(by)?;
    let short = (1..=4).contains(&token.digits()) && token.letters() <= 1 && token.form != Form::Mark;
    let counts = here.glued_mark(by + 1, &["-", "/", ":", "."]) && here.glued(by + 2)
        || here.is(by + 1, &["phones", "phone", "minutes", "times", "people", "inmates", "beds"]);
    (here.is(0, &["room", "rm", "cell"]) && short && !counts)
        .then(|| here.found((by + 1).unsigned_abs(), Kind::Address, Why::Cue))
}
