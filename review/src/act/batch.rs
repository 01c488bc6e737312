//! A batch: one statement that approves an imported library, signed by two as a report is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use approvals::{Batch, Digest, Namespace, Role};
use generator::gate::Version;
use report::{ReportId, Severity, Taxonomy};

use super::Review;
use super::release::signers;
use crate::refusal::Stop;
use crate::repository::{Change, NO_TIME};
use crate::sign::SigningKey;

/// A batch under way, and who of the newest roster signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batched {
    /// What they signed.
    pub statement: Batch,
    /// Who.
    pub signers: Vec<String>,
    /// Whether two signed, one for each stage: the next release takes it.
    pub complete: bool,
}

impl Batched {
    pub(super) fn has(&self, id: ReportId) -> bool {
        self.statement.reports.binary_search_by_key(&id, |(own, _)| *own).is_ok()
    }

    /// Its files as they were signed.
    pub(super) fn files(&self, review: &Review) -> Result<Vec<Change>, Stop> {
        let Some(commit) = review.repository.branch(&branch(self.statement.number))? else {
            return Ok(Vec::new());
        };
        let path = path(self.statement.number);
        let mut wanted = BTreeSet::from([format!("{path}.sig"), path]);
        wanted.extend(self.statement.reports.iter().map(|(id, _)| of_report(*id)));
        let git = review.repository.git();
        let files = Version::read(git, &commit)?.contents(git, |entry| wanted.contains(&entry.path))?;
        Ok(files.into_iter().map(|(path, bytes)| Change::put(path, bytes)).collect())
    }
}

fn branch(number: u32) -> String {
    format!("batch/{number}")
}

fn path(number: u32) -> String {
    format!("content/approvals/batches/{number}.txt")
}

fn of_report(id: ReportId) -> String {
    format!("content/reports/{id}.md")
}

/// The number of the next batch.
fn next(review: &Review) -> Result<u32, Stop> {
    let files = review.repository.files(&review.published.commit, "content/approvals/batches/")?;
    let number = |path: &str| path.rsplit('/').next()?.strip_suffix(".txt")?.parse().ok();
    Ok(files.iter().filter_map(|entry| number(&entry.path)).max().unwrap_or(0) + 1)
}

/// The batch under way, if two signed it, one for each stage.
pub(super) fn complete(review: &Review) -> Result<Option<Batched>, Stop> {
    Ok(under_way(review, next(review)?)?.map(|(batched, _)| batched).filter(|batched| batched.complete))
}

/// The batch under way, with its signatures.
fn under_way(review: &Review, number: u32) -> Result<Option<(Batched, Vec<u8>)>, Stop> {
    let Some(commit) = review.repository.branch(&branch(number))? else { return Ok(None) };
    let text = review.repository.file(&commit, &path(number))?.unwrap_or_default();
    let signatures = review.repository.file(&commit, &format!("{}.sig", path(number)))?.unwrap_or_default();
    let Ok(statement) = Batch::read(&text) else { return Ok(None) };
    Ok(Some((judged(review, statement, &signatures), signatures)))
}

/// Whether a statement is of the roster and taxonomy that count now.
fn in_force(review: &Review, statement: &Batch) -> bool {
    statement.roster == review.published.number
        && Taxonomy::continues(&review.published.content.taxonomy.version, &statement.taxonomy)
}

fn judged(review: &Review, statement: Batch, signatures: &[u8]) -> Batched {
    let text = statement.to_string();
    let signers = signers(review, Namespace::Approval, text.as_bytes(), signatures);
    let has = |role: Role| {
        let known = signers.iter().filter_map(|own| review.published.roster.reviewer(own));
        known.into_iter().any(|own| own.roles.contains(&role))
    };
    let complete = in_force(review, &statement)
        && signers.len() >= 2
        && has(Role::Content)
        && has(Role::Deidentification);
    Batched { statement, signers: signers.into_iter().collect(), complete }
}

