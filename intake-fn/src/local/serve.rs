//! Connections: many, slow ones among them, within bounded memory.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use rustix::net::sockopt::set_tcp_user_timeout;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

/// Connections at once; the next one waits at the door.
const MOST_CONNECTIONS: usize = 12_000;
/// How long a connection may take to send the head of a request.
const HEAD: Duration = Duration::from_secs(15);
/// How long a connection may last before it takes no other request: one that doesn't read its answers would keep its
/// place for ever. Browsers open another.
const LONGEST: Duration = Duration::from_mins(5);
/// How long the request that is under way then may take: a little longer than a body may.
const LAST_REQUEST: Duration = Duration::from_secs(100);
/// Whoever takes nothing of an answer for so long isn't there any more.
const UNREAD: Duration = Duration::from_mins(1);
/// What a connection may hold of a request before it is read.
const BUFFER: usize = 16 * 1024;
/// How long answers that are under way may take once the process is to end.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// Serves until `end`.
pub(crate) async fn serve(listener: TcpListener, router: Router, end: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(BUFFER);
    let (ending, ended) = watch::channel(());
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
        _ = set_tcp_user_timeout(&stream, u32::try_from(UNREAD.as_millis()).unwrap_or(u32::MAX));
        let service = TowerToHyperService::new(router.clone());
        let connection = http.serve_connection(TokioIo::new(stream), service);
        let mut ended = ended.clone();
        tokio::spawn(async move {
            let mut connection = pin!(connection);
            // What a client does wrong ends its own connection and nothing else.
            tokio::select! {
                _ = connection.as_mut() => return,
                () = tokio::time::sleep(LONGEST) => {}
                _ = ended.changed() => {}
            }
            // A report that is being sent comes to its end.
            connection.as_mut().graceful_shutdown();
            _ = tokio::time::timeout(LAST_REQUEST, connection).await;
            drop(place);
        });
    }
    drop(listener);
    _ = ending.send(());
    let all = u32::try_from(MOST_CONNECTIONS).unwrap_or(u32::MAX);
    _ = tokio::time::timeout(LAST_ANSWERS, places.acquire_many(all)).await;
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
