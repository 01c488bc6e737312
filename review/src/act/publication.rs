//! A release goes into the library, and what is left of its reports under review is deleted.

use approvals::{Manifest, Namespace};
use report::ReportId;

use super::main_branch::{Put, Wanted, put_on_main};
use super::release::{branch, next, path, signers};
use super::{Review, batch, close, proposal};
use crate::failpoint;
use crate::refusal::Stop;
use crate::repository::Change;
use crate::work::{Case, Opened, State};

/// What publishing came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The reports that are in the library now, or would be.
    pub reports: Vec<ReportId>,
    /// Whether they are.
    pub put: Put,
}

/// Puts the next release on `main`: one commit with its reports and their approvals, at a fixed time of day, so that it
/// says nothing of when they came in. Then all that is left of them under review is deleted. Where `main` takes pull
/// requests only, the commit waits as one, and so does all the rest.
pub fn publish(review: &Review, by: &str, wanted: Option<ReportId>) -> Result<Publication, Stop> {
    review.published.reviewer(by)?;
    let number = next(review)?.0;
    let finished = finish(review)?;
    if let Some(reports) = finished.as_ref().filter(|ids| wanted.is_some_and(|id| ids.contains(&id))) {
        return Ok(Publication { reports: reports.clone(), put: Put::Done });
    }
    let Some(commit) = review.repository.branch(&branch(number))? else {
        return finished
            .filter(|_| wanted.is_none())
            .map(|reports| Publication { reports, put: Put::Done })
            .ok_or_else(|| unsigned(number, 0));
    };
    let file = |path: &str| -> Result<Vec<u8>, Stop> {
        Ok(review.repository.file(&commit, path)?.unwrap_or_default())
    };
    let (text, signatures) = (file(&path(number))?, file(&format!("{}.sig", path(number)))?);
    let signed = signers(review, Namespace::Release, &text, &signatures).len();
    if signed < 2 {
        return Err(unsigned(number, signed));
    }
    let manifest = Manifest::read(&text)
        .map_err(|error| Stop::refused("statement-format", error.to_string(), "sign the release again"))?;
    let mut changes =
        vec![Change::put(path(number), text), Change::put(format!("{}.sig", path(number)), signatures)];
    let batch = batch::complete(review)?;
    let reviewed = |id: &ReportId| !batch.as_ref().is_some_and(|batch| batch.has(*id));
    let ids: Vec<ReportId> = manifest.reports.iter().map(|(id, _)| *id).collect();
    if let Some(id) = wanted.filter(|id| !ids.contains(id)) {
        return Err(Stop::refused(
            "not-released",
            format!("{id} isn't in release {number}; nothing was published"),
            "sign a release with it, or publish without naming it",
        ));
    }
    for id in ids.iter().filter(|id| reviewed(id)) {
        changes.extend(of_report(review, *id)?);
    }
    if let Some(batch) = batch.as_ref().filter(|batch| ids.iter().any(|id| batch.has(*id))) {
        changes.extend(batch.files(review)?);
    }
    let message = format!("Release {number}\n");
    let still = || ids.iter().filter(|id| reviewed(id)).try_for_each(|id| still_ready(review, *id));
    let wanted = Wanted { changes: &changes, message: &message, branch: &branch(number), still: &still };
    let put = put_on_main(review, &wanted)?;
    if put == Put::Done {
        failpoint::reached("published");
        review.repository.delete_branch(&branch(number))?;
        clear(review, &ids)?;
        batch::forget(review)?;
        review.repository.forget_unreachable()?;
    }
    Ok(Publication { reports: ids, put })
}

fn unsigned(number: u32, signers: usize) -> Stop {
    let message = format!("release {number} is signed by {signers}; it takes two");
    let help = "two reviewers sign it: `nearmiss-review sign-release --as R --key FILE`";
    Stop::refused("release-unsigned", message, help)
}

/// The approved file of a report, and its approvals.
fn of_report(review: &Review, id: ReportId) -> Result<Vec<Change>, Stop> {
    let own = review.repository.branch(&format!("report/{id}"))?.ok_or_else(|| {
        let message = format!("{id} isn't ready any more");
        Stop::refused("release-changed", message, "sign the release again, without it")
    })?;
    if review.reports.iter().any(|report| report.case.id == Some(id) && report.case.held.is_some()) {
        let help = "decide what it waits for, or sign the release again";
        return Err(Stop::refused("on-hold", format!("{id} is on hold"), help));
    }
    let approvals = review.repository.files(&own, &format!("content/approvals/{id}/"))?;
    let paths = approvals.into_iter().map(|entry| entry.path).chain([format!("content/reports/{id}.md")]);
    let file = |path: String| -> Result<Change, Stop> {
        let bytes = review.repository.file(&own, &path)?.unwrap_or_default();
        Ok(Change::put(path, bytes))
    };
    paths.map(file).collect()
}

/// As the vault has it now: somebody may have stopped it while the gate judged.
fn still_ready(review: &Review, id: ReportId) -> Result<(), Stop> {
    let Some(report) = review.reports.iter().find(|report| report.case.id == Some(id)) else { return Ok(()) };
    let case = Case::of(&review.store.records(&report.hash)?);
    if case.state == State::Ready && case.held.is_none() {
        return Ok(());
    }
    let message = format!("{id} was stopped at this moment; nothing was published");
    Err(Stop::refused("release-changed", message, "sign the release again, without it"))
}

/// Deletes what a publication left behind that was killed, or that was merged where `main` is published; `None` if there was
/// nothing. Only what stands on `main` byte for byte is published: a report that was sent back after its text was merged
/// goes on.
fn finish(review: &Review) -> Result<Option<Vec<ReportId>>, Stop> {
    let main = &review.published.commit;
    let mut ids = Vec::new();
    for own in review.reports.iter().filter(|own| own.case.state == State::Ready && own.case.held.is_none()) {
        let Some(id) = own.case.id.filter(|id| review.published.knows(*id)) else { continue };
        let there = review.repository.file(main, &format!("content/reports/{id}.md"))?;
        let withdrawn = review.published.content.withdrawn.contains(&id);
        if withdrawn || there.as_deref() == own.case.text.as_deref().map(str::as_bytes) {
            ids.push(id);
        }
    }
    clear(review, &ids)?;
    let mut finished = batch::forget(review)? || !ids.is_empty();
    let (next, _) = next(review)?;
    for old in (1..next).map(branch) {
        if review.repository.branch(&old)?.is_some() {
            review.repository.delete_branch(&old)?;
            finished = true;
        }
    }
    Ok(finished.then_some(ids))
}

/// A report that is signed twice is stopped: a release that waits elsewhere to be merged is taken back first.
pub(super) fn take_back(review: &Review, report: &Opened) -> Result<(), Stop> {
    if report.case.state != State::Ready {
        return Ok(());
    }
    // Merged meanwhile, there is nothing to take back any more.
    review.repository.follow_origin()?;
    if review.repository.published()?.as_ref() != Some(&review.published.commit) {
        let message = "something was published at this moment";
        return Err(Stop::refused("library-changed", message, "look at the report again, then decide"));
    }
    proposal::take_back(&review.repository, &branch(next(review)?.0))
}

fn clear(review: &Review, ids: &[ReportId]) -> Result<(), Stop> {
    for report in &review.reports {
        if report.case.id.is_some_and(|id| ids.contains(&id)) {
            review.store.write_row(&report.hash, &close::row(review, report, "published")?)?;
            failpoint::reached("row-written");
            close::delete(review, report)?;
        }
    }
    Ok(())
}
