//! Units by their bare numbers, as people on the radio say them: "22 was out with two", "show 614 on scene".

use super::Here;
use crate::classes::look_alike;
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
    let token = here.get(0)?;
    if token.form != Form::Number {
        return lettered(here);
    }
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
    let awaited = here.is(-1, &["for"])
        && here.is(-2, &["waiting", "wait", "waited", "waits"])
        && token.text.len() == 3
        && !token.text.ends_with("11")
        && !token.text.ends_with("00")
        && !token.is("988")
        && here.get(1).is_none_or(|next| next.form == Form::Mark);
    let names = here.is(-1, &["is"])
        && here.is(-2, &["this"])
        && here.get(1).is_none_or(|next| next.form == Form::Mark);
    (opens && does || sent || rides || names || awaited).then(|| here.found(1, Kind::Unit, Why::Context))
}

/// Letters and a number: in a log, what stands after the time is who did it ("0201 K12 out w/ one"); or somebody says
/// what is theirs ("my bike was M7").
fn lettered(here: Here<'_>) -> Option<Span> {
    const THEIRS: &[&str] = &["my", "his", "her", "our", "call"];
    const ROADS: &[&str] = &["i", "us", "sr", "cr", "fm", "rt", "ih", "sh"];
    const WHAT: &[&str] = &["bike", "motor", "car", "unit", "cruiser", "sign", "callsign", "beat", "post"];
    let token = here.get(0).filter(|token| token.form == Form::Mixed && token.is_all_upper())?;
    let letters = token.text.bytes().take_while(u8::is_ascii_uppercase).count();
    let formed = (1..=2).contains(&letters)
        && (1..=3).contains(&token.digits())
        && letters + token.digits() == token.text.len();
    // "A 2015 Q5" is a car, "at 0730 SR47 was blocked" tells of a road.
    let timed = here.form(1) == Some(Form::Word)
        && !token.is("k9")
        && !ROADS.contains(&&token.lower[..letters])
        && (after_clock(here) && token.digits() > 1
            || here.get(-1).is_some_and(|time| {
                let year = time.number().is_some_and(|number| (1950..2040).contains(&number));
                time.form == Form::Number
                    && time.text.len() == 4
                    && time.text < "2400"
                    && (!year || time.line)
            }));
    let theirs = here.is(-1, &["was", "is"]) && here.is(-2, WHAT) && here.is(-3, THEIRS);
    (formed && (timed || theirs) && look_alike(here.tokens, here.at) == 0)
        .then(|| here.found(1, Kind::Unit, Why::Context))
}

/// Whether a line's time with colons ends before: "22:04:51".
fn after_clock(here: Here<'_>) -> bool {
    let group = |by: isize| {
        here.get(by)
            .is_some_and(|token| token.form == Form::Number && token.text.len() == 2 && token.text < "60")
    };
    // "22:04:51 - B31"
    let by = if here.is(-1, &["-", ":"]) { -2 } else { -1 };
    !here.glued(0) && group(by) && here.glued_mark(by - 1, &[":"]) && here.glued(by) && group(by - 2)
}
