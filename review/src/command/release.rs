//! Releases, withdrawals and tables, by command.

use std::path::PathBuf;

use report::Period;

use super::act::Signed;
use super::{Places, show};
use crate::act::{self, Batched, Put};
use crate::refusal::Stop;
use crate::sign::SigningKey;

#[derive(Debug, clap::Args)]
pub(crate) struct Withdraw {
    #[command(flatten)]
    signed: Signed,
    /// Also print what an operator does to take it out of the history
    #[arg(long)]
    erase: bool,
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
    #[arg(long, value_name = "N", default_value_t = crate::disclosure::K, value_parser = clap::value_parser!(u32).range(i64::from(crate::disclosure::K)..))]
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
pub(crate) struct SignBatch {
    /// Take the place of a batch under way that others have signed
    #[arg(long)]
    replace: bool,
    /// The folder that `nearmiss import` wrote; the second to sign may leave it out
    folder: Option<PathBuf>,
    /// You, as the roster calls you
    #[arg(long = "as", value_name = "REVIEWER")]
    by: String,
    /// Your signing key; one in an agent or in hardware by its .pub file
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
}

pub(crate) fn withdraw(places: &Places, args: &Withdraw) -> Result<(), Stop> {
    let Signed { on, key } = &args.signed;
    let done = act::withdraw(&places.open()?, &on.name, &on.by, &SigningKey::at_terminal(key));
    // Who withdrew it before may ask for the list later.
    let again = args.erase && matches!(&done, Err(Stop::Refused(refusal)) if refusal.rule == "withdrawn");
    if !again {
        match done? {
            Put::Done => show::line("withdrawn; build the site again: the page becomes a notice"),
            Put::Proposed(proposal) => show::line(format!("{proposal}\nwithdrawn when it is merged")),
        }
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
    let release =
        act::sign_release(&places.open()?, &args.by, &SigningKey::at_terminal(&args.key), args.period)?;
    let mut what: Vec<String> = release.reports.iter().map(ToString::to_string).collect();
    what.extend(release.batch.as_ref().map(batch_words));
    let what = if what.is_empty() {
        "no reports, only pages, theme or roster as they are".to_owned()
    } else {
        what.join(" ")
    };
    show::line(format!("release {}: {what}; signed by {}", release.number, release.signers.join(" ")));
    Ok(())
}

pub(crate) fn publish(places: &Places, args: &Publish) -> Result<(), Stop> {
    let review = places.open()?;
    let wanted = args.name.as_ref().map(|name| {
        let id = review.find(name)?.case.id;
        id.ok_or_else(|| {
            Stop::refused("not-released", format!("`{name}` isn't ready for a release"), "review it first")
        })
    });
    let done = act::publish(&review, &args.by, wanted.transpose()?)?;
    for id in &done.reports {
        show::line(id);
    }
    if done.reports.is_empty() && done.put == Put::Done {
        show::note("published: pages, theme or roster, and no report");
    }
    if let Put::Proposed(proposal) = &done.put {
        show::line(proposal);
        show::note("nothing is deleted until it is merged; then `nearmiss-review publish` once more");
    }
    Ok(())
}

fn batch_words(batch: &Batched) -> String {
    let count = batch.statement.reports.len();
    format!(
        "batch {} of {count} imported {}",
        batch.statement.number,
        if count == 1 { "report" } else { "reports" }
    )
}

pub(crate) fn batch(places: &Places, args: &SignBatch) -> Result<(), Stop> {
    let batch = act::sign_batch(
        &places.open()?,
        &args.by,
        &SigningKey::at_terminal(&args.key),
        args.folder.as_deref(),
        args.replace,
    )?;
    let next = if batch.complete {
        "the next release takes it"
    } else {
        "it takes two people of the roster in force, one for each stage"
    };
    show::line(format!("{}; signed by {}; {next}", batch_words(&batch), batch.signers.join(" ")));
    Ok(())
}

pub(crate) fn release_tables(places: &Places, args: &ReleaseTables) -> Result<(), Stop> {
    let quarter = args.quarter.map(|quarter| quarter.to_string());
    let made = act::release_tables(
        &places.open()?,
        &args.by,
        &SigningKey::at_terminal(&args.key),
        quarter.as_deref(),
        args.k,
    )?;
    let next = match &made.put {
        Some(Put::Done) => "in the library".to_owned(),
        Some(Put::Proposed(proposal)) => proposal.to_string(),
        None => "it takes one more signature".to_owned(),
    };
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
