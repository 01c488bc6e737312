//! `nearmiss-review queue`

use serde_json::json;

use super::{Places, show};
use crate::act::{Review, reference};
use crate::queue::{age, flags, member};
use crate::refusal::Stop;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

pub(crate) fn run(places: &Places, args: &Args) -> Result<(), Stop> {
    let review = places.open()?;
    for aside in &review.aside {
        show::note(format!("set aside `{}`: {}", aside.name, aside.reason));
    }
    if review.expired > 0 {
        show::note(format!("deleted {}: a desk first listed them 90 days ago", review.expired));
    }
    match args.format {
        Format::Json => show::line(as_json(&review)),
        Format::Text => as_text(&review),
    }
    Ok(())
}

fn as_json(review: &Review) -> String {
    let list: Vec<_> = review
        .reports
        .iter()
        .map(|own| {
            json!({
                "ref": reference(&own.hash),
                "id": own.case.id.map(|id| id.to_string()),
                "state": own.case.state.word(),
                "age_days": age(&own.case, review.today),
                "member": member(own),
                "flags": flags(own, review.today),
            })
        })
        .collect();
    serde_json::to_string_pretty(&list).unwrap_or_default()
}

fn as_text(review: &Review) {
    if review.reports.is_empty() {
        show::line("nothing is waiting");
        return;
    }
    show::line(format!("{:16}  {:11}  {:11}  {:>4}  {:8}  notes", "ref", "id", "state", "days", "member"));
    for own in &review.reports {
        let id = own.case.id.map_or_else(|| "-".to_owned(), |id| id.to_string());
        let claimed = own.case.claimed.as_ref().map(|by| format!("assigned to {by}"));
        let notes: Vec<String> =
            flags(own, review.today).into_iter().map(str::to_owned).chain(claimed).collect();
        let line = format!(
            "{:16}  {id:11}  {:11}  {:>4}  {:8}  {}",
            reference(&own.hash),
            own.case.state.word(),
            age(&own.case, review.today),
            member(own),
            notes.join(", ")
        );
        show::line(line.trim_end());
    }
}
