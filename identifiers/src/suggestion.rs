//! What could stand in the place of a finding, in the house style, and why it was found.

mod people;
mod same;

use people::People;
use same::Same;

use crate::classes::Class;
use crate::finding::{Confidence, Finding, Kind, Span, Why};
use crate::text::Token;

/// Findings of spans.
pub(crate) fn findings(text: &str, tokens: &[Token<'_>], spans: Vec<Span>) -> Vec<Finding> {
    let mut people = People::beside(text);
    // Who is called by a rank once is an officer everywhere.
    for span in spans.iter().filter(|span| span.kind == Kind::Person) {
        people.meet(tokens, span);
    }
    let mut same = Same::of(tokens, &spans);
    spans
        .into_iter()
        .filter(|span| span.tokens.start < span.tokens.end)
        .map(|span| {
            let range = tokens[span.tokens.start].range.start..tokens[span.tokens.end - 1].range.end;
            let (suggestion, same) = match span.kind {
                Kind::Person => (people.mark(tokens, &span), same.person(people.index(tokens, &span))),
                _ => (mark(tokens, &span), same.thing(tokens, &span)),
            };
            let why = why(&text[range.clone()], tokens, &span);
            Finding { range, kind: span.kind, confidence: span.confidence, why, suggestion, same }
        })
        .collect()
}

/// Whether a rank stands before it.
fn ranked(tokens: &[Token<'_>], span: &Span) -> bool {
    let before = tokens[..span.tokens.start].iter().rev().find(|token| !token.is("."));
    let own = &tokens[span.tokens.start];
    own.class.has(Class::RANK)
        || before.is_some_and(|token| token.class.has(Class::RANK) || token.is("partner"))
}

#[inline(never)] // two kilobytes of the compressed module
fn mark(tokens: &[Token<'_>], span: &Span) -> String {
    let own = &tokens[span.tokens.clone()];
    match span.kind {
        Kind::Person => "[subject]".to_owned(),
        Kind::Agency => "[agency]".to_owned(),
        Kind::Place | Kind::Organisation => format!("[place: {}]", place(own)),
        Kind::Address => format!("[place: {}]", road(own)),
        Kind::Gps => "[place: location]".to_owned(),
        Kind::Date => format!("[date: {}]", season(own)),
        Kind::Time => format!("[time: {}]", part_of_day(own)),
        Kind::Plate | Kind::Vin => "[vehicle]".to_owned(),
        Kind::Unit => "[unit]".to_owned(),
        // What no mark of the house stands for is left out, and that something was there is said.
        _ => "[detail withheld]".to_owned(),
    }
}

/// The word that says what kind of place it is.
fn place<'a>(own: &'a [Token<'_>]) -> &'a str {
    let head = own.iter().rev().find(|token| token.class.any(Class::PLACE.or(Class::ORGANISATION)));
    head.map_or("town", |token| token.lower.as_str())
}

fn road(own: &[Token<'_>]) -> &'static str {
    let has = |words: &[&str]| own.iter().any(|token| words.contains(&token.lower.as_str()));
    if has(&["and", "&", "/", "corner", "intersection"]) {
        "intersection"
    } else if has(&[
        "i",
        "us",
        "interstate",
        "highway",
        "hwy",
        "exit",
        "mm",
        "mile",
        "milepost",
        "freeway",
        "fwy",
        "turnpike",
        "expressway",
        "sr",
    ]) {
        "highway"
    } else if has(&["miles", "mi", "blocks"]) {
        "area"
    } else if own.first().is_some_and(|token| token.digits() > 0 && token.letters() == 0) && !has(&["block"])
    {
        "residence"
    } else {
        "street"
    }
}

/// The tens of an age.
fn season(own: &[Token<'_>]) -> &'static str {
    const SEASONS: [(&str, &[&str], &[u32]); 4] = [
        (
            "winter",
            &["december", "january", "february", "dec", "jan", "feb", "christmas", "xmas", "winter", "new"],
            &[12, 1, 2],
        ),
        ("spring", &["march", "april", "may", "mar", "apr", "spring", "easter"], &[3, 4, 5]),
        ("summer", &["june", "july", "august", "jun", "jul", "aug", "summer", "juneteenth"], &[6, 7, 8]),
        (
            "fall",
            &[
                "september",
                "october",
                "november",
                "sep",
                "sept",
                "oct",
                "nov",
                "fall",
                "autumn",
                "halloween",
                "thanksgiving",
            ],
            &[9, 10, 11],
        ),
    ];
    let said =
        SEASONS.iter().find(|(_, words, _)| own.iter().any(|token| words.contains(&token.lower.as_str())));
    let month = || {
        let numbers: Vec<u32> = own.iter().filter_map(Token::number).collect();
        let month =
            if numbers.first().is_some_and(|first| *first > 31) { numbers.get(1) } else { numbers.first() }?;
        (numbers.len() > 1).then_some(())?;
        SEASONS.iter().find(|(.., months)| months.contains(month))
    };
    said.or_else(month).map_or("day", |(name, ..)| name)
}

fn part_of_day(own: &[Token<'_>]) -> &'static str {
    let afternoon = own.iter().any(|token| token.lower.ends_with("pm") || token.is("p"));
    let morning = own.iter().any(|token| token.lower.ends_with("am") || token.is("a"));
    let digits: String = own
        .iter()
        .find(|token| token.digits() > 0)
        .map(|token| token.lower.chars().take_while(char::is_ascii_digit).collect())
        .unwrap_or_default();
    let hour =
        if digits.len() >= 3 { digits[..digits.len() - 2].parse().ok() } else { digits.parse::<u32>().ok() };
    let parts = ["morning", "afternoon", "evening", "night"];
    if let Some(part) = parts.into_iter().find(|part| own.iter().any(|token| token.is(part))) {
        return part;
    }
    if own.iter().any(|token| token.is("noon")) {
        return "midday";
    }
    if own.iter().any(|token| token.is("midnight")) {
        return "night";
    }
    // "around 9" and "9:30" may be either.
    let either = digits.len() <= 2
        && !digits.starts_with('0')
        && hour.is_some_and(|hour| (1..=12).contains(&hour))
        && !afternoon
        && !morning;
    let hour = match hour {
        _ if either => None,
        Some(hour) if afternoon && hour < 12 => Some(hour + 12),
        Some(12) if morning => Some(0),
        hour => hour,
    };
    match hour {
        Some(6..=11) => "morning",
        Some(12..=17) => "afternoon",
        Some(18..=21) => "evening",
        Some(_) => "night",
        None if afternoon => "afternoon",
        None => "time of day",
    }
}

fn why(text: &str, tokens: &[Token<'_>], span: &Span) -> String {
    let what = span.kind.words();
    let before =
        tokens[..span.tokens.start].iter().rev().find(|token| !token.is(".")).map(|token| token.text);
    match (span.kind, span.why) {
        (Kind::Person, Why::Context) if ranked(tokens, span) => match before {
            Some(rank) => format!("A name after \u{201c}{rank}\u{201d}."),
            None => "A name.".to_owned(),
        },
        (Kind::Quasi, Why::Context) => {
            let how = if span.confidence == Confidence::Low { "sometimes" } else { "often" };
            format!("Words like these {how} tell of one person or event only.")
        }
        (_, Why::Context) if span.confidence == Confidence::Low => {
            format!("This may be {what}: words like these stand around one.")
        }
        (_, Why::Context) => format!("This reads like {what}."),
        (_, Why::Named) => "It is named elsewhere in this text.".to_owned(),
        (_, Why::Cue) => format!("The words before it say that this is {what}."),
        (Kind::Quasi, Why::Form) => "This may be true of one person or event only.".to_owned(),
        (_, Why::Form) => format!(
            "\u{201c}{}\u{201d} has the form of {}.",
            shortened(text),
            what.trim_start_matches("something that ")
        ),
    }
}

/// At most forty characters.
fn shortened(text: &str) -> String {
    let mut characters = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = characters.char_indices().nth(40) {
        characters.truncate(at);
        characters.push('…');
    }
    characters
}
