//! `nearmiss-review desk`

use std::path::PathBuf;

use super::{Places, show};
use crate::desk::{self, Start};
use crate::refusal::Stop;

#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Args {
    /// You, as the roster calls you [default: whose key the identity is]
    #[arg(long = "as", value_name = "REVIEWER")]
    by: Option<String>,
    /// Your signing key; one in an agent or in hardware by its .pub file [default: `signing_key` beside the identity]
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// The port on this machine; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
}

/// Shows its one-time address, and ends with Ctrl-C or the button of the page.
pub(crate) fn run(places: &Places, args: &Args) -> Result<(), Stop> {
    let key = args.key.clone().unwrap_or_else(|| places.signing_key());
    let places = places.clone();
    let open = Box::new(move |opened: &(dyn Fn() + Sync)| places.open_at_desk(opened));
    let start = Start { open, by: args.by.clone(), key, port: args.port };
    desk::run(start, |address| show::line(format!("desk {address}")))
}
