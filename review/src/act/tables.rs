//! Protected tables of a closed quarter: computed from the sealed ledger, tried by the attacker, signed by two, and put
//! into the library. No row of the ledger ever leaves the vault.

use std::collections::BTreeSet;

use approvals::Namespace;
use generator::library::{Edition, Library};
use generator::trends::tables::Table;

use super::Review;
use super::main_branch::{Put, Wanted, put_on_main};
use super::release::signers;
use crate::disclosure::{attacker, protect, tables};
use crate::ledger::{Row, quarter};
use crate::refusal::Stop;
use crate::repository::{Change, NO_TIME};
use crate::sign::SigningKey;

/// Tables of a quarter under way or released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedTables {
    /// The quarter.
    pub quarter: String,
    /// The quarters whose reports are counted.
    pub covers: Vec<String>,
    /// How many tables.
    pub tables: usize,
    /// How many cells are hidden.
    pub hidden: usize,
    /// Who signed them.
    pub signers: Vec<String>,
    /// What became of them; `None` if it takes one more signature.
    pub put: Option<Put>,
}

/// Computes the tables of a closed quarter and signs them; with the second signature they go into the library.
pub fn release_tables(
    review: &Review,
    by: &str,
    key: &SigningKey,
    wanted: Option<&str>,
    k: u32,
) -> Result<ReleasedTables, Stop> {
    let reviewer = review.published.reviewer(by)?;
    let (quarter, covers) = period(review, wanted)?;
    let rows: Vec<Row> =
        review.store.rows()?.into_iter().filter(|row| covers.contains(&row.quarter)).collect();
    enough(&quarter, &rows, k)?;
    let library = Library::new(review.published.content.clone(), Edition::Release);
    let told = tables::told(&library, &covers);
    let counted = tables::count(&library.taxonomy, &told, &rows, k);
    let protected = protect::protect(&counted);
    // Once more over what is really told: a mistake in the protection must not become a release.
    if let Some(range) = attacker::narrowed(&protected.secret).first() {
        let message = format!("a hidden number could be narrowed to {} to {}", range.least, range.most);
        return Err(Stop::refused("disclosure", message, "tell the developers; nothing was released"));
    }
    let tables = protected.tables(&quarter, &covers);
    let text = as_text(&tables);
    let signature = key.sign(reviewer, Namespace::Tables, text.as_bytes())?;
    let (branch, path) = (format!("tables/{quarter}"), format!("content/tables/{quarter}.json"));
    let before = review.repository.branch(&branch)?;
    let begun = |name: &str| match &before {
        Some(commit) => review.repository.file(commit, name),
        None => Ok(None),
    };
    // Signatures over other numbers are void: a report was decided about since.
    let same = begun(&path)?.is_some_and(|bytes| bytes == text.as_bytes());
    let mut signatures = if same { begun(&format!("{path}.sig"))?.unwrap_or_default() } else { Vec::new() };
    if !signers(review, Namespace::Tables, text.as_bytes(), &signatures).contains(by) {
        signatures.extend_from_slice(signature.as_bytes());
    }
    let signers: Vec<String> =
        signers(review, Namespace::Tables, text.as_bytes(), &signatures).into_iter().collect();
    let changes = [Change::put(path.clone(), text), Change::put(format!("{path}.sig"), signatures)];
    let message = format!("Tables of {quarter}\n");
    let put = if signers.len() >= 2 {
        let wanted = Wanted { changes: &changes, message: &message, branch: &branch, still: &|| Ok(()) };
        let put = put_on_main(review, &wanted)?;
        if put == Put::Done && before.is_some() {
            review.repository.delete_branch(&branch)?;
        }
        Some(put)
    } else {
        let commit = review.repository.commit(&review.published.commit, &changes, &message, NO_TIME)?;
        review.repository.set_branch(&branch, &commit, before.as_deref())?;
        None
    };
    let hidden = tables.iter().flat_map(|table| &table.cells).filter(|cell| cell.total.is_none()).count();
    Ok(ReleasedTables { quarter, covers, tables: tables.len(), hidden, signers, put })
}

/// The quarter, which must be over, and those that wait for it. No quarter is ever counted in two releases: one
/// subtracted from the other would tell what neither does.
fn period(review: &Review, wanted: Option<&str>) -> Result<(String, Vec<String>), Stop> {
    let now = quarter(review.today);
    let released: BTreeSet<&String> = review
        .published
        .content
        .tables
        .iter()
        .flat_map(|table| table.covers.iter().chain([&table.quarter]))
        .collect();
    let rows = review.store.rows()?;
    let last = rows.iter().map(|row| &row.quarter).filter(|own| **own < now).max();
    let chosen = match (wanted, last) {
        (Some(wanted), _) => wanted.to_owned(),
        (None, Some(last)) => last.clone(),
        (None, None) => {
            let help = "tables are made when a quarter is over in which reports were decided about";
            return Err(Stop::refused("tables-nothing", "no closed quarter has anything to count", help));
        }
    };
    if chosen >= now {
        let message = format!("{chosen} isn't over");
        return Err(Stop::refused(
            "tables-open",
            message,
            "wait for its end: what is added later would show",
        ));
    }
    if released.contains(&chosen) || released.iter().any(|own| ***own > *chosen) {
        let message = format!("{chosen} is counted in a release already");
        let help = "released tables are never made anew: the difference would tell what is hidden";
        return Err(Stop::refused("tables-released", message, help));
    }
    let mut covers: BTreeSet<String> = rows
        .into_iter()
        .map(|row| row.quarter)
        .filter(|own| *own <= chosen && !released.contains(own))
        .collect();
    covers.insert(chosen.clone());
    Ok((chosen, covers.into_iter().collect()))
}

/// Too few to hide among wait for the next quarter.
fn enough(quarter: &str, rows: &[Row], k: u32) -> Result<(), Stop> {
    let of = |outcomes: &[&str]| rows.iter().filter(|row| outcomes.contains(&row.outcome.as_str())).count();
    let (without_page, kept) = (of(&["data-only"]), of(&["data-only", "published"]));
    let least = usize::try_from(k).unwrap_or(usize::MAX);
    if (1..least).contains(&without_page) || kept < least {
        let message = format!("up to {quarter} there are fewer than {k} reports to hide among");
        return Err(Stop::refused("tables-wait", message, "it is counted with the next quarter"));
    }
    Ok(())
}

/// One table a line: what changed can be seen.
fn as_text(tables: &[Table]) -> String {
    let lines: Vec<String> =
        tables.iter().map(|table| serde_json::to_string(table).unwrap_or_default()).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}
