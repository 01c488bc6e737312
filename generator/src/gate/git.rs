//! Git, by its own program: what it does to files and histories is its business, and everybody who pushes has it.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The name of no object.
pub const ZERO: &str = "0000000000000000000000000000000000000000";

/// A repository.
#[derive(Debug, Clone)]
pub struct Git {
    folder: PathBuf,
    without_terminal: bool,
}

/// What git said no to.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// There is no git.
    #[error("git can't be run: {0}")]
    Missing(std::io::Error),
    /// It ended with an error.
    #[error("`git {command}` failed: {message}")]
    Failed {
        /// The command.
        command: String,
        /// What git wrote.
        message: String,
    },
}

impl Git {
    /// The repository in a folder, bare or not.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), without_terminal: false }
    }

    /// The same, where nobody sits at a terminal: what ssh asks is asked in a window (`SSH_ASKPASS`) or not at all.
    #[must_use]
    pub fn without_terminal(self) -> Self {
        Self { without_terminal: true, ..self }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Git with these words, not yet run. Nothing of the user's own settings that could change what is read.
    pub fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(&self.folder)
            .args(["-c", "core.quotePath=false", "-c", "gc.auto=0"])
            .args(args);
        if self.without_terminal {
            command.env("SSH_ASKPASS_REQUIRE", "force");
        }
        command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C").stdin(Stdio::null());
        command
    }

    /// What it writes, byte for byte.
    pub fn bytes<S: AsRef<OsStr>>(&self, args: &[S]) -> Result<Vec<u8>, GitError> {
        finished(self.command(args), args, None)
    }

    /// What it writes, without the line end.
    pub fn text<S: AsRef<OsStr>>(&self, args: &[S]) -> Result<String, GitError> {
        Ok(String::from_utf8_lossy(&self.bytes(args)?).trim_end().to_owned())
    }

    /// The same with something to read.
    pub fn fed<S: AsRef<OsStr>>(&self, args: &[S], input: &[u8]) -> Result<Vec<u8>, GitError> {
        finished(self.command(args), args, Some(input))
    }

    /// Whether it ends without an error.
    pub fn says_yes<S: AsRef<OsStr>>(&self, args: &[S]) -> Result<bool, GitError> {
        Ok(self.command(args).output().map_err(GitError::Missing)?.status.success())
    }

    /// What a name stands for, if it stands for anything.
    pub fn resolve(&self, name: &str) -> Result<Option<String>, GitError> {
        let args = ["rev-parse", "--verify", "--quiet", "--end-of-options", name];
        let output = self.command(&args).output().map_err(GitError::Missing)?;
        let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok((output.status.success() && !text.is_empty()).then_some(text))
    }
}

/// Runs a command to its end; input is fed beside the reading, so that neither waits for the other.
pub(super) fn finished<S: AsRef<OsStr>>(
    mut command: Command,
    args: &[S],
    input: Option<&[u8]>,
) -> Result<Vec<u8>, GitError> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    if input.is_some() {
        command.stdin(Stdio::piped());
    }
    let mut child = command.spawn().map_err(GitError::Missing)?;
    let output = std::thread::scope(|scope| {
        if let (Some(mut pipe), Some(input)) = (child.stdin.take(), input) {
            // A git that stops reading says why by its own exit.
            scope.spawn(move || _ = pipe.write_all(input));
        }
        child.wait_with_output().map_err(GitError::Missing)
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let words: Vec<_> = args.iter().map(|arg| arg.as_ref().to_string_lossy()).collect();
    let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(GitError::Failed { command: words.join(" "), message })
}
