//! What a reviewer does, by command.

use std::path::PathBuf;

use approvals::Stage;
use report::{Answer, Period};

use super::queue::Format;
use super::{Places, show};
use crate::act::{self, Outcome, reference};
use crate::mix;
use crate::refusal::Stop;
use crate::vault;
use crate::work::Opened;

/// Which report, and who acts.
#[derive(Debug, clap::Args)]
pub(crate) struct On {
    /// The report's id, or the short name that `queue` shows
    name: String,
    /// You, as the roster calls you
    #[arg(long = "as", value_name = "REVIEWER")]
    by: String,
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
    on: On,
    /// Your signing key; one in an agent or in hardware by its .pub file
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Withdraw {
    #[command(flatten)]
    signed: Signed,
    /// Also print what an operator does to take it out of the history
    #[arg(long)]
    erase: bool,
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
pub(crate) struct SignRelease {
    /// You, as the roster calls you
    #[arg(long = "as", value_name = "REVIEWER")]
    by: String,
    /// Your signing key; one in an agent or in hardware by its .pub file
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// The quarter that readers see, for instance 2026-q4 [default: this one]
    #[arg(long, value_name = "QUARTER", value_parser = period)]
    period: Option<Period>,
}

fn period(text: &str) -> Result<Period, String> {
    text.parse().map_err(|_| "a quarter looks like 2026-q4".to_owned())
}

#[derive(Debug, clap::Args)]
pub(crate) struct ReleaseTables {
    /// You, as the roster calls you
    #[arg(long = "as", value_name = "REVIEWER")]
    by: String,
    /// Your signing key; one in an agent or in hardware by its .pub file
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// The quarter, which must be over, for instance 2026-q3 [default: the last with reports]
    #[arg(long, value_name = "QUARTER", value_parser = period)]
    quarter: Option<Period>,
    /// Least number of reports behind a number that is told
    #[arg(long, value_name = "N", default_value_t = crate::disclosure::K, value_parser = clap::value_parser!(u32).range(3..))]
    k: u32,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Publish {
    /// A report that must be in it
    name: Option<String>,
    /// You, as the roster calls you
    #[arg(long = "as", value_name = "REVIEWER")]
    by: String,
}

#[derive(Debug, clap::Args)]
pub(crate) struct OpenOriginal {
    #[command(flatten)]
    on: On,
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

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
    let id = act::stage1(&places.open()?, &args.on.name, &args.on.by, &text, &args.note)?;
    show::line(id);
    Ok(())
}

pub(crate) fn stage2(places: &Places, args: &Written) -> Result<(), Stop> {
    let text = args.text()?;
    act::stage2(&places.open()?, &args.on.name, &args.on.by, &text, &args.note)?;
    show::line("lessons written; sign with `nearmiss-review approve … --stage content`");
    Ok(())
}

pub(crate) fn approve(places: &Places, args: &Approve) -> Result<(), Stop> {
    let On { name, by, reason } = &args.signed.on;
    let case = act::approve(&places.open()?, name, by, args.stage, &args.signed.key, reason)?;
    show::line(format!("signed; the report is now in the state `{}`", case.state.word()));
    Ok(())
}

/// A decision that takes a report and a reason.
pub(crate) type Decision = fn(&act::Review, &str, &str, &str) -> Result<crate::work::Case, Stop>;

pub(crate) fn decide(places: &Places, on: &On, decision: Decision) -> Result<(), Stop> {
    let case = decision(&places.open()?, &on.name, &on.by, &on.reason)?;
    show::line(format!("done; the report is in the state `{}`", case.state.word()));
    Ok(())
}

pub(crate) fn close(places: &Places, on: &On, outcome: Outcome) -> Result<(), Stop> {
    let gone = act::close(&places.open()?, &on.name, &on.by, outcome, &on.reason)?;
    show::line(format!("done; deleted {gone} objects of this report, and none is left"));
    Ok(())
}

pub(crate) fn purge(places: &Places, on: &On) -> Result<(), Stop> {
    let gone = act::purge(&places.open()?, &on.name, &on.by)?;
    show::line(format!("deleted {gone} objects of this report, and none is left"));
    Ok(())
}

pub(crate) fn withdraw(places: &Places, args: &Withdraw) -> Result<(), Stop> {
    let Signed { on, key } = &args.signed;
    let done = act::withdraw(&places.open()?, &on.name, &on.by, key);
    // Who withdrew it before may ask for the list later.
    let again = args.erase && matches!(&done, Err(Stop::Refused(refusal)) if refusal.rule == "withdrawn");
    if !again {
        done?;
        show::line("withdrawn; build the site again: the page becomes a notice");
    }
    if args.erase {
        show::line(erasing(&on.name));
    }
    Ok(())
}

/// What an operator does to take a report out of the history, too. Nothing of it is done by this program: it rewrites what
/// others have signed and copied.
fn erasing(id: &str) -> String {
    format!(
        "
To erase {id} from the history (operator, on a fresh clone of each repository):
 1. Announce it to everybody who has a clone: they delete theirs and clone again.
 2. git filter-repo --invert-paths --path content/reports/{id}.md --path content/approvals/{id}/
 3. Take the gate's hook out for one push, `git push --force --mirror`, put it back, and check:
    nearmiss check --gate --root SHA256
    Release manifests still name {id} and its digest; the withdrawal stays and says why the file is gone.
 4. On each server: git reflog expire --expire=now --all && git gc --prune=now
 5. Ask the forge, if there is one, to drop cached views and pull requests with the file.
 6. Build and deploy the site; delete the release folder before it; clear the CDN: reports/{id}/, feeds, data/, assets/search/.
 7. Delete it from backups, or write down until when they keep it.
 8. Ask search engines and archives to remove the address. Who downloaded the open data has it; say so to whoever asked.
Afterwards: git log --all -- content/reports/{id}.md must print nothing."
    )
}

pub(crate) fn sign_release(places: &Places, args: &SignRelease) -> Result<(), Stop> {
    let release = act::sign_release(&places.open()?, &args.by, &args.key, args.period)?;
    let reports: Vec<String> = release.reports.iter().map(ToString::to_string).collect();
    let what = if reports.is_empty() { "no reports".to_owned() } else { reports.join(" ") };
    show::line(format!("release {}: {what}; signed by {}", release.number, release.signers.join(" ")));
    Ok(())
}

pub(crate) fn publish(places: &Places, args: &Publish) -> Result<(), Stop> {
    let review = places.open()?;
    if let Some(name) = &args.name {
        review.find(name)?;
    }
    let ids = act::publish(&review, &args.by)?;
    for id in &ids {
        show::line(id);
    }
    Ok(())
}

pub(crate) fn release_tables(places: &Places, args: &ReleaseTables) -> Result<(), Stop> {
    let quarter = args.quarter.map(|quarter| quarter.to_string());
    let made = act::release_tables(&places.open()?, &args.by, &args.key, quarter.as_deref(), args.k)?;
    let next = if made.released { "in the library" } else { "it takes one more signature" };
    show::line(format!(
        "{}: {} tables of {}, {} numbers withheld; signed by {}; {next}",
        made.quarter,
        made.tables,
        made.covers.join(" "),
        made.hidden,
        made.signers.join(" ")
    ));
    Ok(())
}

pub(crate) fn mix(places: &Places, args: &Mix) -> Result<(), Stop> {
    let vault = vault::open(places.vault())?;
    let mixed = mix::mix(vault.as_ref(), std::time::Duration::from_hours(args.hours), args.least)?;
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
    show::line(format!("sealed {resealed} objects anew"));
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
