//! Who is the only, first or last one, and what happened once.

use std::ops::Range;

use super::{clause, clause_start, word};
use crate::text::{Form, Token};

/// Who or what there is only one of.
#[rustfmt::skip] // one word a line says less
const HEADS: &[&str] = &[
    "female", "females", "woman", "women", "male", "handler", "deputy", "officer", "sergeant", "lieutenant", "captain",
    "trooper", "detective", "agent", "ranger", "warden", "instructor", "medic", "diver", "pilot", "sniper", "negotiator",
    "bilingual", "spanish", "black", "asian", "hispanic", "latino", "latina", "muslim", "sikh", "jewish", "native", "gay",
    "lesbian", "trans", "supervisor", "dispatcher", "nurse", "lefty", "handed", "speaker", "interpreter", "certified",
    "qualified", "member", "k9", "canine", "dog", "homicide", "murder", "shooting", "pursuit", "chief", "corporal", "cop",
    "rookie", "person", "paramedic", "tech", "technician", "operator", "investigator", "bailiff", "jailer", "chaplain",
    "signer", "one", "department", "agency", "county", "state", "city", "academy", "graduate", "hire", "recruit", "mother",
    "father", "vietnamese", "somali", "hmong", "korean", "employee", "specialist", "examiner", "coordinator", "commander",
    "sheriff", "marshal", "constable", "mom", "dad", "parent", "veteran", "twins", "brothers", "sisters", "deaf", "amputee",
    "full", "part", "sworn", "line-of-duty", "deputies", "officers", "guy", "lady", "gal", "escape", "fatality", "casualty",
    "survivor", "child", "girl", "boy", "unit", "team", "jail", "bomb", "motor", "detail", "crew", "squad", "grandfather",
    "grandmother",
];

#[rustfmt::skip] // one word a line says less
const UNIQUE: &[&str] = &[
    "only", "sole", "lone", "youngest", "oldest", "newest", "first", "last", "longest", "shortest", "tallest", "eldest",
    "senior",
];

/// After these, "only" and "first" are everyday words.
#[rustfmt::skip] // one word a line says less
const EVERYDAY: &[&str] = &[
    "thing", "time", "way", "reason", "question", "difference", "day", "step", "round", "shot", "contact", "place", "part",
    "floor", "room", "door", "aid", "light", "sight", "minute", "second", "responder", "responders", "cover", "exit",
    "chance", "option", "mistake", "lesson",
];

/// "the only female deputy on nights"
pub(super) fn unique(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    if !UNIQUE.contains(&word(tokens, at)) || EVERYDAY.contains(&word(tokens, at + 1)) {
        return None;
    }
    // "only 2 officers", "first deputy on scene": a count and an order.
    let end = clause(tokens, at, 14);
    let near = tokens.iter().take(end).skip(at + 1).take(4);
    // "the only SRO": who does what is often said in capitals.
    let role = |token: &Token<'_>| {
        token.is_all_upper()
            && token.letters() > 1
            && tokens.iter().any(|other| other.form == Form::Word && !other.is_all_upper())
    };
    let head = near.clone().position(|token| HEADS.contains(&token.lower.as_str()) || role(token))? + at + 1;
    if near.clone().any(|token| {
        token.form == Form::Number
            || matches!(
                token.lower.as_str(),
                "if" | "had" | "to" | "saw" | "thought" | "heard" | "because" | "when" | "after"
            )
    }) {
        return None;
    }
    let said = at > 0
        && matches!(
            word(tokens, at - 1),
            "the"
                | "our"
                | "my"
                | "their"
                | "department's"
                | "agency's"
                | "county's"
                | "state's"
                | "its"
                | "s"
        )
        || matches!(word(tokens, at), "youngest" | "oldest" | "sole")
        // "Only trooper assigned to the tunnel"; "Only officer on scene" is an hour's.
        || word(tokens, at) == "only"
            && (at == 0 || tokens[at - 1].form == Form::Mark)
            && matches!(word(tokens, head + 1), "assigned" | "certified" | "who" | "qualified");
    let order =
        matches!(word(tokens, at), "first" | "last" | "senior" | "newest" | "lone" | "longest" | "shortest");
    let personal = [
        "female", "woman", "black", "hispanic", "latina", "latino", "asian", "muslim", "sikh", "native",
        "gay", "k9", "homicide", "murder", "in",
    ]
    .contains(&word(tokens, at + 1))
        || (head + 1..end).any(|by| {
            matches!(
                word(tokens, by),
                "history" | "department" | "agency" | "county" | "state" | "ever" | "academy" | "region"
            )
        });
    let one = word(tokens, head) == "one"
        && !(matches!(
            word(tokens, head + 1),
            "on" | "in" | "with" | "at" | "who" | "working" | "that" | "certified"
        ));
    if !said || (order && !personal) || one {
        return None;
    }
    let start = if at > 0 && matches!(word(tokens, at - 1), "the" | "our" | "my") { at - 1 } else { at };
    Some(start..end)
}

