//! What the buttons of a report's page do. Whatever is refused, what was typed is kept as a draft first.

use approvals::Stage;
use axum::body::Body;
use axum::http::Response;
use report::{Section, Taxonomy};

use super::answers::{Sent, see, words};
use super::attest::{HandOver, attestations};
use super::marked::Marked;
use super::parts::Parts;
use super::turn::Turn;
use super::view::{digest, page, text_of};
use super::{Desk, NotYet, lock};
use crate::act::{self, Outcome, Review, reference};
use crate::queue::member;
use crate::refusal::Stop;

/// The rule against signing, or writing over, what wasn't seen.
pub(super) const CHANGED: &str = "changed";

/// What was done, and where to go on.
struct Done {
    said: Option<String>,
    to: String,
}

/// The parts of a report as the form sent them.
pub(super) fn parts_sent(sent: &Sent, taxonomy: &Taxonomy) -> Parts {
    let mut parts = Parts {
        title: sent.get("title").split_whitespace().collect::<Vec<_>>().join(" "),
        lessons_only: sent.has("lessons_only"),
        related: sent
            .all("related")
            .flat_map(|ids| ids.split([',', ' ']))
            .filter(|id| !id.is_empty())
            .map(str::to_owned)
            .collect(),
        source_id: sent.get("source_id").to_owned(),
        ..Parts::default()
    };
    for field in &taxonomy.fields {
        let values: Vec<String> = sent.all(&format!("field.{}", field.id)).map(str::to_owned).collect();
        if !values.is_empty() {
            parts.fields.insert(field.id.clone(), values);
        }
    }
    for section in Section::ALL {
        let text = sent.get(section.key());
        if !text.trim().is_empty() {
            parts.sections.insert(section, text.to_owned());
        }
    }
    let reasons = sent.all_with_empty("allow.reason");
    parts.allow = sent
        .all_with_empty("allow.words")
        .zip(reasons)
        .filter(|(words, _)| !words.trim().is_empty())
        .map(|(words, reason)| (words.to_owned(), reason.to_owned()))
        .collect();
    parts
}

/// Does what a button asks for.
pub(super) fn act(desk: &Desk, name: &str, sent: &Sent) -> Response<Body> {
    match desk.with(|review, by| carry_out(desk, review, name, by, sent)) {
        Ok(done) => {
            if let Some(said) = done.said {
                desk.say(said);
            }
            see(&done.to)
        }
        // The page has no editor for it any more: what was typed stands there to be copied.
        Err(NotYet::Stopped(Stop::Refused(own))) if own.rule == NOT_YOURS => {
            desk.problem_over(NotYet::Stopped(Stop::Refused(own)), sent)
        }
        Err(NotYet::Stopped(stop)) => page(desk, name, Some((&stop, sent))),
        Err(why) => desk.problem_over(why, sent),
    }
}

/// The rule against writing when it is somebody else's turn.
const NOT_YOURS: &str = "not-your-turn";

/// Keeps what is typed, as the page's script asks now and then.
pub(super) fn keep(desk: &Desk, name: &str, sent: &Sent) -> Response<Body> {
    use axum::http::StatusCode;
    let kept = desk.with(|review, by| save(desk, review, name, by, sent));
    let (status, text, base) = match &kept {
        Ok(text) => (StatusCode::OK, "Draft saved.".to_owned(), digest(text)),
        Err(NotYet::Opening(_)) => {
            (StatusCode::SERVICE_UNAVAILABLE, "The desk isn't ready yet.".to_owned(), String::new())
        }
        Err(NotYet::Stopped(stop)) => {
            let (status, message, help) = words(stop);
            (status, format!("Not saved: {message}; {help}."), String::new())
        }
    };
    let json = serde_json::json!({"said": text, "base": base}).to_string();
    super::answers::typed(status, "application/json", json.into())
}

/// Keeps what the form has as a draft, if the reviewer may edit and something changed. Gives the text to go on with.
fn save(desk: &Desk, review: &mut Review, name: &str, by: &str, sent: &Sent) -> Result<String, Stop> {
    let own = review.find(name)?;
    let taxonomy = &review.published.content.taxonomy;
    let turn = Turn::of(&own.case, review.published.reviewer(by)?);
    let before = text_of(own, by, taxonomy);
    if !sent.has("title") {
        return Ok(before);
    }
    let text = parts_sent(sent, taxonomy).file(taxonomy);
    if text == before {
        return Ok(text);
    }
    if !turn.edits() {
        let help = "nothing was kept: copy what you typed, and look at the report as it is now";
        return Err(Stop::refused(NOT_YOURS, "it isn't your turn to write on this report any more", help));
    }
    // Another page of the same reviewer has it.
    if sent.has("base") && sent.get("base") != digest(&before) {
        let help = "nothing was kept: copy what you typed here, and load the report again";
        let message = "you saved this report in another window since this page was opened";
        return Err(Stop::refused(CHANGED, message, help));
    }
    let hash = own.hash.clone();
    act::save_draft(review, name, by, &text)?;
    lock(&desk.typed).insert(hash, text.clone());
    let today = review.today;
    review.look_again(today)?;
    Ok(text)
}

