//! Answers: the same bytes for everyone to whom the same happens.

use axum::body::Body;
use axum::http::header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};

use zeroize::Zeroizing;

use crate::form::Form;
use crate::intake::Room;
use crate::refusal::Refusal;

/// A person's browser or a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    Person,
    Program,
}

impl Reader {
    /// Who asks for HTML is a person.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let html = |value: &HeaderValue| value.to_str().is_ok_and(|value| value.contains("text/html"));
        if headers.get_all(ACCEPT).iter().any(html) { Self::Person } else { Self::Program }
    }
}

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");

impl Form {
    fn answer(&self, status: StatusCode, kind: HeaderValue, body: impl Into<Body>) -> Response<Body> {
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.extend(self.headers.iter().cloned());
        headers.insert(CONTENT_TYPE, kind);
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    pub(crate) fn html(&self, status: StatusCode, page: &str) -> Response<Body> {
        self.answer(status, HTML, page.to_owned())
    }

    /// A page made of what somebody sent, in the room that it took.
    pub(crate) fn html_in(&self, status: StatusCode, page: Zeroizing<String>, room: Room) -> Response<Body> {
        self.answer(status, HTML, room.around(page))
    }

    pub(crate) fn json(&self, status: StatusCode, value: &serde_json::Value) -> Response<Body> {
        self.answer(status, JSON, value.to_string())
    }

    pub(crate) fn text(&self, text: &'static str) -> Response<Body> {
        self.answer(StatusCode::OK, TEXT, text)
    }

    /// The report is in the vault.
    pub(crate) fn received(&self, reader: Reader) -> Response<Body> {
        match reader {
            Reader::Person => self.html(StatusCode::CREATED, &self.received),
            Reader::Program => self.json(StatusCode::CREATED, &serde_json::json!({"received": true})),
        }
    }

    /// The report isn't taken.
    pub(crate) fn refuse(&self, refusal: Refusal, reader: Reader) -> Response<Body> {
        let sentence = self.sentence(refusal);
        let response = match reader {
            Reader::Person => self.html(refusal.status(), &self.problem.fill(sentence, 1_024)),
            Reader::Program => {
                let json = serde_json::json!({"error": refusal.key(), "message": sentence.message});
                self.json(refusal.status(), &json)
            }
        };
        with_wait(response, refusal)
    }
}

/// Says after how long to try again, where that is known.
pub(crate) fn with_wait(mut response: Response<Body>, refusal: Refusal) -> Response<Body> {
    if let Some(seconds) = refusal.retry_after() {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Says which method an address takes.
pub(crate) fn with_allowed(mut response: Response<Body>, methods: &'static str) -> Response<Body> {
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(methods));
    response
}
