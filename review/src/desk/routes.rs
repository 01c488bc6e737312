//! The addresses of the desk.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use serde_json::json;
use tera::Context;
use tokio::sync::oneshot;

use super::answers::{Sent, typed};
use super::{Desk, guard, look, queue, release, view, work};

/// Largest form: a report of the greatest length, each letter sent as three, and fields beside it.
const LARGEST: usize = 4 * report::MAX_REPORT_BYTES;

const STYLE: &str = concat!(
    include_str!("../../../themes/default/styles/10-ground.css"),
    include_str!("../../desk/desk.css")
);
const SCRIPT: &str = include_str!("../../desk/desk.js");

pub(super) fn router(desk: Arc<Desk>, close: oneshot::Sender<()>) -> Router {
    let close = Arc::new(Mutex::new(Some(close)));
    let preview = format!("/{}/{{*path}}", look::preview_root());
    Router::new()
        .route("/", get(async |State(desk): State<Arc<Desk>>| on(desk, queue::page).await))
        .route("/again", post(async |State(desk): State<Arc<Desk>>| on(desk, queue::again).await))
        .route("/report/{name}", get(report_page).post(report_act))
        .route("/report/{name}/look", post(report_look))
        .route("/report/{name}/draft", post(report_draft))
        .route("/report/{name}/together", get(together))
        .route("/release", get(release_page).post(release_act))
        .route(&preview, get(preview_file))
        .route("/close", post(async move |State(desk): State<Arc<Desk>>| closed(&desk, &close)))
        .layer(from_fn_with_state(Arc::clone(&desk), only_the_reviewer))
        .route("/enter/{token}", get(enter))
        .route("/desk.css", get(async || typed(StatusCode::OK, "text/css; charset=utf-8", STYLE.into())))
        .route(
            "/desk.js",
            get(async || typed(StatusCode::OK, "text/javascript; charset=utf-8", SCRIPT.into())),
        )
        .layer(from_fn_with_state(Arc::clone(&desk), only_this_address))
        .layer(DefaultBodyLimit::max(LARGEST))
        .with_state(desk)
}

/// Work that takes its time doesn't stop other answers.
async fn on(desk: Arc<Desk>, act: impl FnOnce(&Desk) -> Response<Body> + Send + 'static) -> Response<Body> {
    let done = tokio::task::spawn_blocking(move || act(&desk)).await;
    done.unwrap_or_else(|_| {
        let words =
            "The desk ran into an error of its own. What was saved is there; go back and load the page again.";
        typed(StatusCode::INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", words.into())
    })
}

async fn only_this_address(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response<Body> {
    let changes = request.method() != Method::GET && request.method() != Method::HEAD;
    if !desk.guard.is_own(request.headers(), changes) {
        return typed(
            StatusCode::FORBIDDEN,
            "text/plain; charset=utf-8",
            "This isn't the desk's own page.".into(),
        );
    }
    next.run(request).await
}

async fn only_the_reviewer(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response<Body> {
    if desk.guard.knows(request.headers()) {
        return next.run(request).await;
    }
    no_entry(&desk)
}

fn no_entry(desk: &Desk) -> Response<Body> {
    let mut context = Context::new();
    context.insert("message", "this address lets in one browser, once");
    context.insert(
        "help",
        "go back to the window in which you opened it, or end `nearmiss-review` in the terminal and start it again",
    );
    desk.page(StatusCode::FORBIDDEN, "problem.html", "", context)
}

async fn enter(State(desk): State<Arc<Desk>>, method: Method, Path(token): Path<String>) -> Response<Body> {
    // Whoever only asks whether it is there doesn't use it up.
    if method == Method::HEAD {
        return typed(StatusCode::OK, "text/plain; charset=utf-8", "".into());
    }
    let Some(cookie) = desk.guard.enter(&token) else { return no_entry(&desk) };
    let mut headers = guard::headers(false);
    headers.insert(header::SET_COOKIE, cookie);
    headers.insert(header::LOCATION, HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, headers).into_response()
}

async fn report_page(State(desk): State<Arc<Desk>>, Path(name): Path<String>) -> Response<Body> {
    on(desk, move |desk| view::page(desk, &name, None)).await
}

async fn report_act(State(desk): State<Arc<Desk>>, Path(name): Path<String>, body: Bytes) -> Response<Body> {
    on(desk, move |desk| work::act(desk, &name, &Sent::read(&body))).await
}

async fn report_look(State(desk): State<Arc<Desk>>, Path(name): Path<String>, body: Bytes) -> Response<Body> {
    on(desk, move |desk| look::answer(desk, &name, &Sent::read(&body))).await
}

async fn report_draft(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
    body: Bytes,
) -> Response<Body> {
    on(desk, move |desk| work::keep(desk, &name, &Sent::read(&body))).await
}

async fn together(State(desk): State<Arc<Desk>>, Path(name): Path<String>) -> Response<Body> {
    on(desk, move |desk| view::together(desk, &name)).await
}

async fn release_page(State(desk): State<Arc<Desk>>) -> Response<Body> {
    on(desk, |desk| release::page(desk, None)).await
}

async fn release_act(State(desk): State<Arc<Desk>>, body: Bytes) -> Response<Body> {
    on(desk, move |desk| release::act(desk, &Sent::read(&body))).await
}

async fn preview_file(State(desk): State<Arc<Desk>>, Path(path): Path<String>) -> Response<Body> {
    on(desk, move |desk| look::preview(desk, &path)).await
}

/// Ends the desk: keys and opened reports leave this machine's memory.
fn closed(desk: &Desk, close: &Mutex<Option<oneshot::Sender<()>>>) -> Response<Body> {
    if let Some(close) = super::lock(close).take() {
        _ = close.send(());
    }
    let mut context = Context::new();
    context.insert("closed", &json!(true));
    context.insert("message", "the desk is closed");
    context.insert("help", "close this window, too; `nearmiss-review` opens the desk again");
    desk.page(StatusCode::OK, "problem.html", "", context)
}
