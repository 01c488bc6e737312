//! `nearmiss serve`

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use super::load::Input;
use super::show;
use crate::run::Exit;
use crate::serve::{Config, serve};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    input: Input,
    /// Port on this machine; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 8080)]
    port: u16,
    /// No samples and no banner, as in a release. Whether anything was approved isn't looked at: `build --release` does
    #[arg(long)]
    release: bool,
}

pub(crate) fn run(args: &Args) -> Exit {
    let listen = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), args.port);
    match serve(Config { input: args.input.clone(), listen, release: args.release }) {
        Ok(()) => Exit::Success,
        Err(error) => {
            show::failure(&error, error.help());
            Exit::Failure
        }
    }
}
