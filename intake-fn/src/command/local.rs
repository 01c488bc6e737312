//! `nearmiss-intake local`

use std::env::{self, VarError};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::{Failure, cannot, say, warn};
use crate::cap::Cap;
use crate::clock::Clock;
use crate::form::Form;
use crate::intake::{BITS, HARDEST, Intake, MOST_FORM, MOST_SEALED, router};
use crate::local::{Site, serve};
use crate::repeats::Repeats;
use crate::ticket::Secrets;
use crate::vault::FolderVault;

#[derive(Debug, Args)]
pub(super) struct Local {
    /// Folder of the built site.
    #[arg(long)]
    site: PathBuf,
    /// Folder of the vault; made if it isn't there.
    #[arg(long)]
    vault: PathBuf,
    /// Address to listen on. Port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Sealed reports a minute, from all senders together.
    #[arg(long, default_value_t = MOST_SEALED)]
    most_sealed: u32,
    /// Forms without JavaScript a minute, from all senders together.
    #[arg(long, default_value_t = MOST_FORM)]
    most_form: u32,
}

/// Whether a folder lies in another, whatever links lead to both. It may not be there yet.
fn is_inside(inner: &Path, outer: &Path) -> bool {
    let there = inner.ancestors().find_map(|above| above.canonicalize().ok());
    let here = || Path::new(".").canonicalize().ok();
    there.or_else(here).zip(outer.canonicalize().ok()).is_some_and(|(inner, outer)| inner.starts_with(outer))
}

fn number<T: std::str::FromStr>(name: &str) -> Result<Option<T>, Failure> {
    let Some(value) = env::var(name).ok().filter(|value| !value.is_empty()) else { return Ok(None) };
    value
        .parse()
        .map(Some)
        .map_err(|_| Failure::Usage(format!("`{name}` in the environment must be a number")))
}

impl Local {
    pub(super) fn run(self) -> Result<(), Failure> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        runtime
            .map_err(|error| Failure::Refused(format!("the runtime can't start: {error}")))?
            .block_on(self.serve())
    }

    async fn serve(self) -> Result<(), Failure> {
        let site = Site::open(&self.site).map_err(|error| Failure::Usage(error.to_string()))?;
        let form = Form::read(&site.form()).map_err(|error| Failure::Usage(error.to_string()))?;
        let secrets = match env::var("NEARMISS_TICKET_SECRET") {
            Ok(secret) => Secrets::parse(&secret),
            Err(VarError::NotPresent) => Secrets::random(),
            Err(VarError::NotUnicode(_)) => {
                return Err(Failure::Usage(
                    "`NEARMISS_TICKET_SECRET` in the environment isn't text".to_owned(),
                ));
            }
        };
        let bits = number("NEARMISS_BITS")?.unwrap_or(BITS);
        if bits > HARDEST {
            return Err(Failure::Usage(format!(
                "`NEARMISS_BITS` asks for {bits} bits; no device finds more than {HARDEST} in time"
            )));
        }
        let clock = number("NEARMISS_NOW")?.map_or(Clock::System, Clock::Fixed);
        if matches!(clock, Clock::Fixed(_)) {
            warn("the clock stands still, for a test (`NEARMISS_NOW`): no ticket ever ends");
        }
        if is_inside(&self.vault, &self.site) {
            return Err(Failure::Usage("the vault lies in the site, which everybody can read".to_owned()));
        }
        let vault =
            FolderVault::open(&self.vault).map_err(|error| cannot("open the vault", &self.vault, &error))?;
        let base = form.base.clone();
        let intake = Intake {
            form,
            secrets: secrets.map_err(|error| Failure::Usage(error.to_string()))?,
            bits,
            clock,
            vault: Arc::new(vault),
            sealed_cap: Cap::new(self.most_sealed),
            form_cap: Cap::new(self.most_form),
            repeats: Repeats::default(),
        };
        let listener = TcpListener::bind(self.listen).await.map_err(|error| {
            Failure::Refused(format!(
                "failed to listen on {}: {error}; take another with `--listen`",
                self.listen
            ))
        })?;
        let address = listener.local_addr().map_err(|error| Failure::Refused(error.to_string()))?;
        let ended = Ended::new()?;
        say(&format!("ready http://{address}{base}"));
        serve(listener, site.around(router(intake), &base), ended.wait()).await;
        Ok(())
    }
}

/// Ctrl-C, or the system's polite request to end.
struct Ended {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

impl Ended {
    fn new() -> Result<Self, Failure> {
        let listen =
            |kind| signal(kind).map_err(|error| Failure::Refused(format!("no signals here: {error}")));
        Ok(Self { interrupt: listen(SignalKind::interrupt())?, terminate: listen(SignalKind::terminate())? })
    }

    async fn wait(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