fn carry_out(desk: &Desk, review: &mut Review, name: &str, by: &str, sent: &Sent) -> Result<Done, Stop> {
    let text = save(desk, review, name, by, sent)?;
    let reason = sent.get("reason");
    let note = sent.get("note").trim().to_owned();
    let here = format!("/report/{}", reference(&review.find(name)?.hash));
    let stay = |said: &str| Done { said: (!said.is_empty()).then(|| said.to_owned()), to: here.clone() };
    let leave = |said: &str| Done { said: Some(said.to_owned()), to: "/".to_owned() };
    // A button that stands for one thing that was found says which in its own field.
    let asked =
        ["replace", "replace-with", "allow"].into_iter().find(|own| sent.has(own)).unwrap_or(sent.get("do"));
    match asked {
        "claim" => act::claim(review, name, by).map(|_| stay("This report is assigned to you now.")),
        "recuse" => {
            act::recuse(review, name, by).map(|_| leave("You stay away from that report from now on."))
        }
        "open" => {
            let hash = act::open_original(review, name, by, reason)?.hash.clone();
            lock(&desk.shown).insert(hash);
            Ok(stay("The reason is kept with the report."))
        }
        "replace" | "replace-with" => {
            let taxonomy = &review.published.content.taxonomy;
            let parts = Parts::of_file(&text, taxonomy);
            let marked = Marked::of(&parts);
            let key = sent.get(asked);
            let with = if asked == "replace" {
                // What isn't found any more has nothing to be replaced.
                let found = marked.list(&parts).into_iter().find(|own| own.key == key);
                found.map_or_else(String::new, |own| own.suggestion)
            } else {
                sent.get(&format!("with.{key}")).trim().to_owned()
            };
            let changed = marked.replaced(&parts, key, &with).file(taxonomy);
            act::save_draft(review, name, by, &changed)?;
            Ok(stay(""))
        }
        "allow" => {
            let taxonomy = &review.published.content.taxonomy;
            let mut parts = Parts::of_file(&text, taxonomy);
            let key = sent.get("allow");
            let why = sent.get(&format!("why.{key}")).trim();
            if why.is_empty() {
                return Err(Stop::refused(
                    "reason",
                    "allowing it takes a reason",
                    "say why it identifies nobody",
                ));
            }
            let found = Marked::of(&parts).list(&parts);
            let words = found.into_iter().filter(|own| own.key == key).flat_map(|own| own.words);
            parts.allow.extend(words.map(|words| (words, why.to_owned())));
            let changed = parts.file(taxonomy);
            act::save_draft(review, name, by, &changed)?;
            Ok(stay(""))
        }
        "pass-on" => {
            confirmed(review, name, by, sent)?;
            let id = act::stage1(review, name, by, &text, &note)?;
            Ok(leave(&format!("{id} is passed on. Another person writes its lessons.")))
        }
        "sign-content" => {
            confirmed(review, name, by, sent)?;
            // Where the lessons were handed over before and nothing changed, there is only the signature to give.
            let own = review.find(name)?;
            let same = own.case.text.as_deref().is_some_and(|handed| {
                Parts::of_file(handed, &review.published.content.taxonomy)
                    .file(&review.published.content.taxonomy)
                    == text
            });
            if own.case.state != crate::work::State::Stage2 || !same {
                act::stage2(review, name, by, &text, &note)?;
                let today = review.today;
                review.look_again(today)?;
            }
            let case = act::approve(review, name, by, Stage::Content, &desk.key, reason)?;
            Ok(leave(&format!("{} is signed. Whoever de-identified it signs last.", id(&case))))
        }
        "sign-deidentification" => {
            let own = review.find(name)?;
            if sent.get("seen") != digest(own.case.text.as_deref().unwrap_or_default()) {
                let help = "read it as it stands below, every change, and confirm it anew";
                return Err(Stop::refused(CHANGED, "the text changed since you opened this page", help));
            }
            confirmed(review, name, by, sent)?;
            let case = act::approve(review, name, by, Stage::Deidentification, &desk.key, "")?;
            Ok(leave(&format!("{} is signed twice, and ready for the next release.", id(&case))))
        }
        "send-back" => act::send_back(review, name, by, reason).map(|_| leave("It was sent back one step.")),
        "hold" => act::hold(review, name, by, reason)
            .map(|_| stay("It is on hold. It can't be published meanwhile.")),
        "resume" => act::resume(review, name, by, reason).map(|_| stay("It goes on where it was.")),
        "lessons-only" => {
            act::lessons_only(review, name, by, reason).map(|_| stay("Its event isn't told any more."))
        }
        "data-only" => act::close(review, name, by, Outcome::DataOnly, reason)
            .map(|_| leave("It is counted, and everything else of it was deleted.")),
        "decline" => act::close(review, name, by, Outcome::Declined, reason)
            .map(|_| leave("It was declined, and everything of it was deleted.")),
        _ => Ok(stay("Draft saved.")),
    }
}

fn id(case: &crate::work::Case) -> String {
    case.id.map_or_else(|| "The report".to_owned(), |id| id.to_string())
}

/// Every attestation has its tick.
fn confirmed(review: &Review, name: &str, by: &str, sent: &Sent) -> Result<(), Stop> {
    let own = review.find(name)?;
    let turn = Turn::of(&own.case, review.published.reviewer(by)?);
    let wanted: Vec<_> = turn
        .hand_over()
        .map_or_else(Vec::new, |hand_over: HandOver| attestations(hand_over, member(own) == "unstated"));
    let missing = wanted.iter().filter(|(own, _)| !sent.all("attest").any(|ticked| ticked == *own)).count();
    if missing == 0 {
        return Ok(());
    }
    let message = format!("{missing} of {} confirmations are open", wanted.len());
    Err(Stop::refused(
        "attestation",
        message,
        "tick what is true; where something isn't, send back, hold or decline",
    ))
}
