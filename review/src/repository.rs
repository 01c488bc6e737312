//! The review repository: `main` is what is published, `report/<id>` and `release/<n>` are where signatures collect.
//!
//! Commits say nothing of people and times: they are by the service, at a fixed moment.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use generator::gate::{Entry, Git, GitError, Version, ZERO};

/// Who commits.
const SERVICE: &str = "nearmiss";
const ADDRESS: &str = "service@nearmiss.invalid";
/// When signatures are committed: always the same moment, so that a commit says nothing of a reviewer's day.
pub const NO_TIME: &str = "2000-01-01T12:00:00Z";

/// The repository.
#[derive(Debug, Clone)]
pub struct Repository {
    git: Git,
}

/// A file to be put into a commit; no bytes: it is taken away.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its path in the repository.
    pub path: String,
    /// Its bytes.
    pub bytes: Option<Vec<u8>>,
}

impl Change {
    /// A file with these bytes.
    #[must_use]
    pub fn put(path: String, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path, bytes: Some(bytes.into()) }
    }
}

impl Repository {
    /// The repository in a folder, bare or not.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { git: Git::new(folder) }
    }

    /// The same for a desk: a key's passphrase or a host's fingerprint is asked for in a window or not at all. In the
    /// terminal nobody would see the question, and every page would wait for the answer.
    #[must_use]
    pub fn at_desk(folder: &Path) -> Self {
        Self { git: Git::new(folder).without_terminal() }
    }

    /// Git on it.
    #[must_use]
    pub fn git(&self) -> &Git {
        &self.git
    }

    /// The commit that is published.
    pub fn published(&self) -> Result<Option<String>, GitError> {
        self.git.resolve("refs/heads/main^{commit}")
    }

    /// The commit of a branch.
    pub fn branch(&self, name: &str) -> Result<Option<String>, GitError> {
        self.git.resolve(&format!("refs/heads/{name}^{{commit}}"))
    }

    /// The bytes of a file in a commit.
    pub fn file(&self, commit: &str, path: &str) -> Result<Option<Vec<u8>>, GitError> {
        let name = format!("{commit}:{path}");
        match self.git.resolve(&name)? {
            Some(object) => self.git.bytes(&["cat-file", "blob", &object]).map(Some),
            None => Ok(None),
        }
    }

    /// The files of a commit below a folder.
    pub fn files(&self, commit: &str, below: &str) -> Result<Vec<Entry>, GitError> {
        let mut entries = Version::read(&self.git, commit)?.entries;
        entries.retain(|entry| entry.path.starts_with(below));
        Ok(entries)
    }

    /// A commit on top of another with some files changed. No branch knows of it yet.
    pub fn commit(
        &self,
        parent: &str,
        changes: &[Change],
        message: &str,
        time: &str,
    ) -> Result<String, GitError> {
        // An index of its own: neither the one of a checkout nor that of another desk is touched.
        let index = tempfile::NamedTempFile::new().map_err(GitError::Missing)?;
        let with_index = |args: &[&str]| {
            let mut command = self.git.command(args);
            command.env("GIT_INDEX_FILE", index.path());
            command
        };
        // git wants to make the file itself.
        fs::remove_file(index.path()).map_err(GitError::Missing)?;
        run(with_index(&["read-tree", parent]), None)?;
        let mut objects = self.write(changes)?.into_iter();
        let mut lines = Vec::new();
        for change in changes {
            let object = match change.bytes {
                Some(_) => format!("100644 {}", objects.next().unwrap_or_default()),
                None => format!("0 {ZERO}"),
            };
            lines.extend_from_slice(format!("{object}\t{}\0", change.path).as_bytes());
        }
        run(with_index(&["update-index", "-z", "--index-info"]), Some(&lines))?;
        let tree = run(with_index(&["write-tree"]), None)?;
        let mut commit = self.git.command(&["commit-tree", tree.trim_end(), "-p", parent, "-F", "-"]);
        for role in ["AUTHOR", "COMMITTER"] {
            commit
                .env(format!("GIT_{role}_NAME"), SERVICE)
                .env(format!("GIT_{role}_EMAIL"), ADDRESS)
                .env(format!("GIT_{role}_DATE"), time);
        }
        Ok(run(commit, Some(message.as_bytes()))?.trim_end().to_owned())
    }

    /// Writes the bytes of all changes in one run of git, which an imported library needs; the names of the objects.
    fn write(&self, changes: &[Change]) -> Result<Vec<String>, GitError> {
        let mut stream = Vec::new();
        for (bytes, mark) in changes.iter().filter_map(|change| change.bytes.as_ref()).zip(1..) {
            stream.extend_from_slice(format!("blob\nmark :{mark}\ndata {}\n", bytes.len()).as_bytes());
            stream.extend_from_slice(bytes);
            stream.extend_from_slice(format!("\nget-mark :{mark}\n").as_bytes());
        }
        stream.extend_from_slice(b"done\n");
        let names = self.git.fed(&["fast-import", "--quiet", "--done", "--cat-blob-fd=1"], &stream)?;
        Ok(String::from_utf8_lossy(&names).lines().map(str::to_owned).collect())
    }

    /// A setting of this repository that is on or off.
    pub fn is_set(&self, name: &str) -> Result<bool, GitError> {
        let args = ["config", "--type=bool", "--default=false", "--get", name];
        Ok(self.git.text(&args)? == "true")
    }

    /// What its settings say under a name.
    pub fn setting(&self, name: &str) -> Result<Option<String>, GitError> {
        let said = self.git.text(&["config", "--default=", "--get", name])?;
        Ok(Some(said).filter(|said| !said.is_empty()))
    }

    /// Writes a setting.
    pub fn set(&self, name: &str, value: &str) -> Result<(), GitError> {
        self.git.bytes(&["config", name, value]).map(|_| ())
    }

    /// Where it is published, if anywhere.
    pub fn origin(&self) -> Result<Option<String>, GitError> {
        if !self.git.says_yes(&["remote", "get-url", "origin"])? {
            return Ok(None);
        }
        self.git.text(&["remote", "get-url", "--push", "origin"]).map(Some)
    }

    /// Whether `origin` has a branch of this name.
    pub fn is_at_origin(&self, branch: &str) -> Result<bool, GitError> {
        const NONE: i32 = 2;
        let name = format!("refs/heads/{branch}");
        let args = ["ls-remote", "--quiet", "--exit-code", "origin", &name];
        let output = self.git.command(&args).output().map_err(GitError::Missing)?;
        match output.status.code() {
            Some(0) => Ok(true),
            Some(NONE) => Ok(false),
            _ => {
                let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
                Err(GitError::Failed { command: format!("ls-remote origin {name}"), message })
            }
        }
    }

    /// Pushes a commit to a branch of `origin`, or nothing in its place; what the other side said about it.
    pub fn push(&self, commit: &str, branch: &str) -> Result<String, GitError> {
        let args = ["push", "--quiet", "origin", &format!("{commit}:refs/heads/{branch}")];
        let output = self.git.command(&args).output().map_err(GitError::Missing)?;
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        if output.status.success() {
            return Ok(said);
        }
        Err(GitError::Failed { command: format!("push origin {branch}"), message: said })
    }

    /// Lets a branch stand for a commit, if it still stands for what it stood for (`None`: it isn't there).
    pub fn set_branch(&self, name: &str, commit: &str, before: Option<&str>) -> Result<(), GitError> {
        let name = format!("refs/heads/{name}");
        self.git.bytes(&["update-ref", "--no-deref", &name, commit, before.unwrap_or(ZERO)]).map(|_| ())
    }

    /// Takes a branch away.
    pub fn delete_branch(&self, name: &str) -> Result<(), GitError> {
        self.git.bytes(&["update-ref", "-d", &format!("refs/heads/{name}")]).map(|_| ())
    }

    /// Takes a branch away if it still stands for this commit.
    pub fn delete_branch_at(&self, name: &str, commit: &str) -> Result<(), GitError> {
        self.git.bytes(&["update-ref", "-d", &format!("refs/heads/{name}"), commit]).map(|_| ())
    }

    /// Lets `main` follow the place where it is pushed to, if that is ahead: another desk published, or this one was
    /// killed after its push. Whether it could be asked.
    pub fn follow_origin(&self) -> Result<bool, GitError> {
        if self.origin()?.is_none() {
            return Ok(true);
        }
        if !self.git.says_yes(&[
            "fetch",
            "--quiet",
            "--no-tags",
            "origin",
            "+refs/heads/main:refs/nearmiss/published",
        ])? {
            return Ok(false);
        }
        let (Some(own), Some(there)) = (self.published()?, self.git.resolve("refs/nearmiss/published")?)
        else {
            return Ok(true);
        };
        let ahead = |one: &str, other: &str| self.git.says_yes(&["merge-base", "--is-ancestor", other, one]);
        if own != there && ahead(&there, &own)? {
            self.move_main(&there, &own)?;
        } else if own != there && !ahead(&own, &there)? {
            return Err(GitError::Failed {
                command: "fetch origin main".to_owned(),
                message: "`main` there doesn't go on from `main` here: somebody rewrote it. Find out who; if it was agreed on, \
                          clone the review repository anew"
                    .to_owned(),
            });
        }
        Ok(true)
    }

    /// Puts `main` on a later commit; the files of a checkout follow, and what somebody changed there is never overwritten.
    pub fn move_main(&self, commit: &str, before: &str) -> Result<(), GitError> {
        let head = self.git.text(&["symbolic-ref", "--quiet", "HEAD"]).unwrap_or_default();
        if head == "refs/heads/main" && self.git.text(&["rev-parse", "--is-bare-repository"])? == "false" {
            match self.git.bytes(&["merge", "--quiet", "--ff-only", commit]) {
                Err(GitError::Failed { message, .. }) => Err(GitError::Failed {
                    command:
                        "merge --ff-only (it is published; only the files of this checkout don't follow)"
                            .to_owned(),
                    message,
                }),
                done => done.map(|_| ()),
            }
        } else {
            self.set_branch("main", commit, Some(before))
        }
    }

    /// Removes every object that nothing leads to any more. The log of a branch goes with it; stashes and the other logs of
    /// somebody's checkout are theirs, and stay.
    pub fn forget_unreachable(&self) -> Result<(), GitError> {
        self.git.bytes(&["gc", "--quiet", "--prune=now"]).map(|_| ())
    }
}

fn run(mut command: Command, input: Option<&[u8]>) -> Result<String, GitError> {
    use std::process::Stdio;
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    let mut child = command.spawn().map_err(GitError::Missing)?;
    if let (Some(mut pipe), Some(input)) = (child.stdin.take(), input) {
        // These read all of their input before they write.
        _ = pipe.write_all(input);
    }
    let output = child.wait_with_output().map_err(GitError::Missing)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let words: Vec<_> = command.get_args().skip(6).map(|word| word.to_string_lossy().into_owned()).collect();
    let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(GitError::Failed { command: words.join(" "), message })
}
