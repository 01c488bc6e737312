//! `nearmiss hook`

use std::io::Read as _;
use std::path::Path;

use approvals::Digest;

use super::show;
use crate::gate::{Branches, Git, Push, judge_pushes};
use crate::run::Exit;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    hook: Hook,
}

#[derive(Debug, clap::Subcommand)]
enum Hook {
    /// Refuses a push that the gate doesn't let through: install it as hooks/pre-receive of a bare repository
    PreReceive {
        /// SHA-256 of content/roster/1.yaml, by which all signatures are judged
        #[arg(long, value_name = "SHA256", value_parser = super::check::digest)]
        root: Digest,
        /// Also takes the branches report/…, release/…, batch/… and tables/…, in which signatures are collected: a private repository
        #[arg(long)]
        review: bool,
    },
}

pub(crate) fn run(args: &Args) -> Exit {
    let Hook::PreReceive { root, review } = &args.hook;
    let mut lines = String::new();
    if let Err(error) = std::io::stdin().read_to_string(&mut lines) {
        show::failure(error, "git tells a hook on its standard input what is pushed");
        return Exit::Failure;
    }
    let branches = if *review { Branches::Review } else { Branches::PublishedOnly };
    let judged = match judge_pushes(&Git::new(Path::new(".")), &Push::read(&lines), branches, *root) {
        Ok(judged) => judged,
        Err(error) => {
            show::failure(error, "nothing was taken in; run `git push` again, or ask the operator");
            return Exit::Failure;
        }
    };
    let mut refused = false;
    for (name, findings) in judged.iter().filter(|(_, findings)| !findings.is_empty()) {
        refused = true;
        _ = show::findings(findings, anstream::stderr());
        show::failure(
            format!("`{name}` was not taken in: {}", show::counted(findings)),
            "fix them and push again; what is published is as it was",
        );
    }
    if refused { Exit::Findings } else { Exit::Success }
}
