//! The ends of a report that isn't published, and of one that was.

use approvals::{Namespace, Withdrawal};
use report::ReportId;

use super::main_branch::{Put, Wanted, put_on_main};
use super::publication::take_back;
use super::{Review, approve, may_act};
use crate::failpoint;
use crate::ledger::Row;
use crate::refusal::Stop;
use crate::repository::Change;
use crate::sign::SigningKey;
use crate::work::Opened;

/// How a report ends without a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is counted.
    DataOnly,
    /// Not from law enforcement, abuse, a crime or misconduct, or it can't be made safe.
    Declined,
}

/// Ends a report without a page, and deletes it.
pub fn close(review: &Review, name: &str, by: &str, outcome: Outcome, reason: &str) -> Result<usize, Stop> {
    let report = review.find(name)?;
    review.published.reviewer(by)?;
    may_act(&report.case, by)?;
    if reason.trim().is_empty() {
        return Err(Stop::refused("reason", "this takes a reason", "say why with `--reason TEXT`"));
    }
    not_published(review, report)?;
    take_back(review, report)?;
    let row = match outcome {
        Outcome::Declined => Row::declined(review.today),
        Outcome::DataOnly => row(review, report, "data-only")?,
    };
    review.store.write_row(&report.hash, &row)?;
    failpoint::reached("row-written");
    delete(review, report)
}

/// The row of a report as far as it was reviewed.
pub(super) fn row(review: &Review, report: &Opened, outcome: &str) -> Result<Row, Stop> {
    let reviewed = match (&report.case.text, report.case.id) {
        (Some(text), Some(id)) => review.published.check(id, text)?.0,
        _ => None,
    };
    let taxonomy = &review.published.content.taxonomy;
    Ok(Row::of(review.today, outcome, taxonomy, reviewed.as_ref(), &report.submission))
}

/// Deletes a report: the object, every draft and note, the branch and what only it led to. Gives how many objects went.
pub(super) fn delete(review: &Review, report: &Opened) -> Result<usize, Stop> {
    approve::forget_branch(review, &report.case)?;
    let gone = review.store.purge(&report.hash, &report.names)?;
    if report.case.id.is_some() {
        review.repository.forget_unreachable()?;
    }
    Ok(gone)
}

/// Deletes a report that nobody wants to decide about any more.
pub fn purge(review: &Review, name: &str, by: &str) -> Result<usize, Stop> {
    let report = review.find(name)?;
    review.published.reviewer(by)?;
    may_act(&report.case, by)?;
    not_published(review, report)?;
    take_back(review, report)?;
    delete(review, report)
}

/// What readers see already isn't ended by what is done to what it was made of.
pub(super) fn not_published(review: &Review, report: &Opened) -> Result<(), Stop> {
    let withdrawn = |id: &ReportId| review.published.content.withdrawn.contains(id);
    match report.case.id.filter(|id| review.published.knows(*id) && !withdrawn(id)) {
        None => Ok(()),
        Some(id) => Err(Stop::refused(
            "published",
            format!("{id} is in the library already"),
            format!(
                "take it back with `nearmiss-review withdraw {id}`; `nearmiss-review publish` deletes what is left of it here"
            ),
        )),
    }
}

/// Takes a published report back; one reviewer is enough. Its page becomes a notice at the next build.
pub fn withdraw(review: &Review, id: &str, by: &str, key: &SigningKey) -> Result<Put, Stop> {
    let unknown = || {
        let message = format!("no published report is called `{id}`");
        Stop::refused("unknown-report", message, "an id looks like nm-7k3q9d2m, as in the page's address")
    };
    let id: ReportId = id.parse().map_err(|_| unknown())?;
    if review.published.content.withdrawn.contains(&id) {
        return Err(Stop::refused(
            "withdrawn",
            format!("{id} was withdrawn already"),
            "build the site again",
        ));
    }
    if !review.published.knows(id) {
        return Err(unknown());
    }
    let reviewer = review.published.reviewer(by)?;
    let withdrawal =
        Withdrawal { report: id, reviewer: by.to_owned(), roster: review.published.number }.to_string();
    let signature = key.sign(reviewer, Namespace::Withdrawal, withdrawal.as_bytes())?;
    let path = format!("content/withdrawn/{id}.txt");
    let changes = [Change::put(path.clone(), withdrawal), Change::put(format!("{path}.sig"), signature)];
    let (message, branch) = (format!("Withdraw {id}\n"), format!("withdraw/{id}"));
    put_on_main(review, &Wanted { changes: &changes, message: &message, branch: &branch, still: &|| Ok(()) })
}
