//! Units by their bare numbers, as people on the radio say them: "22 was out with two", "show 614 on scene".

use super::Here;
use crate::finding::{Kind, Span, Why};
use crate::text::Form;

/// What somebody on the radio does.
#[rustfmt::skip] // one word a line says less
const SAYS: &[&str] = &[
    "called", "calls", "radioed", "advised", "advises", "adv", "keyed", "copied", "copies", "responded", "responds", "cleared",
    "acknowledged", "acknowledges", "replied", "transmitted", "requested", "requests", "broadcast", "answered", "arrived",
    "arrives", "asked", "asks", "turned", "pulled", "rolled", "backed", "relayed", "confirmed", "repeated",
];
/// How somebody is who was sent.
#[rustfmt::skip] // one word a line says less
const IS: &[&str] = &[
    "out", "behind", "primary", "secondary", "clear", "enroute", "en", "responding", "lead", "backing", "close", "coming",
    "available", "busy", "rolling", "arriving", "ahead", "second", "third", "first", "transporting", "calling", "asking",
];
/// What sends somebody.
#[rustfmt::skip] // one word a line says less
const SENDS: &[&str] = &[
    "show", "shows", "showed", "showing", "put", "mark", "marked", "send", "sent", "copy", "tell", "told", "asked", "backed",
    "backing", "backup", "advise", "advised", "cancel", "cancelled", "canceled", "dispatched", "status", "from", "raise",
];
/// What a clause begins with.
#[rustfmt::skip] // one word a line says less
const BEFORE: &[&str] = &[
    "and", "but", "when", "while", "until", "till", "because", "so", "then", "as", "after", "before", "if", "that", "where",
    "once", "since", "heard", "or",
];

/// A number that does what a unit does.
pub(super) fn called(here: Here<'_>) -> Option<Span> {
    let token = here.get(0).filter(|token| token.form == Form::Number)?;
    let year = (1950..2040).contains(&token.number()?);
    if !(2..=4).contains(&token.text.len())
        || here.glued(0)
        || here.glued(1) && !here.is(1, &[".", ","])
        || year
    {
        return None;
    }
    let opens = here
        .get(-1)
        .is_none_or(|before| before.form == Form::Mark && !matches!(before.text, "$" | "#" | "-"))
        || here.is(-1, BEFORE);
    let does = SAYS.contains(&here.word(1)) && !here.is(2, &["to", "degrees", "years", "times"])
        || here.is(1, &["was", "is", "were"]) && IS.contains(&here.word(2))
        || here.is(1, &["on"]) && here.is(2, &["scene"])
        || here.is(1, &["to", "from"]) && here.is(2, &["dispatch", "radio", "control", "comms", "base"]);
    let sent = SENDS.contains(&here.word(-1))
        && (here
            .is(1, &["on", "out", "enroute", "clear", "arrived", "available", "busy", "code", "responding"])
            || here.is(1, &["en"]) && here.is(2, &["route"])
            || here.is(1, &["10"]));
    let rides = here.is(-1, &["in"])
        && here.is(-2, &["was", "were", "am", "i'm", "riding", "working", "me", "us"])
        && token.text.len() >= 3
        && here.get(1).is_none_or(|next| next.form == Form::Mark)
            | here.is(1, &["and", "with", "when", "behind", "that", "while"]);
    let names = here.is(-1, &["is"])
        && here.is(-2, &["this"])
        && here.get(1).is_none_or(|next| next.form == Form::Mark);
    (opens && does || sent || rides || names).then(|| here.found(1, Kind::Unit, Why::Context))
}
