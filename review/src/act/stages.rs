//! The two stages: what identifies goes out, then the lessons come in.

use approvals::Role;
use report::ReportId;

use super::{Review, id_of, in_state, may_act, text};
use crate::refusal::Stop;
use crate::work::{Opened, State, What};

/// Stage 1 is done: the text identifies nobody. Gives the report's id.
pub fn stage1(review: &Review, name: &str, by: &str, file: &str, note: &str) -> Result<ReportId, Stop> {
    let report = review.find(name)?;
    let case = &report.case;
    review.published.reviewer_with(by, Role::Deidentification)?;
    may_act(case, by)?;
    in_state(case, &[State::Waiting, State::Stage1], "it was passed on already; stage 2 can send it back")?;
    let taken = |id: ReportId| review.reports.iter().any(|own| own.case.id == Some(id));
    let own = text::id_in(file).filter(|id| !review.published.knows(*id) && !taken(*id));
    let id = match case.id.or(own) {
        Some(id) => id,
        None => text::free_id(&review.published, taken)?,
    };
    let file = text::with_id(file, id);
    text::check_stage1(&review.published, id, &file)?;
    review.write(report, by, What::Deidentified { id, text: file, note: note.to_owned() })?;
    Ok(id)
}

/// Stage 2 is done: the lessons are written.
pub fn stage2(review: &Review, name: &str, by: &str, file: &str, note: &str) -> Result<(), Stop> {
    let report = review.find(name)?;
    let case = &report.case;
    review.published.reviewer_with(by, Role::Content)?;
    may_act(case, by)?;
    in_state(case, &[State::Stage1, State::Stage2], "stage 2 comes after stage 1 and before the signatures")?;
    if case.editors.contains(by) {
        let message = format!("`{by}` edited this text at stage 1");
        return Err(Stop::refused("same-person", message, "stage 2 is for somebody who never edited it"));
    }
    let id = id_of(case)?;
    if text::id_in(file).is_some_and(|own| own != id) {
        let message = format!("the file has another id than this report, which is {id}");
        return Err(Stop::refused(
            "id-changed",
            message,
            "take the line `id:` out, or put the report's own in",
        ));
    }
    let file = text::with_id(file, id);
    text::check_stage2(&review.published, id, &file)?;
    not_linked(review, report, id, &file)?;
    review.write(report, by, What::LessonsWritten { text: file, note: note.to_owned() })?;
    Ok(())
}

/// Two reports that may tell of the same event never point at each other: a link would say that they belong together.
fn not_linked(review: &Review, report: &Opened, id: ReportId, file: &str) -> Result<(), Stop> {
    let (Some(read), _) = review.published.check(id, file)? else { return Ok(()) };
    let others = report.repeats.iter().filter_map(|name| review.find(name).ok()?.case.id);
    match others.into_iter().find(|other| read.related.iter().any(|(related, _)| related == other)) {
        None => Ok(()),
        Some(other) => Err(Stop::refused(
            "repeat-linked",
            format!("{other} may tell of the same event, and this report points at it"),
            "take it out of the reports with the same lesson",
        )),
    }
}
