//! From the words on the command line to an exit code.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::act::{self, Outcome};
use crate::command::act as by_command;
use crate::command::{Places, desk, queue, release, roster, show};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Success,
    /// A rule stands against it; nothing was changed.
    Refused,
    /// Wrong usage, or the machine refused.
    Failure,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Success => Self::SUCCESS,
            Exit::Refused => Self::from(1),
            Exit::Failure => Self::from(2),
        }
    }
}

#[derive(Debug, Parser)]
#[command(
    name = "nearmiss-review",
    version,
    about = "Two experts make a report safe to publish, and sign for it."
)]
struct Cli {
    #[command(flatten)]
    places: Places,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the desk, a page on this machine alone; what happens without a command, too
    Desk(desk::Args),
    /// The queue: each report, how long it has waited, and notes to read before opening it
    Queue(queue::Args),
    /// Show an original; at stage 2 only with a reason, which is kept
    Open(by_command::OpenOriginal),
    /// Show the text as it was last handed over
    Text {
        /// The report's id, or the short name that `queue` shows
        name: String,
    },
    /// What speaks for and against publishing it: findings, how it stands out, possible repeats
    Check {
        /// The report's id, or the short name that `queue` shows
        name: String,
    },
    /// Change who the reviewers are
    Roster(roster::Args),
    /// Seal everything anew, to the reviewers of the newest roster
    Reseal,
    /// Take a report to work on
    Claim(by_command::On),
    /// Stay away from a report: you know the incident
    Recuse(by_command::On),
    /// De-identify: hand over a text that identifies nobody; prints the report's id
    Stage1(by_command::Written),
    /// Write the lessons: hand over the text as it should be published
    Stage2(by_command::Written),
    /// Sign your stage
    Approve(by_command::Approve),
    /// Give a report back, with a reason
    SendBack(by_command::On),
    /// Something must be clarified first
    Hold(by_command::On),
    /// It is clarified: go on with a report that was on hold
    Resume(by_command::On),
    /// Publish the lessons without the event
    LessonsOnly(by_command::On),
    /// Count it, without a page; deletes the report
    DataOnly(by_command::On),
    /// Not for this library; deletes the report
    Decline(by_command::On),
    /// Approve an imported library at once: sign the list of its reports; two do, one for each stage
    Batch(release::SignBatch),
    /// Sign the next release: the reports that are ready
    SignRelease(release::SignRelease),
    /// Put a release that two have signed into the library
    Publish(release::Publish),
    /// Take a published report back
    Withdraw(release::Withdraw),
    /// Delete a report under review, with every draft and note
    Purge(by_command::On),
    /// Count a closed quarter in protected tables, and sign them
    ReleaseTables(release::ReleaseTables),
    /// Break the order in which reports came in; needs no key
    Mix(by_command::Mix),
}

/// Runs the command line.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Exit {
    let Cli { places, command } = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // clap words its own errors; help and version are no failure.
            let exit = if error.use_stderr() { Exit::Failure } else { Exit::Success };
            _ = error.print();
            return exit;
        }
    };
    let places = &places;
    let command = command.unwrap_or_else(|| Command::Desk(desk::Args::default()));
    let done = match &command {
        Command::Desk(args) => desk::run(places, args),
        Command::Queue(args) => queue::run(places, args),
        Command::Open(args) => by_command::open(places, args),
        Command::Text { name } => by_command::text(places, name),
        Command::Check { name } => by_command::check(places, name),
        Command::Roster(args) => roster::run(args),
        Command::Reseal => by_command::reseal(places),
        Command::Claim(on) => {
            by_command::decide(places, on, |review, name, by, _| act::claim(review, name, by))
        }
        Command::Recuse(on) => {
            by_command::decide(places, on, |review, name, by, _| act::recuse(review, name, by))
        }
        Command::Stage1(args) => by_command::stage1(places, args),
        Command::Stage2(args) => by_command::stage2(places, args),
        Command::Approve(args) => by_command::approve(places, args),
        Command::SendBack(on) => by_command::decide(places, on, act::send_back),
        Command::Hold(on) => by_command::decide(places, on, act::hold),
        Command::Resume(on) => by_command::decide(places, on, act::resume),
        Command::LessonsOnly(on) => by_command::decide(places, on, act::lessons_only),
        Command::DataOnly(on) => by_command::close(places, on, Outcome::DataOnly),
        Command::Decline(on) => by_command::close(places, on, Outcome::Declined),
        Command::Batch(args) => release::batch(places, args),
        Command::SignRelease(args) => release::sign_release(places, args),
        Command::Publish(args) => release::publish(places, args),
        Command::Withdraw(args) => release::withdraw(places, args),
        Command::Purge(on) => by_command::purge(places, on),
        Command::ReleaseTables(args) => release::release_tables(places, args),
        Command::Mix(args) => by_command::mix(places, args),
    };
    done.map_or_else(|stop| show::stop(&stop), |()| Exit::Success)
}
