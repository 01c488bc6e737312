//! Connections: many, slow ones among them, within bounded memory.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// Connections at once; the next one waits at the door.
const MOST_CONNECTIONS: usize = 12_000;
/// How long a connection may take to send the head of a request.
const HEAD: Duration = Duration::from_secs(15);
/// How long a connection may last: one that doesn't read its answers would keep its place for ever. Browsers open another.
const LONGEST: Duration = Duration::from_mins(5);
/// What a connection may hold of a request before it is read.
const BUFFER: usize = 16 * 1024;
/// How long answers that are under way may take once the process is to end.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// Serves until `end`.
pub(crate) async fn serve(listener: TcpListener, router: Router, end: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(BUFFER);
    let closing = GracefulShutdown::new();
    let mut end = pin!(end);
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut end => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                wait_if_full(&error).await;
                continue;
            }
        };
        _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        let connection = closing.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // What a client does wrong ends its own connection and nothing else.
            _ = tokio::time::timeout(LONGEST, connection).await;
            drop(place);
        });
    }
    drop(listener);
    _ = tokio::time::timeout(LAST_ANSWERS, closing.shutdown()).await;
}

/// With no file left for one more connection, trying again at once would only burn the processor.
async fn wait_if_full(error: &io::Error) {
    let only_this_one = matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset
    );
    if !only_this_one {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
