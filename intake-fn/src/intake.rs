//! The addresses under `/intake/`, the same in the Lambda function and on a machine of one's own.

mod body;
mod form;
mod sealed;

pub(crate) use body::Room;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode};
use axum::routing::{MethodRouter, get, post};
use seal::SealedReport;
use serde_json::json;

use crate::answer::{Reader, with_allowed};
use crate::cap::Cap;
use crate::clock::Clock;
use crate::form::Form;
use crate::refusal::Refusal;
use crate::repeats::Repeats;
use crate::ticket::{Kind, Secrets};
use crate::vault::{ObjectName, Stored, Vault};

/// Zero bits of a proof of work: on average 2^17 hashes, a second or so of a slow phone.
pub const BITS: u32 = 17;
/// Hardest proof that is asked for or worked on: whoever asks for more wants to keep a machine busy.
#[cfg(any(feature = "local", feature = "lambda"))]
pub(crate) const HARDEST: u32 = 28;
/// Sealed reports a minute, from all senders together.
pub const MOST_SEALED: u32 = 120;
/// Forms without JavaScript a minute: they bring no proof of work.
pub const MOST_FORM: u32 = 20;

/// What the intake works with.
pub struct Intake {
    /// The form and every sentence.
    pub form: Form,
    /// What tickets are made with.
    pub secrets: Secrets,
    /// Zero bits that a proof of work must show.
    pub bits: u32,
    /// The time.
    pub clock: Clock,
    /// Where sealed reports go.
    pub vault: Arc<dyn Vault>,
    /// How many sealed reports are taken.
    pub sealed_cap: Cap,
    /// How many forms without JavaScript, which bring no proof of work.
    pub form_cap: Cap,
    /// What the vault is known to have.
    pub repeats: Repeats,
}

impl Intake {
    /// Stores a report under its name, once: what is there already takes no place of what is new.
    async fn store(
        &self,
        name: ObjectName,
        cap: &Cap,
        report: impl FnOnce() -> Result<SealedReport, Refusal>,
    ) -> Result<(), Refusal> {
        if self.repeats.knows(name) {
            return Err(Refusal::Already);
        }
        cap.take().map_err(Refusal::Busy)?;
        let stored = self.vault.store(name, report()?).await.map_err(|_| Refusal::Vault)?;
        self.repeats.add(name);
        match stored {
            Stored::New => Ok(()),
            Stored::AlreadyThere => {
                cap.give_back();
                Err(Refusal::Already)
            }
        }
    }

    fn issue(&self, kind: Kind) -> Option<String> {
        self.secrets.issue(kind, self.clock.now())
    }
}

type Shared = State<Arc<Intake>>;

/// The routes.
pub fn router(intake: Intake) -> Router {
    let base = intake.form.base.clone();
    let intake = Arc::new(intake);
    let routes = Router::new()
        .route("/ticket", only(get(ticket), "GET, HEAD"))
        .route("/sealed", only(post(sealed::take), "POST"))
        .route("/form", only(get(form::show).post(form::take), "GET, HEAD, POST"))
        .route("/health", only(get(health), "GET, HEAD"))
        .fallback(async |State(intake): Shared, headers: HeaderMap| {
            intake.form.refuse(Refusal::NotFound, Reader::of(&headers))
        })
        .with_state(intake);
    Router::new().nest(&format!("{base}intake"), routes)
}

/// Refuses every other method, in words.
fn only(methods: MethodRouter<Arc<Intake>>, allowed: &'static str) -> MethodRouter<Arc<Intake>> {
    methods.fallback(async move |State(intake): Shared, headers: HeaderMap| {
        with_allowed(intake.form.refuse(Refusal::Method, Reader::of(&headers)), allowed)
    })
}

async fn health(State(intake): Shared) -> Response<Body> {
    intake.form.text("ok")
}

async fn ticket(State(intake): Shared) -> Response<Body> {
    let kind = Kind::Sealed;
    match intake.issue(kind) {
        Some(ticket) => intake
            .form
            .json(StatusCode::OK, &json!({"ticket": ticket, "bits": intake.bits, "seconds": kind.seconds()})),
        None => intake.form.refuse(Refusal::Vault, Reader::Program),
    }
}
