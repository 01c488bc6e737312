//! The preview: pages rendered on request by the code of `build`, while content and theme are being written.
//!
//! A browser that navigates gets one line more, a script that reloads the page after a change and shows an error over
//! the last good page. Whatever asks without being a browser's navigation gets the bytes of `build`.

mod answer;
mod live;
mod watch;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use crate::command::load::{Input, LoadError};
use crate::command::show;
use crate::library::Edition;
use live::Live;

/// What to serve and where.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    pub(crate) input: Input,
    pub(crate) listen: SocketAddr,
    pub(crate) release: bool,
}

/// Why the preview ended.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ServeError {
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error("the content has errors without which nothing can be shown")]
    Findings,
    #[error("can't listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    #[error("can't watch `{}`: {reason}", path.display())]
    Watch { path: PathBuf, reason: String },
    #[error("the server ended: {0}")]
    Server(std::io::Error),
}

impl ServeError {
    pub(crate) fn help(&self) -> &'static str {
        match self {
            Self::Load(error) => error.help(),
            Self::Findings => "fix the errors above, then start again",
            Self::Listen(..) => "choose another port with `--port N`; 0 takes a free one",
            Self::Watch { .. } => "check that the folder is there and can be read",
            Self::Server(_) => "start it again",
        }
    }
}

/// Serves until Ctrl-C.
pub(crate) fn serve(config: Config) -> Result<(), ServeError> {
    let edition = if config.release { Edition::Release } else { Edition::Preview };
    let live = Arc::new(Live::start(config.input, edition)?);
    let _watching = watch::start(&live)?;
    let runtime = tokio::runtime::Runtime::new().map_err(ServeError::Server)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(config.listen)
            .await
            .map_err(|error| ServeError::Listen(config.listen, error))?;
        let local = listener.local_addr().map_err(ServeError::Server)?;
        show::line(format!("ready http://{local}{}", live.base()));
        let end = async {
            // Without a signal handler Ctrl-C ends the process anyway.
            _ = tokio::signal::ctrl_c().await;
        };
        tokio::select! {
            served = axum::serve(listener, answer::router(live.clone())) => served.map_err(ServeError::Server),
            () = end => Ok(()),
        }
    })
}
