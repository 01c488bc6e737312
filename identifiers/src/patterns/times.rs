//! Times of day.

use super::Here;
use crate::classes::Class;
use crate::finding::{Kind, Span, Why};
use crate::text::Form;

/// "6:20 pm", "0317 hrs", "about 3ish am", "quarter past two".
///
/// A word that says how exact it is belongs to it: "[time: night]" stands for "about 0200" as for "0200".
pub(super) fn time(here: Here<'_>) -> Option<Span> {
    let hedge = hedged(here);
    let rest = exact(here.moved(hedge))?;
    Some(here.found(hedge + rest.tokens.len(), Kind::Time, rest.why))
}

/// Tokens of "about", "approx." and their like before a time.
fn hedged(here: Here<'_>) -> usize {
    const HEDGES: &[&str] =
        &["about", "approximately", "approx", "around", "roughly", "nearly", "almost", "circa", "like", "~"];
    if !here.is(0, HEDGES) {
        return 0;
    }
    1 + usize::from(here.is(0, &["approx"]) && here.glued_mark(1, &["."]))
}

fn exact(here: Here<'_>) -> Option<Span> {
    clock(here)
        .or_else(|| dotted(here))
        .or_else(|| military(here))
        .or_else(|| spoken(here))
        .or_else(|| middle(here))
}

/// Tokens of am, pm, o'clock and their like from `by` on.
fn half_of_day(here: Here<'_>, by: isize) -> isize {
    if here.is(by, &["in"])
        && here.is(by + 1, &["the"])
        && here.is(by + 2, &["morning", "afternoon", "evening"])
    {
        return 3;
    }
    if here.is(by, &["that"]) && here.is(by + 1, &["morning", "afternoon", "evening", "night"]) {
        return 2;
    }
    if here.is(by, &["at"]) && here.is(by + 1, &["night", "nite"]) {
        return 2;
    }
    if here.is(
        by,
        &[
            "am", "pm", "hrs", "hours", "hour", "o'clock", "oclock", "z", "est", "edt", "cst", "cdt", "mst",
            "pst", "pdt",
        ],
    ) {
        return 1;
    }
    if here.is(by, &["a", "p"]) && here.is(by + 1, &["."]) && here.is(by + 2, &["m"]) && here.glued(by + 2) {
        return 3 + isize::from(here.glued_mark(by + 3, &["."]));
    }
    0
}

/// "at noon", "shortly after midnight"; "since 5." The midnight shift is none.
fn middle(here: Here<'_>) -> Option<Span> {
    #[rustfmt::skip] // one word a line says less
    const CUES: &[&str] = &[
        "at", "around", "about", "by", "before", "after", "past", "until", "till", "since", "near", "nearly", "almost",
        "from", "between", "and", "was", "approximately", "exactly",
    ];
    let named = here.is(0, &["noon", "midnight"])
        && here.is(-1, CUES)
        && !here.is(
            1,
            &["shift", "shifts", "watch", "crew", "crews", "squad", "meal", "count", "briefing", "car", "-"],
        );
    let hour = here.is(-1, &["since"])
        && here.form(0) == Some(Form::Number)
        && here.number(0).is_some_and(|hour| (1..=12).contains(&hour))
        && here.get(1).is_none_or(|next| next.glued && matches!(next.text, "." | "," | ";"));
    (named || hour).then(|| here.found(1, Kind::Time, Why::Cue))
}

/// "June 6th, 14.25.": after a date, what else would be a decimal.
fn dotted(here: Here<'_>) -> Option<Span> {
    let two = |by: isize, below: &str| {
        here.get(by)
            .is_some_and(|token| token.form == Form::Number && token.text.len() == 2 && token.text < below)
    };
    let dated = here.is(-1, &[",", "at"])
        && (2..=6).any(|back| here.get(-back).is_some_and(|token| token.class.has(Class::CALENDAR)));
    let ends = here.get(3).is_none_or(|next| next.glued && matches!(next.text, "." | "," | ";"));
    (dated && two(0, "24") && here.glued_mark(1, &["."]) && here.glued(2) && two(2, "60") && ends)
        .then(|| here.found(3, Kind::Time, Why::Context))
}

