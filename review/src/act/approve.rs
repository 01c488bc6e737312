//! Signing one's stage: the statement, its signature, and the branch where both collect.

use approvals::{Approval, Digest, Namespace, Role, Stage};

use super::{Review, id_of, in_state, may_act, not_held};
use crate::refusal::Stop;
use crate::reidentification::ADVICE_BELOW;
use crate::repository::{Change, NO_TIME};
use crate::sign::SigningKey;
use crate::work::{Case, State, What};

/// The branch of a report.
fn branch(id: report::ReportId) -> String {
    format!("report/{id}")
}

/// Takes the branch of a report away, with what was signed on it.
pub(super) fn forget_branch(review: &Review, case: &Case) -> Result<(), Stop> {
    let Some(id) = case.id else { return Ok(()) };
    if review.repository.branch(&branch(id))?.is_some() {
        review.repository.delete_branch(&branch(id))?;
    }
    Ok(())
}

/// A report that too few others are like; a small library has no others, and is only told.
fn stands_out(review: &Review, id: report::ReportId, text: &str) -> Result<(), Stop> {
    let told = review.published.content.reports.iter().filter(|loaded| !loaded.report.sample).count();
    let (Some(report), _) = review.published.check(id, text)? else { return Ok(()) };
    let words = review.published.standing(&report).words(&report, &review.published.content.taxonomy);
    match words.filter(|_| told >= ADVICE_BELOW) {
        None => Ok(()),
        Some(words) => Err(Stop::refused(
            "re-identification",
            words,
            "take a field out or make it coarser; if it may stand, say why with `--reason TEXT`",
        )),
    }
}

/// Signs a stage. Content first; the de-identifier signs last, over the same bytes.
/// A `reason` says why a report that stands out may be published all the same.
pub fn approve(
    review: &Review,
    name: &str,
    by: &str,
    stage: Stage,
    key: &SigningKey,
    reason: &str,
) -> Result<Case, Stop> {
    let report = review.find(name)?;
    let case = &report.case;
    let reviewer = review.published.reviewer_with(by, Role::of(stage))?;
    may_act(case, by)?;
    not_held(case)?;
    let id = id_of(case)?;
    let text = case.text.as_deref().unwrap_or_default();
    match stage {
        Stage::Content => {
            in_state(case, &[State::Stage2], "content is signed after stage 2 wrote the lessons")?;
            if case.editors.contains(by) {
                let message = format!("`{by}` edited this text at stage 1");
                let help = "content is signed by somebody who never edited it";
                return Err(Stop::refused("same-person", message, help));
            }
        }
        Stage::Deidentification => {
            in_state(
                case,
                &[State::Countersign],
                "the de-identifier signs last, after the content is signed",
            )?;
            if case.writers.contains(by) || case.signed.get(&Stage::Content).is_some_and(|other| other == by)
            {
                let message = format!("`{by}` did stage 2 of this report");
                let help = "de-identification is signed by somebody else: two people read every report";
                return Err(Stop::refused("same-person", message, help));
            }
        }
    }
    super::text::check_stage2(&review.published, id, text)?;
    if stage == Stage::Content && reason.trim().is_empty() {
        stands_out(review, id, text)?;
    }
    let statement = Approval {
        report: id,
        stage,
        reviewer: by.to_owned(),
        roster: review.published.number,
        taxonomy: review.published.content.taxonomy.version.clone(),
        editors: case.editors.iter().cloned().collect(),
        sha256: Digest::of(text.as_bytes()),
    };
    let statement = statement.to_string();
    let signature = key.sign(reviewer, Namespace::Approval, statement.as_bytes())?;
    let path = format!("content/approvals/{id}/{}.txt", stage.word());
    let mut changes =
        vec![Change::put(path.clone(), statement), Change::put(format!("{path}.sig"), signature)];
    let before = review.repository.branch(&branch(id))?;
    let parent = match stage {
        Stage::Content => {
            changes.push(Change::put(format!("content/reports/{id}.md"), text));
            review.published.commit.clone()
        }
        Stage::Deidentification => before.clone().ok_or_else(|| {
            let message = "the branch with the first signature is gone";
            Stop::refused("branch", message, "send the report back; stage 2 signs it again")
        })?,
    };
    let message = format!("{id}: {} approved\n", stage.word());
    let commit = review.repository.commit(&parent, &changes, &message, NO_TIME)?;
    review.repository.set_branch(&branch(id), &commit, before.as_deref())?;
    let (reason, roster) = (reason.trim().to_owned(), review.published.number);
    let written = review.write(report, by, What::Approved { stage, reason, roster });
    if written.is_err() {
        // Somebody else was quicker; perhaps it is deleted, and its text must not stay here. They may have signed meanwhile, too:
        // only the commit that was made here goes.
        _ = match &before {
            Some(before) => review.repository.set_branch(&branch(id), before, Some(&commit)),
            None => review.repository.delete_branch_at(&branch(id), &commit),
        };
        review.repository.forget_unreachable()?;
    }
    written
}
