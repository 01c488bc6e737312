//! A new reviewer's keys.

use std::fs;
use std::path::Path;
use std::process::Command;

use seal::KeyPair;

use crate::refusal::Stop;

/// The keys of a new reviewer, in files of their own.
#[derive(Debug)]
pub struct NewKeys {
    /// `age1…`
    pub recipient: String,
    /// One line in OpenSSH's form.
    pub signing_key: String,
}

impl NewKeys {
    /// Makes keys for this purpose alone: `identity.txt`, `recipient.txt`, `signing_key` and `signing_key.pub`. With a
    /// terminal, `ssh-keygen` asks for a passphrase.
    pub fn make(out: &Path, passphrase: bool) -> Result<Self, Stop> {
        let failed = |error: &dyn std::fmt::Display| {
            Stop::failed(
                format!("no keys in `{}`: {error}", out.display()),
                "name an empty folder with `--out DIR`",
            )
        };
        fs::create_dir_all(out).map_err(|error| failed(&error))?;
        if fs::read_dir(out).map_err(|error| failed(&error))?.next().is_some() {
            return Err(failed(&"the folder isn't empty"));
        }
        let pair = KeyPair::generate();
        private(&out.join("identity.txt"), &format!("{}\n", *pair.identity))
            .map_err(|error| failed(&error))?;
        fs::write(out.join("recipient.txt"), format!("{}\n", pair.recipient))
            .map_err(|error| failed(&error))?;
        let mut command = Command::new("ssh-keygen");
        command.args(["-q", "-t", "ed25519", "-C", "", "-f"]).arg(out.join("signing_key"));
        if !passphrase {
            command.args(["-N", ""]);
        }
        let made = command.status().map_err(|error| failed(&format!("ssh-keygen can't be run: {error}")))?;
        if !made.success() {
            return Err(failed(&"ssh-keygen made none"));
        }
        let public = fs::read_to_string(out.join("signing_key.pub")).map_err(|error| failed(&error))?;
        Ok(Self { recipient: pair.recipient.clone(), signing_key: public.trim().to_owned() })
    }
}

fn private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())
}
