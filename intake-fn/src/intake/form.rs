//! `/intake/form`: the form without JavaScript, the only address that takes plain text. It is sealed here, in memory,
//! and never written anywhere as it came.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Response, StatusCode};
use seal::{SealError, seal};

use super::body::{self, Room};
use super::{Intake, Shared};
use crate::answer::{Reader, with_wait};
use crate::failpoint;
use crate::form::Answers;
use crate::refusal::Refusal;
use crate::ticket::Kind;

/// Most bytes of a form as it is sent: a report of the greatest length, each byte of it as three.
const MOST: usize = 3 * seal::MOST_TEXT + 16 * 1024;

pub(super) async fn show(State(intake): Shared, headers: HeaderMap) -> Response<Body> {
    let reader = Reader::of(&headers);
    if !intake.form.open {
        return intake.form.refuse(Refusal::FormClosed, reader);
    }
    match intake.issue(Kind::Form) {
        Some(ticket) => intake.form.html(StatusCode::OK, &intake.form.page(&Answers::none(), &ticket, None)),
        None => intake.form.refuse(Refusal::Vault, reader),
    }
}

pub(super) async fn take(State(intake): Shared, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    // Browsers that send forms are people's, whatever they say they accept.
    let (answers, room) = match read(&intake, &parts.headers, body).await {
        Ok(read) => read,
        Err(refusal) => return intake.form.refuse(refusal, Reader::Person),
    };
    failpoint::panics_with("form", answers.get("what_happened"));
    if answers.not_a_member() {
        return intake.form.html(StatusCode::OK, &intake.form.not_member);
    }
    match store(&intake, &answers).await {
        Ok(()) => intake.form.received(Reader::Person),
        // What is in the vault is there: the text needs no keeping.
        Err(Refusal::Already) => intake.form.refuse(Refusal::Already, Reader::Person),
        Err(refusal) => again(&intake, &answers, room, refusal),
    }
}

async fn read(intake: &Intake, headers: &HeaderMap, body: Body) -> Result<(Answers, Room), Refusal> {
    if !intake.form.open {
        return Err(Refusal::FormClosed);
    }
    body::check_type(headers, "application/x-www-form-urlencoded")?;
    if body::said_length(headers).is_some_and(|length| length > MOST as u64) {
        return Err(Refusal::TooLarge);
    }
    let read = body::read(body, MOST).await.map_err(|refusal| match refusal {
        // Unlike what the words for this say everywhere else, the text isn't there.
        Refusal::Busy(wait) => Refusal::Crowded(wait),
        refusal => refusal,
    })?;
    Ok((Answers::read(&read.bytes), read.room))
}

async fn store(intake: &Intake, answers: &Answers) -> Result<(), Refusal> {
    let ticket = intake.secrets.check(answers.get("ticket"), Kind::Form, intake.clock.now())?;
    let submission = answers.submission(&intake.form).ok_or(Refusal::Empty)?;
    let sealed = || {
        let sealed = seal(submission.to_json().as_bytes(), &intake.form.recipients);
        drop(submission);
        sealed.map_err(|error| match error {
            SealError::TooLong { .. } => Refusal::TooLong,
            SealError::Recipients => Refusal::Vault,
        })
    };
    intake.store(ticket.name(), &intake.form_cap, sealed).await
}

/// The form again, with everything that was typed. The ticket stays where it is still good, so that what may have
/// reached the vault after all isn't stored twice.
fn again(intake: &Intake, answers: &Answers, room: Room, refusal: Refusal) -> Response<Body> {
    let renewed = match refusal {
        Refusal::NoTicket | Refusal::ForeignTicket | Refusal::TicketEnded => intake.issue(Kind::Form),
        _ => None,
    };
    let ticket = renewed.as_deref().unwrap_or_else(|| answers.get("ticket"));
    let page = intake.form.page(answers, ticket, Some(intake.form.sentence(refusal)));
    with_wait(intake.form.html_in(refusal.status(), page, room), refusal)
}
