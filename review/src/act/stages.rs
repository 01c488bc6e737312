//! The two stages: what identifies goes out, then the lessons come in.

use approvals::{Role, Standing};
use report::{NearMiss, ReportId};

use super::{Review, id_of, in_state, may_act, not_held, text};
use crate::refusal::Stop;
use crate::repeats::possible_repeats;
use crate::work::{Case, State, What};

/// Stage 1 is done: the text identifies nobody. Gives the report's id.
pub fn stage1(review: &Review, name: &str, by: &str, file: &str, note: &str) -> Result<ReportId, Stop> {
    let report = review.find(name)?;
    let case = &report.case;
    review.published.reviewer_with(by, Role::Deidentification)?;
    may_act(case, by)?;
    not_held(case)?;
    in_state(case, &[State::Waiting, State::Stage1], "it was passed on already; stage 2 can send it back")?;
    only_one_edits(review, case, by)?;
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

/// Whoever edits at stage 1 can't write the lessons. Somebody must be left who can.
pub(super) fn only_one_edits(review: &Review, case: &Case, by: &str) -> Result<(), Stop> {
    let others = case.editors.iter().filter(|own| *own != by).cloned().collect::<Vec<_>>().join(" and ");
    if case.state == State::Stage1 && !case.editors.contains(by) {
        let message = format!("{others} passed this on already");
        return Err(Stop::refused("state", message, "write its lessons, or send it back with a reason"));
    }
    let active = review.published.roster.reviewers.iter().filter(|own| own.standing == Standing::Active);
    let left = active
        .filter(|own| own.id != by && !case.editors.contains(&own.id) && !case.recused.contains(&own.id))
        .any(|own| own.roles.contains(&Role::Content));
    if left || case.editors.contains(by) {
        return Ok(());
    }
    if others.is_empty() {
        return Err(Stop::refused(
            "nobody-left",
            format!("only `{by}` could write its lessons, and whoever does stage 1 can't"),
            "leave stage 1 to another, or add somebody who writes lessons to the roster",
        ));
    }
    Err(Stop::refused(
        "nobody-left",
        format!("{others} edited this text, and nobody would be left to write its lessons"),
        format!("leave stage 1 to {others}"),
    ))
}

/// Stage 2 is done: the lessons are written.
pub fn stage2(review: &Review, name: &str, by: &str, file: &str, note: &str) -> Result<(), Stop> {
    let report = review.find(name)?;
    let case = &report.case;
    review.published.reviewer_with(by, Role::Content)?;
    may_act(case, by)?;
    not_held(case)?;
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
    not_linked(review, id, &file)?;
    review.write(report, by, What::LessonsWritten { text: file, note: note.to_owned() })?;
    Ok(())
}

/// Reports of the library that the weight of words is taken from; more would make it no better.
const COMPARED: usize = 300;

/// Two reports that may tell of the same event never point at each other: a link would say that they belong together. The
/// other one is in the library already, so it is its published text that is compared.
fn not_linked(review: &Review, id: ReportId, file: &str) -> Result<(), Stop> {
    let (Some(own), _) = review.published.check(id, file)? else { return Ok(()) };
    let linked: Vec<ReportId> = own.related.iter().map(|(related, _)| *related).collect();
    if linked.is_empty() {
        return Ok(());
    }
    let library = review.published.content.reports.iter().map(|loaded| &loaded.report);
    let (pointed, others): (Vec<&NearMiss>, Vec<&NearMiss>) =
        library.filter(|other| other.id != id).partition(|other| linked.contains(&other.id));
    let told = |report: &NearMiss| {
        report.sections.iter().map(|(.., text)| text.as_ref()).collect::<Vec<&str>>().join("\n")
    };
    let texts: Vec<String> = std::iter::once(told(&own))
        .chain(pointed.iter().map(|other| told(other)))
        .chain(others.iter().take(COMPARED).map(|other| told(other)))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let pairs = possible_repeats(&texts);
    let like =
        pairs.iter().filter(|(first, ..)| *first == 0).find_map(|(_, second, _)| pointed.get(second - 1));
    match like {
        None => Ok(()),
        Some(other) => Err(Stop::refused(
            "repeat-linked",
            format!("{} may tell of the same event, and this report points at it", other.id),
            "take it out of the reports with the same lesson",
        )),
    }
}