/// Hours and minutes with a colon, or an hour with am or pm.
fn clock(here: Here<'_>) -> Option<Span> {
    let token = here.get(0)?;
    if let Some(hour) = here.number(0).filter(|hour| *hour <= 24) {
        if here.glued_mark(1, &[":"]) || (here.glued_mark(1, &["."]) && half_of_day(here, 3) > 0) {
            let minutes = here.get(2).filter(|minutes| minutes.glued);
            let digits: String = minutes
                .map(|token| token.lower.chars().take_while(char::is_ascii_digit).collect())
                .unwrap_or_default();
            if digits.len() == 2
                && digits.as_str() < "60"
                && minutes.is_some_and(|token| {
                    matches!(&token.lower[2..], "" | "am" | "pm" | "a" | "p" | "hrs" | "h" | "z" | "ish")
                })
            {
                let mut by = 3;
                if here.glued_mark(by, &[":"])
                    && here.glued(by + 1)
                    && here.form(by + 1) == Some(Form::Number)
                {
                    by += 2;
                }
                by += half_of_day(here, by);
                return Some(here.found(by.unsigned_abs(), Kind::Time, Why::Form));
            }
        }
        // "8 45 pm"
        let minutes = here.get(2 - 1).filter(|minutes| {
            minutes.lower.starts_with(['0', '1', '2', '3', '4', '5']) && minutes.digits() == 2
        });
        if let Some(minutes) = minutes.filter(|_| (1..=12).contains(&hour)) {
            let joined = matches!(minutes.lower.get(2..), Some("am" | "pm"));
            let half = half_of_day(here, 2);
            if joined || (half > 0 && minutes.form == Form::Number && !here.is(2, &["hours", "hour", "hrs"]))
            {
                return Some(here.found((2 + half).unsigned_abs(), Kind::Time, Why::Form));
            }
        }
        let half = half_of_day(here, 1);
        if half > 0 && (1..=12).contains(&hour) && !here.is(1, &["hrs", "hours", "hour", "z"]) {
            return Some(here.found((1 + half).unsigned_abs(), Kind::Time, Why::Form));
        }
        return None;
    }
    // "2am", "3ish", "11p"
    let digits: String = token.lower.chars().take_while(char::is_ascii_digit).collect();
    if token.form == Form::Mixed && !digits.is_empty() && digits.len() <= 4 {
        let rest = &token.lower[digits.len()..];
        let hour = digits.parse::<u32>().unwrap_or(99);
        if rest == "z" && digits.len() == 4 && hour < 2400 && hour % 100 < 60
            || matches!(rest, "am" | "pm" | "ish" | "hrs" | "hr" | "h" | "ishpm" | "ham")
                && (hour <= 12 || digits.len() >= 3)
                && (rest != "hr" && rest != "h" && rest != "hrs" || digits.len() == 4)
        {
            return Some(here.found((1 + half_of_day(here, 1)).unsigned_abs(), Kind::Time, Why::Form));
        }
    }
    // "3 ish am", "two am"
    if token.class.has(Class::NUMBER)
        && half_of_day(here, 1) > 0
        && !here.is(1, &["hours", "hour", "hrs", "z"])
    {
        return Some(here.found((1 + half_of_day(here, 1)).unsigned_abs(), Kind::Time, Why::Form));
    }
    None
}

/// Four digits of a day's 24 hours, where "hrs" or a word before says so, or a leading zero does.
fn military(here: Here<'_>) -> Option<Span> {
    #[rustfmt::skip] // one word a line says less
    const CUES: &[&str] = &[
        "at", "around", "about", "approx", "approximately", "by", "until", "till", "@", "from", "since", "circa", "between",
        "ca", "~", "past", "time", "dispatched", "before", "after", "briefing", "hit", "it", "was", "shift", "nearly",
        "almost",
    ];
    let token = here.get(0)?;
    if token.form != Form::Number
        || token.text.len() != 4
        || (here.glued(0) && !here.is(-1, &["@", "(", "~", "/", "-"]))
    {
        return None;
    }
    let (hours, minutes) = token.text.split_at(2);
    if hours > "24"
        || minutes > "59"
        || here.glued_mark(1, &["-", "/", ".", ":"])
            && here.glued(2)
            && here.get(2).is_some_and(|next| next.digits() != 4)
    {
        return None;
    }
    let said = here.is(1, &["hrs", "hours", "hour", "h", "z", "hr"]);
    let year = hours == "19" || hours == "20";
    let cue = (here.is(-1, CUES) || (here.is(-1, &[".", ","]) && here.is(-2, CUES) && here.glued(-1)))
        && !(year && here.is(-1, &["from", "since", "before", "after", "by", "was", "it"]));
    let counted = here.is(
        1,
        &["block", "feet", "ft", "lbs", "pounds", "dollars", "yards", "people", "rounds", "psi", "rpm", "sq"],
    );
    let named = here.get(1).is_some_and(|next| {
        next.has_upper_first() && next.form == Form::Word && here.mode == crate::case::Mode::Mixed
    }) && !token.text.starts_with('0');
    if (said || cue && !named || token.text.starts_with('0'))
        && !counted
        && !here.is(-1, &["badge", "#", "unit", "car", "code", "$"])
    {
        return Some(here.found(1 + usize::from(said), Kind::Time, Why::Form));
    }
    None
}

/// "quarter past two", "half past six", "ten to midnight", "five o'clock".
fn spoken(here: Here<'_>) -> Option<Span> {
    if here.is(0, &["a"]) && here.is(1, &["quarter"]) {
        let rest = spoken(here.moved(1))?;
        return Some(here.found(1 + rest.tokens.len(), Kind::Time, Why::Form));
    }
    let hour = |by: isize| {
        here.get(by).is_some_and(|token| {
            token.class.has(Class::NUMBER)
                || token.is("noon")
                || token.is("midnight")
                || token.number().is_some_and(|hour| (1..=12).contains(&hour))
        })
    };
    if here.is(0, &["quarter", "half", "five", "ten", "twenty"])
        || here.number(0).is_some_and(|minutes| minutes % 5 == 0 && minutes < 60)
    {
        let minutes = isize::from(here.is(1, &["minutes", "min", "mins"]));
        let by = 1 + minutes;
        if here.is(by, &["past", "til", "till", "to", "before", "after", "of"])
            && hour(by + 1)
            && !(here.is(by, &["to", "of", "before", "after"])
                && !here.is(0, &["quarter"])
                && !here.is(by + 1, &["noon", "midnight"]))
        {
            return Some(here.found(
                (by + 2 + half_of_day(here, by + 2)).unsigned_abs(),
                Kind::Time,
                Why::Form,
            ));
        }
    }
    let fraction = here.is(1, &["thirty", "fifteen", "forty"]);
    if here.get(0).is_some_and(|token| token.class.has(Class::NUMBER)) && fraction {
        let by = 2 + isize::from(here.get(2).is_some_and(|token| token.class.has(Class::NUMBER)));
        let half = half_of_day(here, by);
        if half > 0 || here.is(-1, &["at", "around", "about"]) {
            return Some(here.found((by + half).unsigned_abs(), Kind::Time, Why::Form));
        }
    }
    None
}
