//! The library itself: one commit on `main`, if the gate lets it through.

use approvals::Digest;
use generator::gate::Version;

use super::Review;
use crate::failpoint;
use crate::refusal::Stop;
use crate::repository::Change;

/// Puts one commit on `main`, here and where it is pushed to, if the gate lets it through.
pub(super) fn put_on_main(review: &Review, changes: &[Change], message: &str) -> Result<(), Stop> {
    let (repository, before) = (&review.repository, &review.published.commit);
    let time = format!("{}T12:00:00Z", review.today);
    let commit = repository.commit(before, changes, message, &time)?;
    judge(review, &commit)?;
    let git = repository.git();
    if git.says_yes(&["remote", "get-url", "origin"])? {
        // First where it is published: what is refused there isn't published here either.
        git.bytes(&["push", "--quiet", "origin", &format!("{commit}:refs/heads/main")]).map_err(|error| {
            Stop::failed(
                error.to_string(),
                "nothing was published; mend what it says, then do the same again",
            )
        })?;
    }
    failpoint::reached("pushed");
    repository.move_main(&commit, before)?;
    Ok(())
}

/// The gate, before anything is published.
fn judge(review: &Review, commit: &str) -> Result<(), Stop> {
    let folder =
        tempfile::tempdir().map_err(|error| Stop::failed(error.to_string(), "check the disk's room"))?;
    let git = review.repository.git();
    Version::read(git, commit)?.lay_out(git, folder.path())?;
    let first = review.repository.file(commit, "content/roster/1.yaml")?.unwrap_or_default();
    let findings = generator::gate::examine(&folder.path().join("content"), Digest::of(&first))?;
    let Some(finding) = findings.first() else { return Ok(()) };
    let place = finding.file.replace(&format!("{}/", folder.path().display()), "");
    Err(Stop::refused(finding.rule, format!("{place}: {}", finding.message), finding.help.clone()))
}
