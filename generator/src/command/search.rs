//! `nearmiss search`: the search of a built site, without a browser.

use std::path::{Path, PathBuf};

use search_index::build::composed;
use search_index::engine::{Also, Because};
use search_index::format::SetName;
use search_index::store::{Folder, StoreError};
use search_index::{Answer, Request};

use super::show;
use crate::run::Exit;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What to look for: words, "phrases in quotes", -words to leave out
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    query: String,
    /// The built site
    #[arg(long, value_name = "DIR", default_value = "site")]
    site: PathBuf,
    /// Results to show
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = limit)]
    limit: usize,
    /// Only reports with this value, for instance activity=traffic-stop; may be given several times
    #[arg(long, value_name = "FIELD=VALUE", value_parser = filter)]
    filter: Vec<(String, String)>,
    /// By the ranking alone, without weighing how near to each other the words stand
    #[arg(long)]
    plain_order: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn run(args: &Args) -> Exit {
    let mut answer = match open(&args.site).and_then(|folder| {
        let mut engine = folder.open()?;
        let request = Request {
            query: composed(&args.query),
            filters: args.filter.clone(),
            limit: args.limit,
            plain_order: args.plain_order,
            ..Request::default()
        };
        Ok(folder.search(&mut engine, &request)?)
    }) {
        Ok(answer) => answer,
        Err(error) => {
            show::failure(
                &error,
                "build the site again with `nearmiss build`, or name its folder with `--site DIR`",
            );
            return Exit::Failure;
        }
    };
    if let Some((field, value)) =
        answer.unknown.iter().find(|(field, value)| !is_listed(&args.site, field, value))
    {
        show::failure(
            format!("this site knows no `{field}={value}`"),
            "data/codebook.json in the site lists fields and values",
        );
        return Exit::Failure;
    }
    // The engine looks without values that its index doesn't have. Of one field any value will do; one without any finds
    // nothing.
    let unknown = |filter: &(String, String)| answer.unknown.contains(filter);
    let empty =
        |(field, _): &(String, String)| args.filter.iter().filter(|(own, _)| own == field).all(unknown);
    if answer.unknown.iter().any(empty) {
        answer.results.clear();
        answer.total = 0;
    }
    match args.format {
        Format::Json => json(&answer),
        Format::Text => text(&answer, args),
    }
    Exit::Success
}

/// Whether the codebook has a value, though no report may have it: then nothing is found, and nothing is wrong.
fn is_listed(site: &Path, field: &str, value: &str) -> bool {
    let book = std::fs::read(site.join("data/codebook.json")).unwrap_or_default();
    let book: serde_json::Value = serde_json::from_slice(&book).unwrap_or_default();
    let has = |of: &serde_json::Value, id: &str| of["id"] == id;
    let fields = book["fields"].as_array().into_iter().flatten();
    let values = fields.filter(|own| has(own, field)).filter_map(|own| own["values"].as_array());
    values.flatten().any(|own| has(own, value))
}

/// Why a site can't be searched.
#[derive(Debug, thiserror::Error)]
enum SearchError {
    #[error("`{}` has no search index", .0.display())]
    NoIndex(PathBuf),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The index of a site, by its pointer.
fn open(site: &Path) -> Result<Folder, SearchError> {
    let missing = || SearchError::NoIndex(site.to_owned());
    let pointer = std::fs::read(site.join("search/index.json")).map_err(|_| missing())?;
    let pointer: serde_json::Value = serde_json::from_slice(&pointer).map_err(|_| missing())?;
    let set = pointer["root"].as_str().and_then(|root| root.rsplit('/').nth(1)).and_then(SetName::parse);
    Ok(Folder::in_site(site, set.ok_or_else(missing)?))
}

fn json(answer: &Answer) {
    let results: Vec<_> = answer
        .results
        .iter()
        .map(|found| {
            let card = &found.card;
            serde_json::json!({"id": card.id, "score": found.score, "title": card.title, "takeaway": card.takeaway})
        })
        .collect();
    show::line(serde_json::to_string_pretty(&results).unwrap_or_default());
}

/// Why nothing was found, and so what to change.
fn none(args: &Args) -> &'static str {
    let query = args.query.trim();
    let left_out = !query.is_empty() && query.split_whitespace().all(|word| word.starts_with('-'));
    match (query.is_empty(), args.filter.is_empty()) {
        (true, true) => "the query is empty; give words to look for, or a `--filter`",
        (true, false) => "no report has all of these values",
        (false, false) => "no report with these values has any of these words",
        (false, true) if left_out => "every report has what is left out",
        (false, true) if query.contains(['"', '\u{201c}', '\u{201e}', '\u{ab}']) => {
            "no report has all of this as it is quoted"
        }
        (false, true) => "no report has any of these words",
    }
}

fn text(answer: &Answer, args: &Args) {
    for found in &answer.results {
        show::line(format!("{}  {}", found.card.id, found.card.title));
        show::line(format!("             {}", found.card.takeaway));
    }
    let shown = answer.results.len();
    show::line(match answer.total {
        0 => none(args).to_owned(),
        total => {
            let reports = if total == 1 { "report" } else { "reports" };
            let have = if answer.with_all == 1 { "has" } else { "have" };
            format!("{shown} of {total} {reports}; {} {have} every word", answer.with_all)
        }
    });
    for also in &answer.also {
        show::note(said(also));
    }
    if !answer.missing.is_empty() {
        show::note(format!("in no report: {}", answer.missing.join(", ")));
    }
    if answer.cut {
        show::note("the query is very long; its end was left out");
    }
}

fn said(also: &Also) -> String {
    let with = also.with.join(", ");
    match also.because {
        Because::SameMeaning => format!("for {}, also searched: {with}", also.word),
        Because::Spelling => format!("few reports have {}; also searched: {with}", also.word),
    }
}

fn limit(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(limit @ 1..=1000) => Ok(limit),
        _ => Err("a number from 1 to 1000".to_owned()),
    }
}

fn filter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((field, value)) if !field.is_empty() && !value.is_empty() => {
            Ok((field.to_owned(), value.to_owned()))
        }
        _ => Err("a field and a value, for instance activity=traffic-stop".to_owned()),
    }
}
