//! `nearmiss-review roster`

use std::path::PathBuf;

use approvals::{Role, Stage, Standing};

use super::show;
use crate::refusal::Stop;
use crate::roster::{NewKeys, Rosters};
use crate::sign::SigningKey;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The content folder
    #[arg(long, value_name = "DIR", default_value = "content", global = true)]
    content: PathBuf,
    #[command(subcommand)]
    change: Change,
}

#[derive(Debug, clap::Subcommand)]
enum Change {
    /// Make keys for a new reviewer and write them into the next roster
    Add {
        /// A pseudonym that nobody had before, for instance r-04
        id: String,
        /// deidentification, content, or both with a comma
        #[arg(long, value_name = "ROLES", value_delimiter = ',', value_parser = role)]
        roles: Vec<Role>,
        /// An empty folder for the keys; give it to the reviewer, and keep nothing
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// The keys are for recovery, and are kept away from any network
        #[arg(long)]
        offline: bool,
        /// Don't ask for a passphrase
        #[arg(long)]
        no_passphrase: bool,
    },
    /// A reviewer left: what they signed stays good
    Retire {
        /// The pseudonym
        id: String,
    },
    /// Somebody else may have a reviewer's keys: what they signed is void
    Compromised {
        /// The pseudonym
        id: String,
    },
    /// Sign the newest roster, as somebody of the one before
    Sign {
        /// You, as the roster before calls you
        #[arg(long = "as", value_name = "REVIEWER")]
        by: String,
        /// Your signing key; one in an agent or in hardware by its .pub file
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
    /// Write `content/roster/allowed_signers` again
    AllowedSigners,
    /// Print the SHA-256 of the first roster, by which everything is judged
    Root,
}

fn role(text: &str) -> Result<Role, String> {
    let stage = Stage::from_word(text.trim()).map(Role::of);
    stage.ok_or_else(|| "the roles are: deidentification, content".to_owned())
}

pub(crate) fn run(args: &Args) -> Result<(), Stop> {
    let rosters = Rosters::read(&args.content)?;
    let told = |number: u32| {
        show::line(format!("written: roster {number}"));
        if number > 1 {
            show::note("two of the roster before sign it: `nearmiss-review roster sign --as R --key FILE`");
        }
    };
    match &args.change {
        Change::Add { id, roles, out, offline, no_passphrase } => {
            rosters.free(id)?;
            let keys = NewKeys::make(out, !no_passphrase)?;
            told(rosters.add(id, roles.clone(), &keys, *offline)?);
        }
        Change::Retire { id } => told(rosters.leave(id, Standing::Retired)?),
        Change::Compromised { id } => told(rosters.leave(id, Standing::Compromised)?),
        Change::Sign { by, key } => {
            let (number, signed) = rosters.sign(by, &SigningKey::at_terminal(key))?;
            show::line(format!("roster {number}: signed by {signed} of the one before"));
        }
        Change::AllowedSigners => rosters.write_allowed_signers()?,
        Change::Root => show::line(rosters.root()?),
    }
    Ok(())
}
