//! The floor under any intake, for `scripts/bench intake`: reads a body and answers 201. A Lambda function under the
//! Runtime API, else a server on a free port, which it prints.

use std::convert::Infallible;

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;

async fn take(body: Bytes) -> (StatusCode, &'static str) {
    if body.len() == 65_536 {
        (StatusCode::CREATED, "received")
    } else {
        (StatusCode::BAD_REQUEST, "no report")
    }
}

#[tokio::main(flavor = "multi_thread")]
#[allow(clippy::print_stdout, reason = "the benchmark asks for the address")]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let routes = Router::new().route("/intake/sealed", post(take));
    if std::env::var_os("AWS_LAMBDA_RUNTIME_API").is_some() {
        return lambda_http::run(routes).await;
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("ready http://{}/", listener.local_addr()?);
    axum::serve(listener, routes).await?;
    Ok::<_, Infallible>(()).map_err(Into::into)
}
