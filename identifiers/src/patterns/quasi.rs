//! What fits one person or event only, although it names nobody: "the only handler on nights", a K9's name, an award, the
//! news.

use crate::finding::{Confidence, Kind, Span, Why};
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
#[rustfmt::skip] // one word a line says less
const KIN: &[&str] = &[
    "brother", "sister", "wife", "husband", "father", "dad", "mother", "mom", "uncle", "aunt", "cousin", "son", "daughter",
    "twin", "fiance", "fiancee", "stepfather", "stepson", "nephew", "niece", "ex", "inlaw", "boyfriend", "girlfriend",
];
#[rustfmt::skip] // one word a line says less
const KIN_SAYS: &[&str] = &[
    "chief", "sheriff", "deputy", "dispatch", "dispatcher", "department", "sergeant", "judge", "mayor", "trooper", "works",
    "worked", "force", "shift", "twin", "lieutenant", "captain", "jail", "agency", "warden", "identical", "same",
    "undersheriff", "prosecutor", "jailer", "chairman", "coroner", "senator", "commissioner", "council", "principal",
    "captain's",
];
#[rustfmt::skip] // one word a line says less
const MEDIA: &[&str] = &[
    "news", "newspaper", "viral", "headline", "headlines", "documentary", "podcast", "youtube", "tiktok", "reddit", "paper",
    "papers", "televised", "reporter", "newscast", "broadcast", "channel", "tv", "dateline", "billboard",
];
#[rustfmt::skip] // one word a line says less
const MEDIA_VERBS: &[&str] = &[
    "on", "made", "went", "in", "all", "the", "ran", "national", "local", "a", "that", "hit", "front", "evening", "our",
    "of", "is", "was", "live", "got", "by", "six", "aired",
];
const AWARDS: &[&str] =
    &["medal", "award", "commendation", "valor", "lifesaving", "plaque", "citation", "honored"];
#[rustfmt::skip] // one word a line says less
const AWARD_VERBS: &[&str] = &[
    "awarded", "received", "won", "got", "gave", "given", "pinned", "earned", "presented", "accepted", "nominated", "of",
    "the", "year", "my", "a", "for", "up",
];

/// These, as spans of tokens.
pub(super) fn find(tokens: &[Token<'_>]) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for at in 0..tokens.len() {
        if found.last().is_some_and(|span| at < span.tokens.end) {
            continue;
        }
        let range = dog(tokens, at)
            .or_else(|| unique(tokens, at))
            .or_else(|| kin(tokens, at))
            .or_else(|| career(tokens, at))
            .or_else(|| public(tokens, at))
            .or_else(|| counted(tokens, at))
            .or_else(|| small(tokens, at));
        if let Some(mut range) = range {
            range.start = range.start.max(found.last().map_or(0, |last: &Span| last.tokens.end));
            found.push(Span {
                tokens: range,
                kind: Kind::Quasi,
                confidence: Confidence::Medium,
                why: Why::Form,
            });
        }
    }
    found
}

fn word<'a>(tokens: &'a [Token<'_>], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| token.lower.as_str())
}