/// Signs a batch: the reports in a folder, as `nearmiss import` wrote them, or those that another reviewer signed. A batch of
/// other reports that others have signed is kept, unless this one is to `replace` it.
pub fn sign_batch(
    review: &Review,
    by: &str,
    key: &SigningKey,
    folder: Option<&Path>,
    replace: bool,
) -> Result<Batched, Stop> {
    let reviewer = review.published.reviewer(by)?;
    if reviewer.roles.is_empty() {
        let message = format!("`{by}` has no role");
        return Err(Stop::refused(
            "role",
            message,
            "leave it to a reviewer who de-identifies or writes lessons",
        ));
    }
    let number = next(review)?;
    let begun = under_way(review, number)?;
    let (statement, reports) = match (folder, &begun) {
        (Some(folder), _) => {
            let reports = read(review, folder)?;
            let taxonomy = review.published.content.taxonomy.version.clone();
            let listed = reports.iter().map(|(id, bytes)| (*id, Digest::of(bytes))).collect();
            (Batch { number, roster: review.published.number, taxonomy, reports: listed }, Some(reports))
        }
        (None, Some((batched, _))) if !in_force(review, &batched.statement) => {
            let message = "roster or taxonomy changed since this batch was signed";
            return Err(Stop::refused(
                "batch",
                message,
                "sign it anew, naming the folder with the imported reports",
            ));
        }
        (None, Some((batched, _))) => (batched.statement.clone(), None),
        (None, None) => {
            let help = "name the folder with the imported reports; the second reviewer needs to name nothing";
            return Err(Stop::refused("batch", "no batch is under way", help));
        }
    };
    if let Some((other, _)) = begun.as_ref().filter(|(other, _)| other.statement != statement) {
        // Void ones keep nobody back.
        if !replace && in_force(review, &other.statement) && other.signers.iter().any(|own| own != by) {
            let message = format!(
                "batch {number} of {} reports, signed by {}, waits for a release",
                other.statement.reports.len(),
                other.signers.join(" ")
            );
            let help = "release it first; or, if yours takes its place, add `--replace`: their signatures are void then";
            return Err(Stop::refused("batch", message, help));
        }
    }
    let text = statement.to_string();
    let mut signatures = begun
        .filter(|(batched, _)| batched.statement == statement)
        .map_or_else(Vec::new, |(_, signatures)| signatures);
    let signature = key.sign(reviewer, Namespace::Approval, text.as_bytes())?;
    if !signers(review, Namespace::Approval, text.as_bytes(), &signatures).contains(by) {
        signatures.extend_from_slice(signature.as_bytes());
    }
    let batched = judged(review, statement, &signatures);
    let before = review.repository.branch(&branch(number))?;
    let mut changes =
        vec![Change::put(path(number), text), Change::put(format!("{}.sig", path(number)), signatures)];
    let parent = match (reports, &before) {
        // The reports lie there already.
        (None, Some(before)) => before,
        (reports, _) => {
            let files = reports.into_iter().flatten();
            changes.extend(files.map(|(id, bytes)| Change::put(of_report(id), bytes)));
            &review.published.commit
        }
    };
    let commit = review.repository.commit(parent, &changes, &format!("Batch {number}\n"), NO_TIME)?;
    review.repository.set_branch(&branch(number), &commit, before.as_deref())?;
    Ok(batched)
}

/// The imported reports in a folder.
fn read(review: &Review, folder: &Path) -> Result<BTreeMap<ReportId, Vec<u8>>, Stop> {
    let shown = folder.display();
    let failed = |error: std::io::Error| {
        Stop::failed(format!("can't read `{shown}`: {error}"), "name the folder that `nearmiss import` wrote")
    };
    let mut reports = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let name = path.display().to_string();
        let bytes = std::fs::read(&path).map_err(failed)?;
        let (report, findings) = report::parse(&name, &bytes, &review.published.content.taxonomy);
        let wrong = findings.iter().find(|own| own.severity == Severity::Error);
        if let Some(finding) = wrong {
            let message = format!("{}: {}", finding.file, finding.message);
            return Err(Stop::refused(finding.rule, message, finding.help.clone()));
        }
        let Some(report) = report.filter(|own| own.source_id.is_some() && !own.sample) else {
            let help = "only imported reports are approved in a batch; have this one reviewed in two stages";
            return Err(Stop::refused("batch", format!("{name} has no `source_id`"), help));
        };
        if review.published.knows(report.id) {
            let help = "leave it out of the folder; a change of a published report is reviewed in two stages";
            return Err(Stop::refused("batch", format!("{} is published already", report.id), help));
        }
        reports.insert(report.id, bytes);
    }
    if reports.is_empty() {
        let help = "name the folder that `nearmiss import` wrote";
        return Err(Stop::refused("batch", format!("`{shown}` has no reports"), help));
    }
    Ok(reports)
}

/// Takes away the branches of batches that are in the library as they were signed; whether there were any.
pub(super) fn forget(review: &Review) -> Result<bool, Stop> {
    let published = review.repository.published()?.unwrap_or_default();
    let files = review.repository.files(&published, "content/approvals/batches/")?;
    let number = |path: &str| path.rsplit('/').next()?.strip_suffix(".txt")?.parse().ok();
    let mut forgotten = false;
    for number in files.iter().filter_map(|entry| number(&entry.path)) {
        let Some(commit) = review.repository.branch(&branch(number))? else { continue };
        let of = |commit: &str| review.repository.file(commit, &path(number));
        if of(&commit)? == of(&published)? {
            review.repository.delete_branch(&branch(number))?;
            forgotten = true;
        }
    }
    Ok(forgotten)
}
