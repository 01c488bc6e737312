//! What a reviewer does, by command.

use std::path::PathBuf;

use approvals::Stage;
use report::Answer;

use super::queue::Format;
use super::{Places, show};
use crate::act::{self, Outcome, reference};
use crate::mix;
use crate::refusal::Stop;
use crate::sign::SigningKey;
use crate::vault;
use crate::work::Opened;

/// Which report, and who acts.
#[derive(Debug, clap::Args)]
pub(crate) struct On {
    /// The report's id, or the short name that `queue` shows
    pub(super) name: String,
    /// You, as the roster calls you
    #[arg(long = "as", value_name = "REVIEWER")]
    pub(super) by: String,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Written {
    #[command(flatten)]
    on: On,
    /// The report's file
    #[arg(long, value_name = "FILE")]
    file: PathBuf,
    /// For the next reviewer
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
}

impl Written {
    fn text(&self) -> Result<String, Stop> {
        let shown = self.file.display();
        let help = "name the report's file with `--file FILE`: UTF-8 text, docs/report-format.md says how";
        let bytes = std::fs::read(&self.file)
            .map_err(|error| Stop::failed(format!("can't read `{shown}`: {error}"), help))?;
        if bytes.len() > report::MAX_REPORT_BYTES {
            return Err(Stop::refused(
                "file-too-large",
                format!("`{shown}` is too large for a report"),
                help,
            ));
        }
        String::from_utf8(bytes)
            .map_err(|_| Stop::refused("not-utf8", format!("`{shown}` isn't UTF-8 text"), help))
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct Signed {
    #[command(flatten)]
    pub(super) on: On,
    /// Your signing key; one in an agent or in hardware by its .pub file
    #[arg(long, value_name = "FILE")]
    pub(super) key: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Approve {
    #[command(flatten)]
    signed: Signed,
    /// deidentification or content
    #[arg(long, value_name = "STAGE", value_parser = stage)]
    stage: Stage,
}

fn stage(text: &str) -> Result<Stage, String> {
    Stage::from_word(text).ok_or_else(|| "the stages are: deidentification, content".to_owned())
}

#[derive(Debug, clap::Args)]
pub(crate) struct OpenOriginal {
    #[command(flatten)]
    on: On,
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// More hours than any vault is old.
const MOST_HOURS: u64 = 24 * 365 * 100;

#[derive(Debug, clap::Args)]
pub(crate) struct Mix {
    /// Hours that an object must have lain there: as long as the longest ticket lives
    #[arg(long, value_name = "N", default_value_t = 24)]
    hours: u64,
    /// Move nothing if there are fewer
    #[arg(long, value_name = "N", default_value_t = mix::LEAST)]
    least: usize,
}

pub(crate) fn stage1(places: &Places, args: &Written) -> Result<(), Stop> {
    let text = args.text()?;
    let id = act::stage1(&places.open_as(&args.on.by)?, &args.on.name, &args.on.by, &text, &args.note)?;
    show::line(id);
    Ok(())
}

pub(crate) fn stage2(places: &Places, args: &Written) -> Result<(), Stop> {
    let text = args.text()?;
    act::stage2(&places.open_as(&args.on.by)?, &args.on.name, &args.on.by, &text, &args.note)?;
    show::line("lessons written; sign with `nearmiss-review approve … --stage content`");
    Ok(())
}

pub(crate) fn approve(places: &Places, args: &Approve) -> Result<(), Stop> {
    let On { name, by, reason } = &args.signed.on;
    let case = act::approve(
        &places.open_as(by)?,
        name,
        by,
        args.stage,
        &SigningKey::at_terminal(&args.signed.key),
        reason,
    )?;
    show::line(format!("signed; the report is now in the state `{}`", case.state.word()));
    Ok(())
}

/// A decision that takes a report and a reason.
pub(crate) type Decision = fn(&act::Review, &str, &str, &str) -> Result<crate::work::Case, Stop>;

pub(crate) fn decide(places: &Places, on: &On, decision: Decision) -> Result<(), Stop> {
    let case = decision(&places.open_as(&on.by)?, &on.name, &on.by, &on.reason)?;
    show::line(format!("done; the report is in the state `{}`", case.state.word()));
    Ok(())
}

pub(crate) fn close(places: &Places, on: &On, outcome: Outcome) -> Result<(), Stop> {
    let gone = act::close(&places.open_as(&on.by)?, &on.name, &on.by, outcome, &on.reason)?;
    show::line(format!("done; deleted {gone} objects of this report, and none is left"));
    Ok(())
}

pub(crate) fn purge(places: &Places, on: &On) -> Result<(), Stop> {
    let gone = act::purge(&places.open_as(&on.by)?, &on.name, &on.by)?;
    show::line(format!("deleted {gone} objects of this report, and none is left"));
    Ok(())
}

pub(crate) fn mix(places: &Places, args: &Mix) -> Result<(), Stop> {
    let vault = vault::open(places.vault())?;
    let mixed =
        mix::mix(vault.as_ref(), std::time::Duration::from_hours(args.hours.min(MOST_HOURS)), args.least)?;
    show::line(format!("moved {}, waiting {}", mixed.moved, mixed.waiting));
    Ok(())
}

pub(crate) fn open(places: &Places, args: &OpenOriginal) -> Result<(), Stop> {
    let review = places.open()?;
    let report = act::open_original(&review, &args.on.name, &args.on.by, &args.on.reason)?;
    match args.format {
        Format::Json => show::line(as_json(report)),
        Format::Text => as_text(&review, report),
    }
    Ok(())
}

fn as_json(report: &Opened) -> String {
    let answers: serde_json::Map<String, serde_json::Value> = report
        .submission
        .answered()
        .filter_map(|id| {
            let value = match report.submission.get(id)? {
                Answer::Text(text) => serde_json::Value::from(text.as_str()),
                Answer::Values(values) => serde_json::Value::from(values.clone()),
            };
            Some((id.to_owned(), value))
        })
        .collect();
    serde_json::json!({"ref": reference(&report.hash), "answers": answers}).to_string()
}

fn as_text(review: &act::Review, report: &Opened) {
    show::line(format!("{} · original, never published", reference(&report.hash)));
    let questionnaire = review.published.content.questionnaire.as_ref();
    let label = |id: &str| {
        let known = questionnaire.and_then(|own| own.questions().find(|(_, question)| question.id == id));
        known.map_or_else(|| id.to_owned(), |(_, question)| question.label.clone())
    };
    for id in report.submission.answered() {
        let answer = match report.submission.get(id) {
            Some(Answer::Text(text)) => text.clone(),
            Some(Answer::Values(values)) => values.join(", "),
            None => continue,
        };
        show::line(format!("\n{}\n{}", show::plain(&label(id)), show::plain(&answer)));
    }
}

/// What speaks for and against publishing the text as it is.
pub(crate) fn check(places: &Places, name: &str) -> Result<(), Stop> {
    let review = places.open()?;
    let own = review.find(name)?;
    let (Some(text), Some(id)) = (&own.case.text, own.case.id) else {
        return Err(Stop::refused("state", "nobody has handed over a text yet", "stage 1 comes first"));
    };
    let (report, findings) = review.published.check(id, text)?;
    for finding in &findings {
        show::line(finding);
    }
    let taxonomy = &review.published.content.taxonomy;
    if let Some(words) = report.as_ref().and_then(|own| review.published.standing(own).words(own, taxonomy)) {
        show::line(format!("it stands out: {words}"));
    }
    for other in &own.repeats {
        show::line(format!("it may tell of the same event as {other}: read them together, as one text"));
    }
    Ok(())
}

/// Seals the work on every report to the reviewers of the newest roster.
pub(crate) fn reseal(places: &Places) -> Result<(), Stop> {
    let review = places.open()?;
    let resealed = review.store.reseal()?;
    for name in &resealed.left {
        show::note(format!(
            "`{name}` is too large to be sealed anew and stays sealed to the old keys: decide about it soon"
        ));
    }
    show::line(format!("sealed {} objects anew", resealed.count));
    Ok(())
}

/// The text as it was last handed over.
pub(crate) fn text(places: &Places, name: &str) -> Result<(), Stop> {
    let review = places.open()?;
    match &review.find(name)?.case.text {
        Some(text) => show::line(show::plain(text.trim_end())),
        None => {
            return Err(Stop::refused("state", "nobody has handed over a text yet", "stage 1 comes first"));
        }
    }
    Ok(())
}
