//! Decisions beside the stages.

use approvals::Role;

use super::close::not_published;
use super::publication::take_back;
use super::stages::only_one_edits;
use super::{Review, gone, in_state, may_act};
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
        let message = format!("this report is assigned to `{other}`");
        return Err(Stop::refused("claimed", message, "take another report, or talk to them first"));
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
    // Who drafts here edits, and can't write the lessons.
    if report.case.state == State::Waiting {
        only_one_edits(review, &report.case, by)?;
    }
    let kept = review.store.write_draft(report, review.today, by, text)?;
    if kept { Ok(()) } else { Err(gone()) }
}

/// One step back, with a reason.
pub fn send_back(review: &Review, name: &str, by: &str, why: &str) -> Result<Case, Stop> {
    let report = acting(review, name, by)?;
    let states = [State::Stage1, State::Stage2, State::Countersign, State::Ready];
    in_state(&report.case, &states, "there is nobody to send it back to")?;
    let reason = reason(why)?;
    not_published(review, report)?;
    take_back(review, report)?;
    let case = review.write(report, by, What::SentBack { reason })?;
    super::approve::forget_branch(review, &report.case)?;
    Ok(case)
}

/// Something must be clarified first.
pub fn hold(review: &Review, name: &str, by: &str, why: &str) -> Result<Case, Stop> {
    let report = acting(review, name, by)?;
    let reason = reason(why)?;
    not_published(review, report)?;
    take_back(review, report)?;
    review.write(report, by, What::Held { reason })
}

/// It is clarified: what it waited for stands against it no more, and what was signed stays signed.
pub fn resume(review: &Review, name: &str, by: &str, why: &str) -> Result<Case, Stop> {
    let report = acting(review, name, by)?;
    if report.case.held.is_none() {
        return Err(Stop::refused("state", "this report isn't on hold", "there is nothing to go on with"));
    }
    let reason = reason(why)?;
    review.write(report, by, What::Resumed { reason })
}

/// The event isn't told: summary and telling fields go.
pub fn lessons_only(review: &Review, name: &str, by: &str, why: &str) -> Result<Case, Stop> {
    let report = acting(review, name, by)?;
    let taxonomy = &review.published.content.taxonomy;
    let text = report.case.text.as_ref().map(|text| without_the_event(text, taxonomy));
    let reason = reason(why)?;
    not_published(review, report)?;
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
    let sections = sections.join("\n");
    let kept: Vec<&str> = still_needed(kept, &sections);
    format!("---\n{}\n---\n{sections}\n", kept.join("\n"))
}

/// The lines of the fields without what was allowed in the part that went: its reason may tell what is told no more.
fn still_needed<'t>(front: Vec<&'t str>, sections: &str) -> Vec<&'t str> {
    let title = front.iter().find(|line| line.starts_with("title:")).copied().unwrap_or_default();
    let text: Vec<&str> = title.split_whitespace().chain(sections.split_whitespace()).collect();
    let text = text.join(" ");
    let stands = |line: &str| {
        let line = line.trim();
        let own = serde_json::Deserializer::from_str(line).into_iter::<String>().next();
        let own = match own {
            Some(Ok(own)) => own,
            _ => line.split(':').next().unwrap_or_default().trim_matches(['"', '\'']).to_owned(),
        };
        let words: Vec<&str> = own.split_whitespace().collect();
        text.contains(&words.join(" "))
    };
    let mut inside = false;
    let mut kept: Vec<&str> = Vec::new();
    for line in front {
        inside = line == "allow:" || inside && line.starts_with(' ');
        if !inside || line == "allow:" || stands(line) {
            kept.push(line);
        }
    }
    let empty = |(at, line): (usize, &&str)| {
        *line == "allow:" && !kept.get(at + 1).is_some_and(|next| next.starts_with(' '))
    };
    match kept.iter().enumerate().position(empty) {
        Some(at) => {
            kept.remove(at);
            kept
        }
        None => kept,
    }
}