/// Whether it is such a word, or two of it.
fn is_head(own: &str) -> bool {
    HEADS.contains(&own) || own.strip_suffix('s').is_some_and(|one| HEADS.contains(&one))
}

/// "a two-man department", "one of its two pilots", "the same house where".
pub(super) fn small(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    let few = |by: usize| {
        matches!(
            word(tokens, by),
            "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "2" | "3" | "4" | "5" | "6"
        )
    };
    let own = word(tokens, at);
    // "four man department"
    let by = at + 1 + usize::from(word(tokens, at + 1) == "-");
    if few(at)
        && matches!(word(tokens, by), "man" | "person" | "officer" | "deputy" | "woman")
        && (by + 1..by + 3).any(|by| {
            matches!(word(tokens, by), "department" | "agency" | "office" | "force" | "shop" | "pd" | "dept")
        })
    {
        return Some(clause_start(tokens, at, 4)..clause(tokens, at, 10));
    }
    if own == "one"
        && word(tokens, at + 1) == "of"
        && (few(at + 2) || (matches!(word(tokens, at + 2), "only" | "its" | "our" | "their") && few(at + 3)))
        && (at + 3..at + 7).any(|by| is_head(word(tokens, by)))
    {
        // "I am one of its two pilots"; "one of our two officers slipped" is an hour's.
        let is =
            at > 0 && matches!(word(tokens, at - 1), "am" | "is" | "i'm" | "im" | "was" | "he's" | "she's");
        let owned = is && matches!(word(tokens, at + 2), "its" | "our" | "their");
        let few_there = (at..clause(tokens, at, 14)).any(|by| match word(tokens, by) {
            "state" | "county" | "department" | "agency" | "country" | "region" | "here" | "division"
            | "certified" | "female" => true,
            // "two motor officers left in this town", not "left the room"
            "left" => matches!(word(tokens, by + 1), "in" | "on" | "here" | "who"),
            _ => false,
        });
        if owned || few_there {
            return Some(clause_start(tokens, at, 3)..clause(tokens, at, 14));
        }
    }
    if own == "same"
        && at > 0
        && matches!(word(tokens, at - 1), "the" | "that" | "this")
        && matches!(
            word(tokens, at + 1),
            "house"
                | "building"
                | "bridge"
                | "ramp"
                | "street"
                | "corner"
                | "intersection"
                | "apartment"
                | "cell"
                | "curve"
                | "road"
                | "block"
                | "address"
        )
        && matches!(word(tokens, at + 2), "as" | "where" | "that")
    {
        return Some(clause_start(tokens, at, 8)..clause(tokens, at, 14));
    }
    // Losses that everybody remembers.
    if matches!(own, "lost" | "buried" | "killed")
        && (at + 1..at + 4).any(|by| {
            matches!(
                word(tokens, by),
                "k9" | "deputy"
                    | "officer"
                    | "trooper"
                    | "diver"
                    | "sergeant"
                    | "partner"
                    | "brother"
                    | "ranger"
                    | "warden"
            )
        })
        && (clause_start(tokens, at, 5)..at)
            .any(|by| matches!(word(tokens, by), "we" | "department" | "agency" | "i" | "she" | "he"))
    {
        return Some(clause_start(tokens, at, 5)..clause(tokens, at, 12));
    }
    // "my first shift back", "ten days from my wedding"
    if own == "back"
        && at > 1
        && matches!(word(tokens, at - 1), "shift" | "day" | "night" | "week")
        && matches!(word(tokens, at - 2), "first" | "second")
    {
        return Some(clause_start(tokens, at, 4)..clause(tokens, at, 10));
    }
    if matches!(own, "wedding" | "honeymoon" | "funeral" | "surgery")
        && (at.saturating_sub(5)..at)
            .any(|by| matches!(word(tokens, by), "days" | "weeks" | "day" | "week" | "months"))
    {
        return Some(clause_start(tokens, at, 6)..at + 1);
    }
    None
}

/// "the third shooting on that street since May"
pub(super) fn counted(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    #[rustfmt::skip] // one word a line says less
    const ORDER: &[&str] = &[
        "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "2nd",
        "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th", "11th", "12th",
    ];
    if !ORDER.contains(&word(tokens, at)) {
        return None;
    }
    let end = clause(tokens, at, 14);
    let since = (at + 2..end).any(|by| {
        word(tokens, by) == "since"
            || (matches!(word(tokens, by), "this" | "in" | "that")
                && matches!(
                    word(tokens, by + 1),
                    "month"
                        | "year"
                        | "week"
                        | "summer"
                        | "winter"
                        | "spring"
                        | "fall"
                        | "two"
                        | "three"
                        | "as"
                        | "a"
                        | "six"
                )
                && matches!(
                    word(tokens, by + 1),
                    "month"
                        | "year"
                        | "week"
                        | "summer"
                        | "winter"
                        | "spring"
                        | "fall"
                        | "two"
                        | "three"
                        | "as"
                        | "six"
                ))
    });
    let start = if at > 0 && matches!(word(tokens, at - 1), "the" | "our" | "my") { at - 1 } else { at };
    since.then_some(start..end)
}
