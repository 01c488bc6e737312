//! From the words on the command line to an exit code. What is printed is printed in `command/show.rs`.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::command::{build, check, edge, hook, import, init, new_report, search, serve, show, trends};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Success,
    /// Something in the content must be mended.
    Findings,
    /// Wrong usage, or the machine refused.
    Failure,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Success => Self::SUCCESS,
            Exit::Findings => Self::from(1),
            Exit::Failure => Self::from(2),
        }
    }
}

#[derive(Debug, Parser)]
#[command(name = "nearmiss", version, about = "Builds, serves and checks a near-miss library.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site
    Build(build::Args),
    /// Show the site while you write: reloads the browser, shows errors over the page
    Serve(serve::Args),
    /// Say everything that is wrong with the content
    Check(check::Args),
    /// Print the table of headers for a network that reads no `_headers`
    Edge(edge::Args),
    /// Stand at the door of a repository
    Hook(hook::Args),
    /// Bring in reports from a CSV or JSON lines file
    Import(import::Args),
    /// Make a content folder of your own
    Init(init::Args),
    /// Search a built site
    Search(search::Args),
    /// Count what the reports have in common
    Trends(trends::Args),
    /// Begin a new report with a fresh id
    New(new_report::Args),
}

/// Runs the command line.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Exit {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // clap words its own errors; help and version are no failure.
            let exit = if error.use_stderr() { Exit::Failure } else { Exit::Success };
            _ = error.print();
            return exit;
        }
    };
    let exit = match cli.command {
        Command::Build(args) => build::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Edge(args) => edge::run(&args),
        Command::Hook(args) => hook::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Trends(args) => trends::run(&args),
        Command::New(args) => new_report::run(&args),
    };
    // Half an answer that ends well would pass for a whole one.
    if show::is_lost() { Exit::Failure } else { exit }
}
