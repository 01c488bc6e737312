//! Names in social networks and of users.

use super::{Here, counted, run};
use crate::case::Mode;
use crate::finding::{Kind, Span, Why};
use crate::text::Form;

/// Where people have such names.
#[rustfmt::skip] // one word a line says less
const NETWORKS: &[&str] = &[
    "tiktok", "instagram", "insta", "ig", "snapchat", "snap", "twitter", "x", "facebook", "fb", "reddit", "youtube", "twitch",
    "discord", "telegram", "threads", "bluesky",
];

/// `@name`, or a name beside a network's: "prank.kingz on tiktok", "his insta is skyy.ebz".
pub(super) fn handle(here: Here<'_>) -> Option<Span> {
    let found = |from: usize, length: usize, why| Some(here.found_at(from..from + length, Kind::Handle, why));
    if here.is(0, &["@"])
        && here.opens()
        && here.glued(1)
        && matches!(here.form(1), Some(Form::Word | Form::Mixed))
    {
        return found(0, 1 + run(here.moved(1), &["_", ".", "-"], 12), Why::Form);
    }
    if let Some((from, length)) = announced(here).or_else(|| goes_by(here)) {
        return found(from, length, Why::Cue);
    }
    // "_name_"; "_very_" is emphasis, as Markdown writes it.
    if here.is(0, &["_"]) && here.opens() && here.glued(1) {
        let own = here.moved(1);
        let length = run(own, &["_", "."], 12);
        let last = usize::from(here.glued_mark((1 + length).cast_signed(), &["_"]));
        return if is_made_up(own, length) { found(0, 1 + length + last, Why::Form) } else { None };
    }
    // "u/name" on Reddit; a "u/turn" is none.
    if here.is(0, &["u"]) && here.opens() && here.glued_mark(1, &["/"]) && here.glued(2) {
        let length = run(here.moved(2), &["_", "-"], 12);
        return if is_made_up(here.moved(2), length) { found(0, 2 + length, Why::Form) } else { None };
    }
    let length = run(here, &["_", "."], 12);
    let by = length.cast_signed();
    let underscored = (1..length).any(|by| here.is(by.cast_signed(), &["_"]));
    let told = here.is(by, &["on"])
        && (NETWORKS.contains(&here.word(by + 1)) || here.is(by + 1, &["tik"]) && here.is(by + 2, &["tok"]))
        && is_made_up(here, length);
    // "name#0417" on Discord
    let number = here.glued_mark(by, &["#"]) && here.glued(by + 1);
    let numbered =
        number && here.get(by + 1).is_some_and(|own| own.form == Form::Number && own.text.len() == 4);
    let joined = underscored || told || numbered && is_made_up(here, length);
    if joined { found(0, length + if numbered { 2 } else { 0 }, Why::Form) } else { None }
}

/// Whether so many tokens can only be a name that somebody made up: joined, with digits, or no word.
fn is_made_up(here: Here<'_>, length: usize) -> bool {
    let (letters, digits) = counted(here, length);
    let unusual = here.get(0).is_some_and(|own| {
        own.form == Form::Word && own.class.unusual() && (here.mode != Mode::Mixed || !own.has_upper_first())
    });
    letters >= 3 && (length > 1 || digits > 0 || unusual)
}

/// "going by BlueLineLeaks": words written as one; "aka kingquis216": letters and digits.
fn goes_by(here: Here<'_>) -> Option<(usize, usize)> {
    let alias = here.get(1).filter(|own| own.form == Form::Mixed && own.letters() > 3);
    if here.is(0, &["aka"])
        && alias.is_some_and(|own| own.text.starts_with(|c: char| c.is_ascii_alphabetic()))
    {
        return Some((1, run(here.moved(1), &["_", ".", "-"], 12)));
    }
    if !(here.is(0, &["going", "goes", "go", "went", "posting", "posts", "posted"])
        && here.is(1, &["by", "as"]))
    {
        return None;
    }
    let letters: Vec<char> = here.get(2).filter(|own| own.form != Form::Number)?.text.chars().collect();
    let humps = letters.windows(2).filter(|two| two[0].is_lowercase() && two[1].is_uppercase()).count();
    // DeShawn and McKenzie are names.
    (humps > 1 || humps == 1 && letters.len() > 8).then_some((2, run(here.moved(2), &["_", ".", "-"], 12)))
}

/// "user ID is jsmith2", "his insta is skyy.ebz", "on tiktok by prank.kingz": where it begins, and how long it is.
fn announced(here: Here<'_>) -> Option<(usize, usize)> {
    #[rustfmt::skip] // one word a line says less
    const BETWEEN: &[&str] = &["user", "name", "handle", "account", "is", "was", ":", "by", "as", "="];
    let user = usize::from(here.is(0, &["user", "screen"]) && here.is(1, &["id", "name"]));
    let named = user > 0 || here.is(0, &["username", "userid", "screenname"]);
    let network = NETWORKS.contains(&here.word(0)) && !here.is(0, &["x"]);
    if !named && !network {
        return None;
    }
    let mut from = 1 + user;
    while from < 5 && here.is(from.cast_signed(), BETWEEN) {
        from += 1;
    }
    let own = here.moved(from);
    let length = run(own, &["_", ".", "-"], 12);
    let began = matches!(own.form(0), Some(Form::Word | Form::Mixed))
        && !own.word(0).starts_with(|c: char| c.is_ascii_digit());
    (began && (named || from > 1) && is_made_up(own, length)).then_some((from, length))
}
