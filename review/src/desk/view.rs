//! One report: the original beside the text, and all that is known about it.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use report::{Answer, FieldKind, Level, QuestionKind, ReportId, Section, Taxonomy};
use serde_json::{Value, json};
use tera::Context;

use super::answers::{Sent, tell};
use super::attest::attestations;
use super::changes::{changed, readable};
use super::marked::{Marked, marked, unmarked};
use super::parts::Parts;
use super::turn::Turn;
use super::work::{CHANGED, parts_sent};
use super::{Desk, lock, look, queue};
use crate::act::{Review, reference};
use crate::command::show::plain;
use crate::queue::member;
use crate::refusal::Stop;
use crate::work::{Case, Opened, State};

/// The text that this reviewer goes on with: a draft of theirs, else what was handed over, else the reporter's words.
pub(super) fn text_of(own: &Opened, by: &str, taxonomy: &Taxonomy) -> String {
    let case = &own.case;
    let own_text = case.drafts.get(by).or(case.text.as_ref()).cloned();
    own_text.unwrap_or_else(|| Parts::of_submission(&own.submission, taxonomy).file(taxonomy))
}

/// The id that it has, or for a preview before stage 1 one that follows from its bytes.
pub(super) fn id_of(own: &Opened) -> ReportId {
    own.case.id.unwrap_or_else(|| {
        let mut bytes = [0; 8];
        for (byte, digit) in bytes.iter_mut().zip(own.hash.bytes()) {
            *byte = digit;
        }
        ReportId::from_bytes(bytes)
    })
}

/// By which a form says what its page showed.
pub(super) fn digest(text: &str) -> String {
    approvals::Digest::of(text.as_bytes()).to_string()
}

/// The page of one report. After a refusal it says why, and what was typed stands there again.
pub(super) fn page(desk: &Desk, name: &str, refused: Option<(&Stop, &Sent)>) -> Response<Body> {
    let nothing = Sent::default();
    let sent = refused.map_or(&nothing, |(_, sent)| sent);
    let made = desk.with(|review, by| context(desk, review, name, by, sent));
    match made {
        Ok((by, mut context)) => {
            let status = tell(&mut context, refused.map(|(stop, _)| stop));
            context.insert("note", sent.get("note"));
            context.insert("reason", sent.get("reason"));
            // What was confirmed of another text is confirmed anew.
            let changed = matches!(refused, Some((Stop::Refused(own), _)) if own.rule == CHANGED);
            context.insert("ticked", &sent.all("attest").filter(|_| !changed).collect::<Vec<_>>());
            desk.page(status, "report.html", &by, context)
        }
        Err(why) => desk.problem_over(why, sent),
    }
}

fn context(
    desk: &Desk,
    review: &mut Review,
    name: &str,
    by: &str,
    sent: &Sent,
) -> Result<(String, Context), Stop> {
    let own = review.find(name)?;
    let taxonomy = &review.published.content.taxonomy;
    let case = &own.case;
    let turn = Turn::of(case, review.published.reviewer(by)?);
    // What was typed, even where no draft of it could be kept: on a full disk it is nowhere else.
    let typed = turn.edits() && sent.has("title");
    let kept = text_of(own, by, taxonomy);
    let text = if typed { parts_sent(sent, taxonomy).file(taxonomy) } else { kept.clone() };
    let parts = Parts::of_file(&text, taxonomy);
    lock(&desk.typed).insert(own.hash.clone(), text.clone());
    let marks = Marked::of(&parts);
    let mut context = Context::new();
    context.insert("kept", &(text == kept));
    context.insert("base", &digest(&kept));
    context.insert("seen", &digest(case.text.as_deref().unwrap_or_default()));
    let unstated = member(own) == "unstated";
    context.insert("ref", reference(&own.hash));
    context.insert("id", &case.id.map(|id| id.to_string()));
    context.insert("preview", &format!("{}reports/{}/", crate::published::PREVIEW, id_of(own)));
    context.insert("state", case.state.word());
    context.insert("state_words", queue::state_words(case.state));
    context.insert("turn", turn.word());
    context.insert("edits", &turn.edits());
    context.insert("wait", &if let Turn::Wait(why) = turn { why } else { "" });
    context.insert("claimed", &case.claimed);
    context.insert("held", &case.held.is_some());
    context.insert("notes", &queue::notes(own, review));
    context.insert("days", &queue::waited(own, review).0);
    context.insert("member", member(own));
    context.insert("history", &history(case));
    context.insert("outdated", &case.outdated.get(by));
    context.insert("parts", &shown(&parts, &marks, taxonomy, turn));
    let fields = fields(&parts, taxonomy);
    let said = fields.iter().filter_map(|own| own["said"].as_str()).filter(|said| !said.is_empty());
    context.insert("said_fields", &said.collect::<Vec<_>>().join(" · "));
    context.insert("fields", &fields);
    context.insert("allow", &parts.allow);
    context.insert("related", &parts.related);
    context.insert("source_id", &parts.source_id);
    context.insert("lessons_only", &(parts.lessons_only || case.lessons_only));
    context.insert("found", &marks.list(&parts));
    context.insert("look", &look::judged(review, own, &text, turn)?);
    let attest = turn.hand_over().map(|hand_over| attestations(hand_over, unstated)).unwrap_or_default();
    context.insert("attest", &attest);
    context.insert("changed", &changed(case, by, &text, taxonomy));
    let first = turn == Turn::Deidentify && case.state == State::Waiting;
    let open = first || case.editors.contains(by) || lock(&desk.shown).contains(&own.hash);
    let recused = case.recused.contains(by);
    context.insert("recused", &recused);
    context.insert("original", &(open && !recused).then(|| original(review, own)));
    let repeats: Vec<Value> = own.repeats.iter().map(|name| json!(name)).collect();
    context.insert("repeats", &repeats);
    Ok((by.to_owned(), context))
}

