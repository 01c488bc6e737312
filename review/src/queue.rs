//! What waits, for how long, and what to know before opening it.

use jiff::civil::{Date, Weekday};
use report::Answer;

use crate::work::{Case, Opened, State};

/// Business days in which a report should be in the library, from and to.
pub const PROMISE: (i32, i32) = (7, 14);
/// Days after which a hold must end.
pub const LONGEST_HOLD: i32 = 30;
/// Days after a desk first listed it at which a report's end is near, and at which it is deleted.
pub const KEPT: (i32, i32) = (60, 90);
/// Days before its end by which some desk must have said that it is near.
pub const SAID_BEFORE: i32 = 7;

/// Whole days between two.
#[must_use]
pub fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// Mondays to Fridays between two days.
#[must_use]
pub fn business_days(from: Date, to: Date) -> i32 {
    let all = days(from, to).max(0);
    let weekend = |day: &Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let working = from.series(jiff::Span::new().days(1)).skip(1).take(usize::try_from(all).unwrap_or(0));
    i32::try_from(working.filter(|day| !weekend(day)).count()).unwrap_or(i32::MAX)
}

/// How many days ago a desk first listed it.
#[must_use]
pub fn age(case: &Case, today: Date) -> i32 {
    case.listed.map_or(0, |day| days(day, today).max(0))
}

/// What the reporter said about being of law enforcement: `sworn`, `civilian`, `no` or `unstated`.
#[must_use]
pub fn member(report: &Opened) -> &str {
    match report.submission.get("member") {
        Some(Answer::Text(text)) if matches!(text.as_str(), "sworn" | "civilian" | "no") => text,
        _ => "unstated",
    }
}

/// What to know before opening it, as words for commands.
#[must_use]
pub fn flags(report: &Opened, today: Date) -> Vec<&'static str> {
    let case = &report.case;
    let yes =
        |question: &str| matches!(report.submission.get(question), Some(Answer::Text(text)) if text == "yes");
    let waited = case.listed.map_or(0, |day| business_days(day, today));
    let held = case.held.map(|day| days(day, today));
    let open = case.state < State::Ready;
    let all = [
        (member(report) == "unstated", "membership-unstated"),
        (member(report) == "no", "not-a-member"),
        (yes("under_investigation"), "under-investigation"),
        (yes("widely_known"), "widely-known"),
        (yes("tactics_inside"), "tactics-inside"),
        (held.is_some(), "on-hold"),
        (held.is_some_and(|days| days >= LONGEST_HOLD), "hold-must-end"),
        (case.signs_again(), "sign-again"),
        (case.lessons_only, "lessons-only"),
        (!report.repeats.is_empty(), "possible-repeat"),
        (open && (PROMISE.0..=PROMISE.1).contains(&waited), "due"),
        (open && waited > PROMISE.1, "overdue"),
        (age(case, today) >= KEPT.0, "deleted-soon"),
        (!case.late.is_empty(), "decided-twice"),
    ];
    all.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect()
}
