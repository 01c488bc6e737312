//! Looks at a text while it is typed: what may identify somebody, what the rules say, how it stands out.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use generator::content::Loaded;
use report::{Finding, Section, Severity};
use serde_json::{Value, json};
use tera::Context;

use super::answers::{Sent, typed, words};
use super::marked::Marked;
use super::turn::Turn;
use super::view::id_of;
use super::work::parts_sent;
use super::{Desk, NotYet, lock};
use crate::act::{LEFT_TO_STAGE_2, Review, with_id};
use crate::published::PREVIEW;
use crate::refusal::Stop;
use crate::reidentification::ADVICE_BELOW;
use crate::work::Opened;

/// Findings of the rules that aren't about identifiers, and how the report stands out in the library.
pub(super) fn judged(review: &Review, own: &Opened, text: &str, turn: Turn) -> Result<Value, Stop> {
    let id = id_of(own);
    let (report, findings) = review.published.check(id, &with_id(text, id))?;
    let later = |rule: &str| turn == Turn::Deidentify && LEFT_TO_STAGE_2.contains(&rule);
    let rules = findings.iter().filter(|own| !own.rule.starts_with("identifier") && !later(own.rule));
    let rules: Vec<Value> = rules.map(told).collect();
    let taxonomy = &review.published.content.taxonomy;
    let standing = report.as_ref().and_then(|own| review.published.standing(own).words(own, taxonomy));
    let told = review.published.content.reports.iter().filter(|own| !own.report.sample).count();
    Ok(json!({"rules": rules, "standing": standing, "advice_only": told < ADVICE_BELOW}))
}

/// A finding in the words of the page, which has fields where the file has lines.
fn told(finding: &Finding) -> Value {
    let severity = if finding.severity == Severity::Error { "error" } else { "advice" };
    let (message, help) = match finding.rule {
        "missing-key" => ("the title is missing".to_owned(), "say in one line what happened".to_owned()),
        "section-missing" | "section-empty" => {
            let name =
                Section::ALL.into_iter().map(Section::heading).find(|name| finding.message.contains(name));
            let name = name.unwrap_or("a section");
            (format!("“{name}” is empty"), "write it above".to_owned())
        }
        _ => (finding.message.clone(), finding.help.clone()),
    };
    json!({"severity": severity, "message": message, "help": help})
}

/// Answers what stands in the editor right now: where to mark it, and the lists beside it.
pub(super) fn answer(desk: &Desk, name: &str, sent: &Sent) -> Response<Body> {
    let made = desk.with(|review, by| {
        let own = review.find(name)?;
        let turn = Turn::of(&own.case, review.published.reviewer(by)?);
        let taxonomy = &review.published.content.taxonomy;
        let parts = parts_sent(sent, taxonomy);
        let text = parts.file(taxonomy);
        let marks = Marked::of(&parts);
        let look = judged(review, own, &text, turn)?;
        lock(&desk.typed).insert(own.hash.clone(), text);
        Ok((marks.places(&parts), marks.list(&parts), look))
    });
    let (places, found, look) = match made {
        Ok(made) => made,
        Err(NotYet::Opening(_)) => return typed(StatusCode::SERVICE_UNAVAILABLE, "text/plain", "".into()),
        Err(NotYet::Stopped(stop)) => {
            let (status, message, _) = words(&stop);
            return typed(status, "text/plain; charset=utf-8", message.to_owned().into());
        }
    };
    let count = found.len();
    let mut context = Context::new();
    context.insert("found", &found);
    context.insert("look", &look);
    context.insert("edits", &true);
    let html = desk.tera.render("found.html", &context).unwrap_or_else(|error| error.to_string());
    let json = json!({"places": places, "count": count, "html": html});
    typed(StatusCode::OK, "application/json", json.to_string().into())
}

/// A file of the site as it will be with this report: its page, and what that page loads.
pub(super) fn preview(desk: &Desk, path: &str) -> Response<Body> {
    let made = desk.with(|review, _| {
        let id = path.strip_prefix("reports/").and_then(|rest| rest.split('/').next()).unwrap_or_default();
        let own = review.reports.iter().find(|own| id_of(own).as_str() == id);
        let draft = own.and_then(|own| {
            let text = lock(&desk.typed).get(&own.hash).cloned().or_else(|| own.case.text.clone())?;
            let id = id_of(own);
            let name = format!("content/reports/{id}.md");
            let (report, findings) =
                report::parse(&name, with_id(&text, id).as_bytes(), &review.published.content.taxonomy);
            Some(report.map(|report| Loaded { path: name, report }).ok_or(findings))
        });
        let site = match draft {
            Some(Ok(draft)) => review.published.preview(draft)?,
            Some(Err(findings)) => return Ok(Err(findings)),
            None => review.published.bare_site()?,
        };
        let wanted = site.find(path).filter(|_| !path.starts_with("assets/search/"));
        let bytes = wanted.map(|address| site.render(&address));
        let bytes = bytes.transpose().map_err(|error| Stop::failed(error.to_string(), "fix the theme"))?;
        Ok(Ok(bytes))
    });
    let kind = generator::site::content_type(path);
    match made {
        Ok(Ok(Some(bytes))) => {
            let mut response = typed(StatusCode::OK, kind, bytes.into());
            *response.headers_mut() = super::guard::headers(true);
            response
                .headers_mut()
                .insert(axum::http::header::CONTENT_TYPE, axum::http::HeaderValue::from_static(kind));
            response
        }
        Ok(Ok(None)) => typed(
            StatusCode::NOT_FOUND,
            "text/plain; charset=utf-8",
            "The preview has this report alone.".into(),
        ),
        Ok(Err(findings)) => {
            let first = findings
                .iter()
                .map(|own| format!("{}.\n{}", own.message, own.help))
                .next()
                .unwrap_or_default();
            let text = format!("This text has no page yet: {first}");
            let mut response = typed(StatusCode::OK, "text/plain; charset=utf-8", text.into());
            let mut headers = super::guard::headers(true);
            headers.insert(
                axum::http::header::CONTENT_TYPE,
                axum::http::HeaderValue::from_static("text/plain; charset=utf-8"),
            );
            *response.headers_mut() = headers;
            response
        }
        Err(why) => desk.problem(why),
    }
}

/// Where the preview's files lie, without the first slash.
pub(super) fn preview_root() -> &'static str {
    PREVIEW.trim_matches('/')
}