/// Hand-overs and decisions, the newest first.
fn history(case: &Case) -> Vec<Value> {
    let notes = case.notes.iter().rev();
    notes
        .map(|note| json!({"day": note.day, "by": note.by, "with": note.with, "text": plain(&note.text)}))
        .collect()
}

/// What the reporter said, question by question, with what may identify somebody marked.
fn original(review: &Review, own: &Opened) -> Vec<Value> {
    let content = &review.published.content;
    let questions = content.questionnaire.as_ref();
    let asked: Vec<&report::Question> =
        questions.map(|own| own.questions().map(|(_, question)| question).collect()).unwrap_or_default();
    let place = |id: &str| asked.iter().position(|question| question.id == id).unwrap_or(usize::MAX);
    let mut answered: Vec<&str> = own.submission.answered().collect();
    // Words first: they are what must be made safe.
    let in_words =
        |id: &str| matches!(own.submission.get(id), Some(Answer::Text(text)) if text.contains(' '));
    answered.sort_by_key(|id| (!in_words(id), place(id), *id));
    let answers = answered.into_iter().filter_map(|id| {
        let question = asked.get(place(id));
        let label = question.map_or(id, |question| question.label.as_str());
        let choice = |text: &str| match question.map(|question| &question.kind) {
            Some(QuestionKind::Choice(choices)) => choices.iter().find(|own| own.id == text),
            _ => None,
        };
        let pieces = match own.submission.get(id)? {
            Answer::Text(text) => match choice(text) {
                Some(chosen) => unmarked(&chosen.label),
                None => marked(&plain(text)),
            },
            Answer::Values(values) => unmarked(&labels(id, values, &content.taxonomy)),
        };
        Some(json!({"label": label, "long": in_words(id), "pieces": pieces}))
    });
    answers.collect()
}

fn labels(id: &str, values: &[String], taxonomy: &Taxonomy) -> String {
    let field = taxonomy.field(id).map(|at| &taxonomy.fields[usize::from(at)]);
    let label = |value: &String| {
        let known = field.and_then(|field| Some(&field.values[usize::from(field.value(value)?)]));
        known.map_or_else(|| plain(value), |known| known.label.clone())
    };
    values.iter().map(label).collect::<Vec<_>>().join(", ")
}

