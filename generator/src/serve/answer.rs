//! Answers over HTTP.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

use super::live::Live;
use crate::site::{Address, content_type, headers_for};

const RELOAD: &str = include_str!("reload.js");
const RELOAD_TAG: &str = "<script src=\"/_nearmiss/reload.js\" defer></script></body>";

pub(super) fn router(live: Arc<Live>) -> Router {
    Router::new()
        .route("/_nearmiss/events", get(events))
        .route(
            "/_nearmiss/reload.js",
            get(async || ([(header::CONTENT_TYPE, content_type("reload.js"))], RELOAD)),
        )
        .fallback(get(page))
        .layer(middleware::from_fn(only_to_this_machine))
        .with_state(live)
}

/// Tells the browser each change.
async fn events(State(live): State<Arc<Live>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = WatchStream::new(live.subscribe()).map(|state| {
        let data = serde_json::json!({"version": state.version, "problem": state.problem});
        Ok(Event::default().data(data.to_string()))
    });
    Sse::new(changes).keep_alive(KeepAlive::default())
}

async fn only_to_this_machine(request: Request<Body>, next: Next) -> Response<Body> {
    if !is_local(request.headers()) {
        let words = "the preview answers only to this machine: open http://127.0.0.1 and its port";
        return (StatusCode::MISDIRECTED_REQUEST, words).into_response();
    }
    next.run(request).await
}

async fn page(State(live): State<Arc<Live>>, request: Request<Body>) -> Response<Body> {
    let Some(path) = request.uri().path().strip_prefix(live.base()).map(str::to_owned) else {
        return redirect(live.base());
    };
    let site = live.site();
    let (status, address) = match site.find(&path) {
        Some(address) => (StatusCode::OK, address),
        None if site.find(&format!("{path}/")).is_some() => {
            return redirect(&format!("{}{path}/", live.base()));
        }
        None => (StatusCode::NOT_FOUND, Address::NotFound),
    };
    let rendered = tokio::task::spawn_blocking({
        let site = site.clone();
        move || site.render(&address)
    });
    let body = match rendered.await {
        Ok(Ok(body)) => body,
        Ok(Err(error)) => return failed(&error.to_string()),
        Err(error) => return failed(&error.to_string()),
    };
    let kind = if status == StatusCode::OK { content_type(&path) } else { content_type("404.html") };
    let own = if status == StatusCode::OK { path.as_str() } else { "404.html" };
    let mut headers = HeaderMap::new();
    for (name, value) in headers_for(&site, own) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    // While writing, nothing may come from yesterday's cache; and HTTPS is not to be demanded of this machine.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.remove(header::STRICT_TRANSPORT_SECURITY);
    let navigation = request.headers().get("sec-fetch-dest").is_some_and(|value| value == "document");
    if navigation && kind.starts_with("text/html") {
        let (body, policy) = with_reload(&String::from_utf8_lossy(&body), &headers);
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        return (status, headers, body).into_response();
    }
    (status, headers, body).into_response()
}

/// The page with the reloading script, and a policy that lets it run.
fn with_reload(body: &str, headers: &HeaderMap) -> (String, String) {
    let policy = headers
        .get(header::CONTENT_SECURITY_POLICY)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let allow = |policy: &str| {
        if policy.contains("script-src") {
            policy.to_owned()
        } else {
            policy.replacen(
                "default-src 'none'",
                "default-src 'none'; script-src 'self'; connect-src 'self'",
                1,
            )
        }
    };
    let own = policy.split("; frame-ancestors").next().unwrap_or_default();
    let escaped = |text: &str| text.replace('\'', "&#39;");
    let body = body.replacen(&escaped(own), &escaped(&allow(own)), 1).replacen(own, &allow(own), 1);
    (body.replacen("</body>", RELOAD_TAG, 1), allow(policy))
}

fn redirect(to: &str) -> Response<Body> {
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, to.to_owned())]).into_response()
}

fn failed(message: &str) -> Response<Body> {
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        message.to_owned(),
    )
        .into_response()
}

/// Whether a request was meant for this machine. A foreign page whose name was made to lead here must not read
/// reports that nobody has approved (DNS rebinding).
fn is_local(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name =
        host.rsplit_once(':').map_or(host, |(name, port)| if port.ends_with(']') { host } else { name });
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}
