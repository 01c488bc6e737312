//! Releases and withdrawals.

use axum::body::Body;
use axum::http::Response;
use serde_json::{Value, json};
use tera::Context;

use super::answers::{Sent, see, tell};
use super::parts::Parts;
use super::{Desk, NotYet};
use crate::act::{self, Put, Review};
use crate::refusal::Stop;

/// The page of the next release, and of taking a published report back.
pub(super) fn page(desk: &Desk, refused: Option<(&Stop, &Sent)>) -> Response<Body> {
    match desk.with(|review, by| Ok((by.to_owned(), context(review, by)?))) {
        Ok((by, mut context)) => {
            let status = tell(&mut context, refused.map(|(stop, _)| stop));
            context.insert("withdraw", refused.map_or("", |(_, sent)| sent.get("id")));
            desk.page(status, "release.html", &by, context)
        }
        Err(why) => desk.problem(why),
    }
}

fn context(review: &Review, by: &str) -> Result<Context, Stop> {
    let mut context = Context::new();
    context.insert("here", "release");
    let Some(release) = act::next_release(review)? else { return Ok(context) };
    let taxonomy = &review.published.content.taxonomy;
    let reports: Vec<Value> = release
        .reports
        .iter()
        .map(|id| {
            let text = review
                .reports
                .iter()
                .find(|own| own.case.id == Some(*id))
                .and_then(|own| own.case.text.clone());
            let parts = Parts::of_file(&text.unwrap_or_default(), taxonomy);
            let takeaway = parts.sections.get(&report::Section::Takeaway).cloned();
            json!({"id": id.to_string(), "title": parts.title, "takeaway": takeaway})
        })
        .collect();
    context.insert("number", &release.number);
    context.insert("seen", &release.digest);
    context.insert("reports", &reports);
    if let Some(batch) = &release.batch {
        context.insert(
            "batch",
            &json!({"number": batch.statement.number, "reports": batch.statement.reports.len()}),
        );
    }
    context.insert("signers", &release.signers);
    context.insert("signed_by_you", &release.signers.iter().any(|own| own == by));
    context.insert("complete", &(release.signers.len() >= 2));
    Ok(context)
}

/// Does what a button of the page asks for.
pub(super) fn act(desk: &Desk, sent: &Sent) -> Response<Body> {
    let done = desk.with(|review, by| {
        // What others published or merged meanwhile is what is signed on, withdrawn from and finished here.
        review.repository.follow_origin()?;
        review.look_again(review.today)?;
        carry_out(desk, review, by, sent)
    });
    match done {
        Ok(said) => {
            desk.say(said);
            see("/release")
        }
        Err(NotYet::Stopped(stop)) => page(desk, Some((&stop, sent))),
        Err(why) => desk.problem(why),
    }
}

fn carry_out(desk: &Desk, review: &Review, by: &str, sent: &Sent) -> Result<String, Stop> {
    match sent.get("do") {
        "sign" => {
            let now = act::next_release(review)?.map(|release| release.digest).unwrap_or_default();
            if sent.get("seen") != now {
                let help = "read what is in it now, and sign then";
                return Err(Stop::refused("changed", "the release changed since you opened this page", help));
            }
            act::sign_release(review, by, &desk.key, None).map(|release| {
                let missing =
                    if release.signers.len() < 2 { " It takes one more." } else { " It can be published." };
                format!("Release {} is signed by {}.{missing}", release.number, release.signers.join(" and "))
            })
        }
        "publish" => {
            let done = act::publish(review, by, None)?;
            let ids: Vec<String> = done.reports.iter().map(ToString::to_string).collect();
            let what = match ids.len() {
                0 => "pages and settings".to_owned(),
                1..=20 => ids.join(", "),
                count => format!("{count} reports"),
            };
            Ok(match done.put {
                Put::Done => format!("Published: {what}. Originals and drafts were deleted."),
                Put::Proposed(proposal) => format!(
                    "Sent to be merged: {what}; {proposal}. Nothing is deleted before it is merged: then finish the publication here."
                ),
            })
        }
        "withdraw" => {
            let id = sent.get("id").trim();
            if let Put::Proposed(proposal) = act::withdraw(review, id, by, &desk.key)? {
                return Ok(format!(
                    "The withdrawal of {id} counts when it is merged; {proposal}. Have it merged now."
                ));
            }
            let erase = if sent.has("erase") {
                " To remove it from the history, too, follow `nearmiss-review withdraw --erase`, which prints the operator's list."
            } else {
                ""
            };
            Ok(format!(
                "{id} is withdrawn. With the next build its page is a notice, and it leaves feeds, data and search.{erase}"
            ))
        }
        _ => Ok(String::new()),
    }
}
