//! `nearmiss-intake keys`

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use seal::KeyPair;

use super::{Failure, cannot, say};

#[derive(Debug, Subcommand)]
pub(super) enum Keys {
    /// Make a reviewer's first key pair, as `age-keygen` would: `identity.txt` to keep, `recipient.txt` to give away.
    New {
        /// Folder for the two files.
        #[arg(long)]
        out: PathBuf,
    },
}

impl Keys {
    pub(super) fn run(self) -> Result<(), Failure> {
        let Self::New { out } = self;
        fs::create_dir_all(&out).map_err(|error| cannot("make the folder", &out, &error))?;
        let pair = KeyPair::generate();
        let identity = out.join("identity.txt");
        write(&identity, 0o600, &format!("# public key: {}\n{}\n", pair.recipient, *pair.identity))?;
        write(&out.join("recipient.txt"), 0o644, &format!("{}\n", pair.recipient))?;
        say(&format!(
            "{}\nkeep `{}` secret and safe: without it nobody opens what is sealed to this key",
            pair.recipient,
            identity.display()
        ));
        Ok(())
    }
}

/// Never over a key that is there: what is sealed to it would be lost.
fn write(path: &Path, mode: u32, text: &str) -> Result<(), Failure> {
    let file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path);
    file.and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    })
    .map_err(|error| cannot("write", path, &error))
}
