//! What fits one person or event only, although it names nobody: "the only handler on nights", a K9's name, an award, the
//! news.

use crate::finding::{Confidence, Kind, Span, Why};
use crate::text::{Form, Token};

/// Who or what there is only one of.
const HEADS: &[&str] = &[
    "female", "females", "woman", "women", "male", "handler", "deputy", "officer", "sergeant", "lieutenant", "captain", "trooper", "detective", "agent", "ranger",
    "warden", "instructor", "medic", "diver", "pilot", "sniper", "negotiator", "bilingual", "spanish", "black", "asian", "hispanic", "latino", "latina", "muslim", "sikh",
    "jewish", "native", "gay", "lesbian", "trans", "supervisor", "dispatcher", "nurse", "lefty", "handed", "speaker", "interpreter", "certified", "qualified", "member", "k9", "canine", "dog",
    "homicide", "murder", "shooting", "pursuit", "chief", "corporal", "cop", "rookie", "person", "paramedic", "tech", "technician", "operator", "investigator", "bailiff", "jailer", "chaplain", "signer",
    "one", "department", "agency", "county", "state", "city", "academy", "graduate", "hire", "recruit", "mother", "father", "vietnamese", "somali", "hmong", "korean", "employee", "specialist",
    "examiner", "coordinator", "commander", "sheriff", "marshal", "constable", "mom", "dad", "parent", "veteran", "twins", "brothers", "sisters", "deaf", "amputee", "full", "part", "sworn", "line-of-duty", "deputies", "officers",
];
const UNIQUE: &[&str] = &["only", "sole", "lone", "youngest", "oldest", "newest", "first", "last", "longest", "shortest", "tallest", "eldest", "senior"];
/// After these, "only" and "first" are everyday words.
const EVERYDAY: &[&str] = &["thing", "time", "way", "reason", "question", "difference", "day", "step", "round", "shot", "contact", "place", "part", "floor", "room", "door", "aid", "light", "sight", "minute", "second", "responder", "responders", "cover", "exit", "chance", "option", "mistake", "lesson"];
const KIN: &[&str] = &["brother", "sister", "wife", "husband", "father", "dad", "mother", "mom", "uncle", "aunt", "cousin", "son", "daughter", "twin", "fiance", "fiancee", "stepfather", "stepson", "nephew", "niece", "ex", "inlaw", "boyfriend", "girlfriend"];
const KIN_SAYS: &[&str] = &["chief", "sheriff", "deputy", "dispatch", "dispatcher", "department", "sergeant", "judge", "mayor", "trooper", "works", "worked", "force", "shift", "twin", "lieutenant", "captain", "jail", "agency", "warden", "identical", "same", "undersheriff", "prosecutor", "jailer"];
const MEDIA: &[&str] = &["news", "newspaper", "viral", "headline", "headlines", "documentary", "podcast", "youtube", "tiktok", "reddit", "paper", "papers", "televised", "reporter", "newscast", "broadcast", "channel", "tv"];
const MEDIA_VERBS: &[&str] = &["on", "made", "went", "in", "all", "the", "ran", "national", "local", "a", "that", "hit", "front", "evening", "our", "of", "is", "was", "live", "got", "by", "six", "aired"];
const AWARDS: &[&str] = &["medal", "award", "commendation", "valor", "lifesaving", "plaque", "citation", "honored"];
const AWARD_VERBS: &[&str] = &["awarded", "received", "won", "got", "gave", "given", "pinned", "earned", "presented", "accepted", "nominated", "of", "the", "year", "my", "a", "for", "up"];

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
            .or_else(|| counted(tokens, at));
        if let Some(range) = range {
            found.push(Span { tokens: range, kind: Kind::Quasi, confidence: Confidence::Medium, why: Why::Form });
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
        let joins = matches!(token.lower.as_str(), "and" | "but" | "so" | "because" | "which" | "when" | "while" | "then" | "until" | "if" | "although");
        if (token.form == Form::Mark && !matches!(token.text, "-" | "'" | "\u{2019}" | "&" | "/")) || (joins && end > at + 1) {
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
    let own_dog = matches!(word(tokens, at), "dog" | "horse" | "shepherd" | "malinois" | "bloodhound") && at > 0 && matches!(word(tokens, at - 1), "my" | "our" | "his" | "her" | "patrol" | "police" | "the");
    if !k_nine && !own_dog {
        return None;
    }
    let comma = usize::from(word(tokens, at + length) == "," && own_dog);
    let name = tokens.get(at + length + comma).filter(|token| token.form == Form::Word)?;
    let proper = name.has_upper_first() && !name.is_all_upper() && name.class.bits() & !0x100 == 0 || name.class.unusual() || (name.class.entry.word() <= 1 && name.class.entry.given() + name.class.entry.surname() > 0 && name.class.bits() == 0);
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
    let head = near.clone().position(|token| HEADS.contains(&token.lower.as_str()))? + at + 1;
    if near.clone().any(|token| token.form == Form::Number || matches!(token.lower.as_str(), "if" | "had" | "to" | "saw" | "thought" | "heard" | "because" | "when" | "after")) {
        return None;
    }
    let said = at > 0 && matches!(word(tokens, at - 1), "the" | "our" | "my" | "their" | "department's" | "agency's" | "county's" | "state's" | "its" | "one") || matches!(word(tokens, at), "youngest" | "oldest" | "sole");
    let order = matches!(word(tokens, at), "first" | "last" | "senior" | "newest" | "lone" | "longest" | "shortest");
    let personal = ["female", "woman", "black", "hispanic", "latina", "latino", "asian", "muslim", "sikh", "native", "gay", "k9", "homicide", "murder", "in"].contains(&word(tokens, at + 1)) || (head + 1..end).any(|by| matches!(word(tokens, by), "history" | "department" | "agency" | "county" | "state" | "ever" | "academy" | "region"));
    let one = word(tokens, head) == "one" && !(matches!(word(tokens, head + 1), "on" | "in" | "with" | "at" | "who" | "working" | "that" | "certified"));
    if !said || (order && !personal) || one {
        return None;
    }
    let start = if at > 0 && matches!(word(tokens, at - 1), "the" | "our" | "my") { at - 1 } else { at };
    Some(start..end)
}

/// "my brother is the chief"
fn kin(tokens: &[Token<'_>], at: usize) -> Option<std::ops::Range<usize>> {
    if !matches!(word(tokens, at), "my" | "his" | "her" | "our" | "whose" | "sheriff's" | "chief's") {
        return None;
    }
    let by = (at + 1..at + 4).find(|by| KIN.contains(&word(tokens, *by)))?;
    let end = clause(tokens, at, 14);
    let says = |by: usize| KIN_SAYS.contains(&word(tokens, by));
    let whose = matches!(word(tokens, at), "sheriff's" | "chief's");
    (whose || (at + 1..end).any(says) && by < end).then_some(at..end)
}

/// "two weeks from retirement", "five months pregnant", "the anniversary of".
fn career(tokens: &[Token<'_>], at: usize) -> Option<std::ops::Range<usize>> {
    let back = |most: usize| {
        let low = at.saturating_sub(most);
        let mut start = at;
        while start > low && tokens[start - 1].form != Form::Mark && !matches!(word(tokens, start - 1), "i" | "and" | "but" | "was" | "am" | "is" | "were" | "who") {
            start -= 1;
        }
        start
    };
    match word(tokens, at) {
        "retirement" | "retiring" | "pension" if (at.saturating_sub(5)..at).any(|by| matches!(word(tokens, by), "days" | "weeks" | "months" | "shifts" | "shift" | "week" | "month" | "day" | "last")) => Some(back(6)..at + 1),
        "pregnant" => Some(back(4)..at + 1),
        "anniversary" => Some(back(3)..clause(tokens, at, 8)),
        "birthday" if at > 0 && matches!(word(tokens, at - 1), "my" | "his" | "her") || (at > 1 && tokens[at - 1].digits() > 0) => Some(back(3)..at + 1),
        "prosthetic" | "wheelchair" | "dialysis" => Some(back(4)..clause(tokens, at, 4)),
        "retired" | "retires" | "retire" if matches!(word(tokens, at + 1), "in" | "last" | "next" | "this") => Some(back(3)..clause(tokens, at, 6)),
        _ => None,
    }
}

/// The news, and awards.
fn public(tokens: &[Token<'_>], at: usize) -> Option<std::ops::Range<usize>> {
    let back = |words: &[&str], most: usize| {
        let mut start = at;
        while start > at.saturating_sub(most) && (words.contains(&word(tokens, start - 1)) || tokens[start - 1].class.has(crate::classes::Class::CALENDAR)) {
            start -= 1;
        }
        start
    };
    let own = word(tokens, at);
    if MEDIA.contains(&own) {
        let start = back(MEDIA_VERBS, 6);
        let told = (start..at).any(|by| matches!(word(tokens, by), "on" | "made" | "went" | "national" | "local" | "front" | "ran" | "hit" | "live" | "aired"));
        let channel = own == "channel" && tokens.get(at + 1).is_some_and(|token| token.form == Form::Number) && matches!(word(tokens, at + 2), "news" | "at" | "that" | "ran" | "showed");
        let quiet = matches!(own, "paper" | "papers" | "channel" | "tv") && !(start..at).any(|by| matches!(word(tokens, by), "made" | "national" | "local" | "front" | "ran" | "aired"));
        if (told && !quiet) || channel {
            let end = (at + 1 + usize::from(channel) + usize::from(matches!(word(tokens, at + 1), "news" | "video" | "page"))).min(tokens.len());
            return Some(start..end);
        }
    }
    if AWARDS.contains(&own) || (own == "officer" && word(tokens, at + 1) == "of" && word(tokens, at + 2) == "the" && matches!(word(tokens, at + 3), "year" | "month" | "quarter")) {
        let start = back(AWARD_VERBS, 6);
        let told = (start..at).any(|by| matches!(word(tokens, by), "awarded" | "received" | "won" | "got" | "gave" | "given" | "pinned" | "earned" | "presented" | "nominated" | "accepted")) || own == "officer" || (own == "medal" && word(tokens, at + 1) == "of");
        if told {
            return Some(start..clause(tokens, at, 6));
        }
    }
    None
}

/// "the third shooting on that street since May"
fn counted(tokens: &[Token<'_>], at: usize) -> Option<std::ops::Range<usize>> {
    const ORDER: &[&str] = &["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th", "11th", "12th"];
    if !ORDER.contains(&word(tokens, at)) {
        return None;
    }
    let end = clause(tokens, at, 14);
    let since = (at + 2..end).any(|by| {
        word(tokens, by) == "since" || (matches!(word(tokens, by), "this" | "in" | "that") && matches!(word(tokens, by + 1), "month" | "year" | "week" | "summer" | "winter" | "spring" | "fall" | "two" | "three" | "as" | "a" | "six") && matches!(word(tokens, by + 1), "month" | "year" | "week" | "summer" | "winter" | "spring" | "fall" | "two" | "three" | "as" | "six") )
    });
    let start = if at > 0 && matches!(word(tokens, at - 1), "the" | "our" | "my") { at - 1 } else { at };
    since.then_some(start..end)
}
