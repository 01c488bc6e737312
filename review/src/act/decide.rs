//! Decisions beside the stages.

use approvals::Role;

use super::publication::take_back;
use super::{Review, in_state, may_act};
use crate::refusal::Stop;
use crate::work::{Case, Opened, State, What};

/// A reason that says something.
fn reason(text: &str) -> Result<String, Stop> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Stop::refused("reason", "this takes a reason", "say why with `--reason TEXT`"));
    }
    Ok(text.to_owned())
}

fn acting<'r>(review: &'r Review, name: &str, by: &str) -> Result<&'r Opened, Stop> {
    let report = review.find(name)?;
    review.published.reviewer(by)?;
    may_act(&report.case, by)?;
    Ok(report)
}

/// Works on it.
pub fn claim(review: &Review, name: &str, by: &str) -> Result<Case, Stop> {
    let report = acting(review, name, by)?;
    if let Some(other) = report.case.claimed.as_ref().filter(|other| *other != by) {
        let message = format!("`{other}` works on this report");
        return Err(Stop::refused("claimed", message, "take another, or agree with them"));
    }
    review.write(report, by, What::Claimed)
}

/// Knows the incident, and stays away from now on.
pub fn recuse(review: &Review, name: &str, by: &str) -> Result<Case, Stop> {
    let report = acting(review, name, by)?;
    review.write(report, by, What::Recused)
}

/// Looks at the original; at the second stage only with a reason, which is kept.
pub fn open_original<'r>(review: &'r Review, name: &str, by: &str, why: &str) -> Result<&'r Opened, Stop> {
    let report = acting(review, name, by)?;
    let first = review.published.reviewer_with(by, Role::Deidentification).is_ok();
    let own = report.case.editors.contains(by) || (report.case.state == State::Waiting && first);
    if !own {
        review.write(report, by, What::OriginalOpened { reason: reason(why)? })?;
    }
    Ok(report)
}

/// Keeps a text under work, sealed, where only reviewers read it; nothing is decided.
pub fn save_draft(review: &Review, name: &str, by: &str, text: &str) -> Result<(), Stop> {
    let report = acting(review, name, by)?;
    Ok(review.store.write_draft(report, review.today, by, text)?)
}

/// One step back, with a reason.
pub fn send_back(review: &Review, name: &str, by: &str, why: &str) -> Result<Case, Stop> {
    let report = acting(review, name, by)?;
    let states = [State::Stage1, State::Stage2, State::Countersign, State::Ready];
    in_state(&report.case, &states, "there is nobody to send it back to")?;
    let reason = reason(why)?;
    take_back(review, report)?;
    let case = review.write(report, by, What::SentBack { reason })?;
    super::approve::forget_branch(review, &report.case)?;
    Ok(case)
}

/// Something must be clarified first.
pub fn hold(review: &Review, name: &str, by: &str, why: &str) -> Result<Case, Stop> {
    let report = acting(review, name, by)?;
    let reason = reason(why)?;
    take_back(review, report)?;
    review.write(report, by, What::Held { reason })
}

/// The event isn't told: summary and telling fields go.
pub fn lessons_only(review: &Review, name: &str, by: &str, why: &str) -> Result<Case, Stop> {
    let report = acting(review, name, by)?;
    let taxonomy = &review.published.content.taxonomy;
    let text = report.case.text.as_ref().map(|text| without_the_event(text, taxonomy));
    let reason = reason(why)?;
    take_back(review, report)?;
    let case = review.write(report, by, What::LessonsOnly { reason, text })?;
    super::approve::forget_branch(review, &report.case)?;
    Ok(case)
}

/// The file without its event summary and without the fields that a report published as lessons only can't have.
fn without_the_event(text: &str, taxonomy: &report::Taxonomy) -> String {
    let telling = |line: &str| {
        let key = line.split(':').next().unwrap_or_default();
        taxonomy.field(key).is_some_and(|field| !taxonomy.lessons_only.contains(&field))
    };
    let Some((front, body)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
        return text.to_owned();
    };
    let mut kept = Vec::new();
    let mut skipping = false;
    for line in front.lines() {
        // A list may go on in the lines below its key.
        skipping = if line.starts_with([' ', '-']) { skipping } else { telling(line) };
        if line.starts_with("publication:") {
            kept.push("publication: lessons-only");
        } else if !skipping {
            kept.push(line);
        }
    }
    let summary = format!("## {}", report::Section::EventSummary.heading());
    let mut sections = Vec::new();
    let mut inside = false;
    for line in body.lines() {
        if line.starts_with("## ") {
            inside = line.eq_ignore_ascii_case(&summary);
        }
        if !inside {
            sections.push(line);
        }
    }
    format!("---\n{}\n---\n{}\n", kept.join("\n"), sections.join("\n"))
}
