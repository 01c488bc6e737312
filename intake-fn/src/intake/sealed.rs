//! `POST /intake/sealed`: a report that the browser sealed.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Response};
use seal::proof::{body_hash, proves};
use seal::{SEALED_BYTES, SealedReport};

use super::{Intake, Shared, body};
use crate::answer::Reader;
use crate::failpoint;
use crate::refusal::Refusal;
use crate::ticket::Kind;

pub(super) async fn take(State(intake): Shared, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let reader = Reader::of(&parts.headers);
    failpoint::leaks(&parts.headers);
    match store(&intake, &parts.headers, body).await {
        Ok(()) => intake.form.received(reader),
        Err(refusal) => intake.form.refuse(refusal, reader),
    }
}

async fn store(intake: &Intake, headers: &HeaderMap, body: Body) -> Result<(), Refusal> {
    body::check_type(headers, "application/age")?;
    match body::said_length(headers) {
        Some(length) if length > SEALED_BYTES as u64 => return Err(Refusal::TooLarge),
        Some(length) if length < SEALED_BYTES as u64 => return Err(Refusal::NotAReport),
        _ => {}
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let ticket_text = text("nearmiss-ticket");
    // Before the body: whoever has no ticket is told so at once, and holds no memory.
    let ticket = intake.secrets.check(ticket_text, Kind::Sealed, intake.clock.now())?;
    let mut read = body::read(body, SEALED_BYTES).await?;
    let report =
        SealedReport::from_bytes(std::mem::take(&mut read.bytes)).map_err(|_| Refusal::NotAReport)?;
    let hash = body_hash(report.as_bytes());
    if !proves(ticket_text, &hash, intake.bits, text("nearmiss-proof")) {
        return Err(Refusal::Proof);
    }
    intake.store(ticket.name_for(&hash), &intake.sealed_cap, || Ok(report)).await
}