/// The texts of the report, each with its heading, for the editor or to be read.
fn shown(parts: &Parts, marks: &Marked, taxonomy: &Taxonomy, turn: Turn) -> Vec<Value> {
    let kept = parts.lessons_only;
    let lessons = turn != Turn::Deidentify;
    let texts = parts.texts().into_iter().filter_map(|(name, text)| {
        let section = Section::from_key(name);
        if kept && section == Some(Section::EventSummary) {
            return None;
        }
        // Stage 1 needn't think of what stage 2 writes.
        let later = matches!(section, Some(Section::Takeaway | Section::ReviewerComment | Section::RollCall));
        if later && !lessons && text.is_empty() {
            return None;
        }
        let label = section.map_or("Title", Section::heading);
        let hint = match section {
            None => "One line, at most 120 characters. No place names.",
            Some(Section::Takeaway) => "One sentence to remember, at most 140 characters.",
            Some(Section::RollCall) => {
                "Two or three questions to be read aloud, one a line, each after a hyphen."
            }
            Some(Section::Lessons) => "What others should do. A numbered list is easiest to teach from.",
            _ => "",
        };
        let html = generator::markdown::render(
            text,
            generator::markdown::Rendering { taxonomy, base: "/", top_heading: 3, anchors: false },
        );
        Some(json!({
            "name": name, "label": label, "hint": hint, "text": text,
            "short": matches!(section, None | Some(Section::Takeaway)),
            "pieces": marks.pieces(name, text), "html": html,
        }))
    });
    texts.collect()
}

/// The coded fields with their values and what is chosen.
fn fields(parts: &Parts, taxonomy: &Taxonomy) -> Vec<Value> {
    let public = (0u16..).zip(&taxonomy.fields).filter(|(at, field)| {
        field.level == Level::Public && (!parts.lessons_only || taxonomy.lessons_only.contains(at))
    });
    let shown = public.map(|(_, field)| {
        let chosen = parts.fields.get(&field.id).map_or(&[][..], Vec::as_slice);
        let mut ids: Vec<String> = field.value_ids().into_iter().map(str::to_owned).collect();
        // A year that a report has stays to be chosen, although the list doesn't have it.
        ids.extend(chosen.iter().filter(|id| field.kind == FieldKind::Period && !field.value_ids().contains(&id.as_str())).cloned());
        let mut group = None;
        let values: Vec<Value> = ids
            .iter()
            .map(|id| {
                let value = field.value(id).map(|at| &field.values[usize::from(at)]);
                let own = value.and_then(|own| own.group);
                // The first value of a group has its name above it.
                let head = own.filter(|own| group.replace(*own) != Some(*own));
                let head = head.map(|at| field.groups[usize::from(at)].label.as_str());
                let label = value.map_or(id.as_str(), |own| own.label.as_str());
                json!({"id": id, "label": label, "head": head, "chosen": chosen.contains(id)})
            })
            .collect();
        let labels: Vec<&str> = values.iter().filter(|own| own["chosen"] == true).filter_map(|own| own["label"].as_str()).collect();
        json!({"id": field.id, "label": field.label, "many": field.kind == FieldKind::Many, "values": values, "said": labels.join(", "), "definition": field.definition})
    });
    shown.collect()
}

/// Reports that may tell of one event, as one text: together they may say who it was where neither does alone.
pub(super) fn together(desk: &Desk, name: &str) -> Response<Body> {
    let made = desk.with(|review, by| {
        let own = review.find(name)?;
        review.published.reviewer(by)?;
        let others = own.repeats.iter().map(|other| review.find(other)).collect::<Result<Vec<_>, _>>()?;
        let taxonomy = &review.published.content.taxonomy;
        let all = std::iter::once(own).chain(others);
        // Only what was made safe already: whoever may not see an original doesn't see it here either.
        let texts: Vec<(String, Option<String>)> = all
            .map(|own| {
                let text = own.case.text.as_deref();
                (
                    reference(&own.hash).to_owned(),
                    text.map(|text| readable(&Parts::of_file(text, taxonomy), taxonomy)),
                )
            })
            .collect();
        let whole: Vec<&str> = texts.iter().filter_map(|(_, text)| text.as_deref()).collect();
        let pieces = marked(&plain(&whole.join("\n\n")));
        let missing: Vec<&String> =
            texts.iter().filter(|(_, text)| text.is_none()).map(|(name, _)| name).collect();
        let mut context = Context::new();
        context.insert("ref", reference(&own.hash));
        context.insert("pieces", &pieces);
        context.insert("missing", &missing);
        let names: Vec<&String> = texts.iter().map(|(name, _)| name).collect();
        context.insert("names", &names);
        Ok((by.to_owned(), context))
    });
    match made {
        Ok((by, context)) => desk.page(StatusCode::OK, "together.html", &by, context),
        Err(why) => desk.problem(why),
    }
}