/// Up to the end of the clause, at most `most` tokens on.
fn clause(tokens: &[Token<'_>], at: usize, most: usize) -> usize {
    let mut end = at;
    while end < tokens.len() && end - at < most {
        let token = &tokens[end];
        let joins = matches!(
            token.lower.as_str(),
            "and"
                | "but"
                | "so"
                | "because"
                | "which"
                | "when"
                | "while"
                | "then"
                | "until"
                | "if"
                | "although"
        );
        if (token.form == Form::Mark && !matches!(token.text, "-" | "'" | "\u{2019}" | "&" | "/"))
            || (joins && end > at + 1)
        {
            break;
        }
        end += 1;
    }
    end
}

/// "K9 Brix", "our dog Titan".
fn dog(tokens: &[Token<'_>], at: usize) -> Option<std::ops::Range<usize>> {
    let joined = word(tokens, at) == "k" && word(tokens, at + 1) == "-" && word(tokens, at + 2) == "9";
    let length = if joined { 3 } else { 1 };
    let k_nine = joined || matches!(word(tokens, at), "k9" | "canine" | "bloodhound" | "malinois");
    let own_dog = matches!(word(tokens, at), "dog" | "horse" | "shepherd" | "malinois" | "bloodhound")
        && at > 0
        && matches!(word(tokens, at - 1), "my" | "our" | "his" | "her" | "patrol" | "police" | "the");
    if !k_nine && !own_dog {
        return None;
    }
    let comma = usize::from(word(tokens, at + length) == "," && own_dog);
    let name = tokens.get(at + length + comma).filter(|token| token.form == Form::Word)?;
    let proper = name.has_upper_first() && !name.is_all_upper() && name.class.bits() & !0x100 == 0
        || name.class.unusual()
        || (name.class.entry.word() <= 1
            && name.class.entry.given() + name.class.entry.surname() > 0
            && name.class.bits() == 0);
    (proper && name.letters() > 2).then(|| at..at + length + comma + 1)
}

/// "the only female deputy on nights"
fn unique(tokens: &[Token<'_>], at: usize) -> Option<std::ops::Range<usize>> {
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
        || matches!(word(tokens, at), "youngest" | "oldest" | "sole");
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

/// "my brother is the chief", "the mayor's daughter"
fn kin(tokens: &[Token<'_>], at: usize) -> Option<std::ops::Range<usize>> {
    let own = word(tokens, at);
    if !(KIN.contains(&own)
        || own.strip_suffix('s').is_some_and(|one| KIN.contains(&one))
        || matches!(own, "granddaughter" | "grandson" | "twins"))
    {
        return None;
    }
    let (start, end) = (clause_start(tokens, at, 8), clause(tokens, at, 10));
    let says = |by: usize| KIN_SAYS.contains(&word(tokens, by)) && by != at;
    let near = (start..end).any(says);
    let ours = (start..end).any(|by| {
        matches!(word(tokens, by), "my" | "our" | "his" | "her" | "their" | "s" | "of" | "identical")
    });
    (near && ours).then_some(start..end)
}

/// Back to where the clause begins, at most `most` tokens.
fn clause_start(tokens: &[Token<'_>], at: usize, most: usize) -> usize {
    let mut start = at;
    while start > 0 && at - start < most {
        let token = &tokens[start - 1];
        if (token.form == Form::Mark && !matches!(token.text, "-" | "'" | "\u{2019}" | "&" | "/"))
            || matches!(token.lower.as_str(), "and" | "but" | "so" | "because")
        {
            break;
        }
        start -= 1;
    }
    start
}

/// A clause in which the model saw something that fits one person only; `None` if that was a word or two.
pub(crate) fn whole_clause(tokens: &[Token<'_>], mut span: Span) -> Option<Span> {
    if span.tokens.len() < 3 {
        return None;
    }
    span.tokens = clause_start(tokens, span.tokens.start, 6)
        ..clause(tokens, span.tokens.end - 1, 16).max(span.tokens.end);
    Some(span)
}

/// "a two-man department", "one of two", "the same house where".
fn small(tokens: &[Token<'_>], at: usize) -> Option<std::ops::Range<usize>> {
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
        && (few(at + 2) || (word(tokens, at + 2) == "only" && few(at + 3)))
        && (at + 3..at + 7).any(|by| HEADS.contains(&word(tokens, by)))
        && (at..clause(tokens, at, 14)).any(|by| {
            matches!(
                word(tokens, by),
                "state"
                    | "county"
                    | "department"
                    | "agency"
                    | "country"
                    | "region"
                    | "here"
                    | "division"
                    | "left"
                    | "certified"
                    | "female"
            )
        })
    {
        return Some(clause_start(tokens, at, 3)..clause(tokens, at, 14));
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

/// "two weeks from retirement", "five months pregnant", "the anniversary of".
fn career(tokens: &[Token<'_>], at: usize) -> Option<std::ops::Range<usize>> {
    let back = |most: usize| {
        let low = at.saturating_sub(most);
        let mut start = at;
        while start > low
            && tokens[start - 1].form != Form::Mark
            && !matches!(word(tokens, start - 1), "i" | "and" | "but" | "was" | "am" | "is" | "were" | "who")
        {
            start -= 1;
        }
        start
    };
    match word(tokens, at) {
        "retirement" | "retiring" | "pension"
            if (at.saturating_sub(5)..at).any(|by| {
                matches!(
                    word(tokens, by),
                    "days" | "weeks" | "months" | "shifts" | "shift" | "week" | "month" | "day" | "last"
                )
            }) =>
        {
            Some(back(6)..at + 1)
        }
        "pregnant" => Some(back(4)..at + 1),
        "anniversary" => Some(back(3)..clause(tokens, at, 8)),
        "birthday"
            if at > 0 && matches!(word(tokens, at - 1), "my" | "his" | "her")
                || (at > 1 && tokens[at - 1].digits() > 0) =>
        {
            Some(back(3)..at + 1)
        }
        "prosthetic" | "wheelchair" | "dialysis" => Some(back(4)..clause(tokens, at, 4)),
        "retired" | "retires" | "retire"
            if matches!(word(tokens, at + 1), "in" | "last" | "next" | "this") =>
        {
            Some(back(3)..clause(tokens, at, 6))
        }
        _ => None,
    }
}

/// The news, and awards.
fn public(tokens: &[Token<'_>], at: usize) -> Option<std::ops::Range<usize>> {
    let back = |words: &[&str], most: usize| {
        let mut start = at;
        while start > at.saturating_sub(most)
            && (words.contains(&word(tokens, start - 1))
                || tokens[start - 1].class.has(crate::classes::Class::CALENDAR))
        {
            start -= 1;
        }
        start
    };
    let own = word(tokens, at);
    if MEDIA.contains(&own) {
        let start = back(MEDIA_VERBS, 6);
        let told = (start..at).any(|by| {
            matches!(
                word(tokens, by),
                "on" | "made" | "went" | "national" | "local" | "front" | "ran" | "hit" | "live" | "aired"
            )
        });
        let channel = own == "channel"
            && tokens.get(at + 1).is_some_and(|token| token.form == Form::Number)
            && matches!(word(tokens, at + 2), "news" | "at" | "that" | "ran" | "showed");
        let quiet = matches!(own, "paper" | "papers" | "channel" | "tv")
            && !(start..at).any(|by| {
                matches!(word(tokens, by), "made" | "national" | "local" | "front" | "ran" | "aired")
            });
        if (told && !quiet) || channel {
            let end = (at
                + 1
                + usize::from(channel)
                + usize::from(matches!(word(tokens, at + 1), "news" | "video" | "page")))
            .min(tokens.len());
            return Some(start..end);
        }
    }
    if AWARDS.contains(&own)
        || (own == "officer"
            && word(tokens, at + 1) == "of"
            && word(tokens, at + 2) == "the"
            && matches!(word(tokens, at + 3), "year" | "month" | "quarter"))
    {
        let start = back(AWARD_VERBS, 6);
        let told = (start..at).any(|by| {
            matches!(
                word(tokens, by),
                "awarded"
                    | "received"
                    | "won"
                    | "got"
                    | "gave"
                    | "given"
                    | "pinned"
                    | "earned"
                    | "presented"
                    | "nominated"
                    | "accepted"
            )
        }) || own == "officer"
            || (own == "medal" && word(tokens, at + 1) == "of");
        if told {
            return Some(start..clause(tokens, at, 6));
        }
    }
    None
}

/// "the third shooting on that street since May"
fn counted(tokens: &[Token<'_>], at: usize) -> Option<std::ops::Range<usize>> {
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
