//! The library itself: one commit on `main`, if the gate lets it through.

use approvals::Digest;
use generator::gate::Version;

use super::Review;
use super::proposal::{self, Proposal};
use crate::failpoint;
use crate::refusal::Stop;
use crate::repository::Change;

/// What became of a commit for `main`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Put {
    /// It is there.
    Done,
    /// It waits as a pull request.
    Proposed(Proposal),
}

/// A commit to be put on `main`.
pub(super) struct Wanted<'a> {
    pub(super) changes: &'a [Change],
    pub(super) message: &'a str,
    /// Its branch where `main` takes pull requests only.
    pub(super) branch: &'a str,
    /// Asked last, before anything is published: whether it may be done still.
    pub(super) still: &'a dyn Fn() -> Result<(), Stop>,
}

/// Puts one commit on `main`, here and where it is pushed to, if the gate lets it through; or proposes it there.
pub(super) fn put_on_main(review: &Review, wanted: &Wanted<'_>) -> Result<Put, Stop> {
    let (repository, before) = (&review.repository, &review.published.commit);
    let time = format!("{}T12:00:00Z", review.today);
    let commit = repository.commit(before, wanted.changes, wanted.message, &time)?;
    judge(review, &commit, wanted.changes)?;
    (wanted.still)()?;
    if let Some(origin) = repository.origin()? {
        if repository.is_set(proposal::SETTING)? {
            return proposal::propose(repository, &origin, &commit, wanted.branch).map(Put::Proposed);
        }
        // First where it is published: what is refused there isn't published here either.
        repository.push(&commit, "main").map_err(|error| {
            let help = format!(
                "nothing was published; fix what it says, then do the same again. If `main` takes pull requests only: \
                 git -C {} config {} true",
                repository.git().folder().display(),
                proposal::SETTING
            );
            Stop::failed(error.to_string(), help)
        })?;
    }
    failpoint::reached("pushed");
    repository.move_main(&commit, before)?;
    Ok(Put::Done)
}

/// The gate, before anything is published.
fn judge(review: &Review, commit: &str, changes: &[Change]) -> Result<(), Stop> {
    let folder =
        tempfile::tempdir().map_err(|error| Stop::failed(error.to_string(), "check the disk's room"))?;
    let git = review.repository.git();
    Version::read(git, commit)?.lay_out(git, folder.path())?;
    let first = review.repository.file(commit, "content/roster/1.yaml")?.unwrap_or_default();
    let mut findings = generator::gate::examine(&folder.path().join("content"), Digest::of(&first))?;
    for finding in &mut findings {
        finding.file = finding.file.replace(&format!("{}/", folder.path().display()), "");
    }
    let paths = changes.iter().map(|change| change.path.as_str());
    match generator::gate::against_change(findings, paths).first() {
        None => Ok(()),
        Some(finding) => {
            let message = format!("{}: {}", finding.file, finding.message);
            Err(Stop::refused(finding.rule, message, finding.help.clone()))
        }
    }
}
