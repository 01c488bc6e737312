//! What waits.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};
use tera::Context;

use super::turn::Turn;
use super::{Desk, NotYet};
use crate::act::{Review, reference};
use crate::queue::{KEPT, LONGEST_HOLD, PROMISE, SAID_BEFORE, age, business_days, days, flags, member};
use crate::refusal::Stop;
use crate::work::{Opened, State};

/// What a flag means, for people.
const FLAGS: [(&str, &str); 11] = [
    ("membership-unstated", "membership not stated"),
    ("not-a-member", "not from law enforcement"),
    ("under-investigation", "under investigation"),
    ("widely-known", "was widely in the news"),
    ("tactics-inside", "tactics that should stay confidential"),
    ("on-hold", "on hold"),
    ("hold-must-end", "the hold must end now"),
    ("sign-again", "the roster changed: sign again"),
    ("lessons-only", "lessons only"),
    ("possible-repeat", "may repeat another"),
    ("decided-twice", "two decided at once"),
];

/// How far it is, for people.
pub(super) fn state_words(state: State) -> &'static str {
    match state {
        State::Waiting => "To de-identify",
        State::Stage1 => "To write the lessons",
        State::Stage2 => "To sign the content",
        State::Countersign => "To sign the de-identification",
        State::Ready => "Ready for a release",
        State::Published => "Published",
    }
}

/// What to know about a report before opening it.
pub(super) fn notes(own: &Opened, review: &Review) -> Vec<String> {
    let words = |flag: &str| FLAGS.iter().find(|(own, _)| *own == flag).map(|(_, words)| (*words).to_owned());
    let mut notes: Vec<String> = flags(own, review.today).into_iter().filter_map(words).collect();
    let held = own.case.held.map(|day| days(day, review.today));
    if let Some(held) = held {
        notes.push(format!("held {held} of {LONGEST_HOLD} days"));
    }
    let age = age(&own.case, review.today);
    if age >= KEPT.0 {
        // That the end is near is said some days before it, however late the first look was.
        let said = own.case.soon.map_or(0, |day| days(day, review.today));
        notes.push(match (KEPT.1 - age).max(SAID_BEFORE - said).max(0) {
            // Its time is over, and it is here still.
            0 => "deleted as soon as `origin` answers".to_owned(),
            1 => "deleted in 1 day".to_owned(),
            left => format!("deleted in {left} days"),
        });
    }
    notes
}

/// How long it has waited against what reporters are promised.
pub(super) fn waited(own: &Opened, review: &Review) -> (i32, &'static str) {
    let days = own.case.listed.map_or(0, |day| business_days(day, review.today));
    let open = own.case.state < State::Ready;
    let word = match days {
        _ if !open => "",
        days if days > PROMISE.1 => "overdue",
        days if days >= PROMISE.0 => "due",
        _ => "",
    };
    (days, word)
}

fn row(own: &Opened, review: &Review, by: &str) -> Result<Value, Stop> {
    let (days, due) = waited(own, review);
    let turn = Turn::of(&own.case, review.published.reviewer(by)?);
    let title = own
        .case
        .text
        .as_deref()
        .map(|text| super::parts::Parts::of_file(text, &review.published.content.taxonomy).title);
    Ok(json!({
        "ref": reference(&own.hash),
        "id": own.case.id.map(|id| id.to_string()),
        "title": title.filter(|title| !title.is_empty()),
        "state": own.case.state.word(),
        "state_words": state_words(own.case.state),
        "days": days,
        "due": due,
        "claimed": own.case.claimed,
        "mine": own.case.claimed.as_deref() == Some(by),
        // What was passed on can still be mended, and waits for somebody else.
        "your_turn": turn.hand_over().is_some()
            && own.case.held.is_none()
            && !(own.case.state == State::Stage1 && turn == Turn::Deidentify),
        "member": member(own),
        "notes": notes(own, review),
    }))
}

/// The page of all that waits: what this reviewer can do first, then the rest, oldest first.
pub(super) fn page(desk: &Desk) -> Response<Body> {
    let made = desk.with(|review, by| {
        let mut yours = Vec::new();
        let mut others = Vec::new();
        for own in &review.reports {
            let row = row(own, review, by)?;
            let list = if row["your_turn"] == true { &mut yours } else { &mut others };
            list.push(row);
        }
        let mut context = Context::new();
        context.insert("here", "queue");
        context.insert("yours", &yours);
        context.insert("others", &others);
        context.insert("promise", &[PROMISE.0, PROMISE.1]);
        context.insert("expired", &std::mem::take(&mut review.expired));
        let aside: Vec<Value> =
            review.aside.iter().map(|own| json!({"name": own.name, "reason": own.reason})).collect();
        context.insert("aside", &aside);
        Ok((by.to_owned(), context))
    });
    match made {
        Ok((by, context)) => desk.page(StatusCode::OK, "queue.html", &by, context),
        Err(why) => desk.problem(why),
    }
}

/// Looks where the library is published whether somebody else has published meanwhile, and into the vault.
pub(super) fn again(desk: &Desk) -> Response<Body> {
    let answered = desk.with(|review, _| {
        let answered = review.repository.follow_origin()?;
        Ok(answered)
    });
    match answered {
        Ok(true) | Err(NotYet::Opening(_)) => {}
        Ok(false) => desk.say("`origin` doesn't answer: what others published meanwhile isn't seen."),
        Err(why @ NotYet::Stopped(_)) => return desk.problem(why),
    }
    super::answers::see("/")
}
