//! Answers of the desk, and what its forms send.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse as _;
use report::Section;
use tera::Context;

use super::{Desk, NotYet, guard, lock};
use crate::refusal::{Refusal, Stop};

/// What a form sent.
#[derive(Debug, Default)]
pub(super) struct Sent(Vec<(String, String)>);

impl Sent {
    /// Reads a form's body (`application/x-www-form-urlencoded`).
    pub(super) fn read(body: &[u8]) -> Self {
        let own = |text: std::borrow::Cow<'_, str>| text.replace("\r\n", "\n").replace('\r', "\n");
        Self(form_urlencoded::parse(body).map(|(name, value)| (name.into_owned(), own(value))).collect())
    }

    /// The first value of a field; nothing for a field that isn't there.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// All values of a field that aren't empty.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(own, value)| own == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// All values of a field, empty ones among them.
    pub(super) fn all_with_empty<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether there is such a field.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(own, _)| own == name)
    }
}

impl Desk {
    /// A page; what was done is said on it once.
    pub(super) fn page(
        &self,
        status: StatusCode,
        template: &str,
        by: &str,
        mut context: Context,
    ) -> Response<Body> {
        context.insert("by", by);
        context.insert("said", &lock(&self.said).take());
        match self.tera.render(template, &context) {
            Ok(html) => html_page(status, html),
            Err(error) => html_page(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
        }
    }

    /// A page that says why there is no other.
    pub(super) fn problem(&self, why: NotYet) -> Response<Body> {
        self.problem_over(why, &Sent::default())
    }

    /// The same where a form was sent: what was typed is nowhere else, so it stands there to be copied.
    pub(super) fn problem_over(&self, why: NotYet, sent: &Sent) -> Response<Body> {
        let mut context = Context::new();
        let typed = typed_texts(sent);
        context.insert("typed", &typed);
        match why {
            NotYet::Opening(opened) if typed.is_empty() => {
                context.insert("opened", &opened);
                self.page(StatusCode::OK, "opening.html", "", context)
            }
            NotYet::Opening(_) => {
                context.insert("message", "the desk is still opening the reports, and nothing was kept");
                context.insert("help", "go back in a moment, and send it again");
                self.page(StatusCode::SERVICE_UNAVAILABLE, "problem.html", "", context)
            }
            NotYet::Stopped(stop) => {
                let (status, message, help) = words(&stop);
                context.insert("message", message);
                context.insert("help", help);
                self.page(status, "problem.html", "", context)
            }
        }
    }
}

/// What was typed into the texts of a form, each under its label.
fn typed_texts(sent: &Sent) -> Vec<(&'static str, String)> {
    let sections = Section::ALL.into_iter().map(|section| (section.key(), section.heading()));
    [("title", "Title")]
        .into_iter()
        .chain(sections)
        .chain([("note", "A note for the next reviewer"), ("reason", "Reason")])
        .map(|(name, label)| (label, sent.get(name).to_owned()))
        .filter(|(_, text)| !text.trim().is_empty())
        .collect()
}

/// How a refusal or failure is told.
pub(super) fn words(stop: &Stop) -> (StatusCode, &str, &str) {
    match stop {
        Stop::Refused(Refusal { rule: "unknown-report", message, help }) => {
            (StatusCode::NOT_FOUND, message, help)
        }
        Stop::Refused(Refusal { message, help, .. }) => (StatusCode::UNPROCESSABLE_ENTITY, message, help),
        Stop::Failed(message, help) => (StatusCode::INTERNAL_SERVER_ERROR, message, help),
    }
}

/// What is said at the head of a page that was refused something; the status of its answer.
pub(super) fn tell(context: &mut Context, refused: Option<&Stop>) -> StatusCode {
    let Some(stop) = refused else { return StatusCode::OK };
    let (status, message, help) = words(stop);
    context.insert("problem", &serde_json::json!({"message": message, "help": help}));
    status
}

fn html_page(status: StatusCode, html: String) -> Response<Body> {
    typed(status, "text/html; charset=utf-8", html.into())
}

/// Bytes of a kind.
pub(super) fn typed(status: StatusCode, kind: &'static str, body: Body) -> Response<Body> {
    let mut headers = guard::headers(false);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    (status, headers, body).into_response()
}

/// Onwards, after something was done.
pub(super) fn see(path: &str) -> Response<Body> {
    let mut headers = guard::headers(false);
    headers.insert(header::LOCATION, HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/")));
    (StatusCode::SEE_OTHER, headers).into_response()
}
