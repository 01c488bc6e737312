//! What can be asked for at a terminal.

mod decoys;
mod http;
mod keys;
mod local;
mod seal;
mod submit;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Takes in sealed near-miss reports, and can't read what it stores.
#[derive(Debug, Parser)]
#[command(
    name = "nearmiss-intake",
    version,
    about,
    subcommand_required = true,
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve a built site, its form, and a folder as vault.
    Local(local::Local),
    /// Seal answers from standard input to standard output, as the browser does.
    Seal {
        /// File with the reviewers' public keys, one a line.
        #[arg(long)]
        recipients: PathBuf,
    },
    /// Send a sealed report: ticket, proof of work, report. Prints the status.
    Submit {
        /// The site's address.
        url: String,
        /// A file that `seal` made.
        file: PathBuf,
    },
    /// Send sealed decoys at random times, from outside the machine that takes reports, until it is stopped.
    Decoys(decoys::Decoys),
    /// Key pairs of reviewers.
    Keys {
        #[command(subcommand)]
        command: keys::Keys,
    },
}

/// Why a command did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// Something that was given can't be used.
    #[error("{0}")]
    Usage(String),
    /// It was refused, or what is needed isn't there.
    #[error("{0}")]
    Refused(String),
}

/// Runs the command that the arguments name.
#[must_use]
#[allow(clippy::print_stderr, reason = "the one place that says what went wrong")]
pub fn run() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Local(local) => local.run(),
        Command::Seal { recipients } => seal::run(&recipients),
        Command::Submit { url, file } => submit::run(&url, &file),
        Command::Decoys(decoys) => decoys.run(),
        Command::Keys { command } => command.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(if matches!(failure, Failure::Usage(_)) { 2 } else { 1 })
        }
    }
}

fn cannot(what: &str, path: &std::path::Path, error: &std::io::Error) -> Failure {
    Failure::Usage(format!("failed to {what} `{}`: {error}", path.display()))
}

/// Says what an operator should know of a setting.
#[allow(clippy::print_stderr, reason = "words of ours, to whoever starts the process")]
fn warn(words: &str) {
    eprintln!("note: {words}");
}

/// Prints a line, and ends quietly if nobody reads it any more.
fn say(line: &str) {
    use std::io::Write as _;
    let mut out = std::io::stdout().lock();
    _ = writeln!(out, "{line}");
    _ = out.flush();
}
