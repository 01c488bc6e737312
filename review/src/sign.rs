//! Signing, by `ssh-keygen`: with a key in a file, in an agent or in hardware (name its `.pub` file).

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use approvals::{Namespace, Reviewer, is_signed_by};

use crate::refusal::Stop;

/// A reviewer's key for signing.
#[derive(Debug, Clone)]
pub struct SigningKey {
    file: PathBuf,
    at_desk: bool,
}

impl SigningKey {
    /// For somebody at a terminal, where `ssh-keygen` asks for a passphrase or PIN.
    #[must_use]
    pub fn at_terminal(file: &Path) -> Self {
        Self { file: file.to_owned(), at_desk: false }
    }

    /// For somebody at the desk: a question in a terminal would be seen by nobody and keep the page waiting, so it is
    /// asked in a window (`SSH_ASKPASS`), or not at all.
    #[must_use]
    pub fn at_desk(file: &Path) -> Self {
        Self { file: file.to_owned(), at_desk: true }
    }

    /// This reviewer's signature of these bytes, as `ssh-keygen -Y sign` makes it. What is signed is public.
    pub fn sign(&self, by: &Reviewer, namespace: Namespace, bytes: &[u8]) -> Result<String, Stop> {
        let signature = self.signature(namespace, bytes)?;
        let own = by.signing_key.as_ref();
        if own.is_some_and(|own| is_signed_by(signature.as_bytes(), own, namespace, bytes)) {
            return Ok(signature);
        }
        let message = format!("this key isn't the one that the roster has for `{}`", by.id);
        Err(Stop::refused("key", message, "sign with your own key; `--key FILE` names it"))
    }

    fn signature(&self, namespace: Namespace, bytes: &[u8]) -> Result<String, Stop> {
        let mut command = Command::new("ssh-keygen");
        command.args(["-Y", "sign", "-n", namespace.word(), "-f"]).arg(&self.file);
        if self.at_desk {
            command.env("SSH_ASKPASS_REQUIRE", "force");
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| self.failed(&format!("ssh-keygen can't be run: {error}")))?;
        if let Some(mut pipe) = child.stdin.take() {
            // One that stops reading says why by its own exit.
            _ = pipe.write_all(bytes);
        }
        let output = child.wait_with_output().map_err(|error| self.failed(&error.to_string()))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            // Of many lines the last says what came of it; that others may read the key stands further up.
            let open = said.lines().find(|line| line.contains("are too open"));
            let why = open.or_else(|| said.lines().rfind(|line| !line.is_empty()));
            return Err(self.failed(why.unwrap_or("no reason given")));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn failed(&self, why: &str) -> Stop {
        let help = if why.contains("are too open") {
            format!("let nobody else read it, `chmod 600 {}`, and sign again", self.file.display())
        } else if why.contains("passphrase") {
            format!("put it into your agent, `ssh-add {}`, and sign again", self.file.display())
        } else {
            "name your signing key with `--key FILE`; a key in an agent or in hardware by its `.pub` file"
                .to_owned()
        };
        Stop::failed(format!("`{}` doesn't sign: {why}", self.file.display()), help)
    }
}
