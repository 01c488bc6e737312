//! The gate: a library may be published if every report in it was approved twice, everything else in it was signed
//! by two, and nothing changed since.
//!
//! The files are handed over by whoever read them: from a folder, or from a push to a repository.

mod releases;
mod reports;

use std::collections::{BTreeMap, BTreeSet};

use report::{Finding, ReportId};

use crate::approval::Stage;
use crate::digest::Digest;
use crate::roster::Chain;
use crate::rules;
use crate::signature::Namespace;
use crate::withdrawal::Withdrawal;

/// A file with its bytes.
#[derive(Debug, Clone)]
pub struct File {
    /// As it is named in findings.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A statement with the file of its signatures.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Signed<'a> {
    pub(crate) file: &'a File,
    pub(crate) signature: Option<&'a File>,
}

/// What the gate must know of a report.
#[derive(Debug, Clone)]
pub struct ReportFile {
    /// Its id.
    pub id: ReportId,
    /// As it is named in findings.
    pub name: String,
    /// Its bytes.
    pub sha256: Digest,
    /// Invented, to show the form: never published, needs no approval.
    pub sample: bool,
    /// It came from another library.
    pub imported: bool,
}

/// A library as the gate sees it.
#[derive(Debug, Default)]
pub struct Library {
    /// All reports.
    pub reports: Vec<ReportFile>,
    /// The version of `taxonomy.yaml`.
    pub taxonomy: String,
    /// What lies in `approvals/`, `roster/`, `releases/`, `withdrawn/` and `tables/`, by its path in the content folder.
    pub statements: BTreeMap<String, File>,
    /// All other files of `content/` and `themes/`.
    pub others: Option<Digest>,
}

/// Everything that speaks against the rosters among these statements: to whose keys something is sealed follows from them alone.
#[must_use]
pub fn judge_rosters(mut statements: BTreeMap<String, File>, root: Digest) -> Vec<Finding> {
    statements.retain(|inside, _| inside.starts_with("roster/"));
    let library = Library { statements, ..Library::default() };
    let mut findings = Vec::new();
    let parts = Parts::of(&library, &mut findings);
    Chain::follow(&parts.rosters, root, &mut findings);
    findings
}

/// Everything that speaks against publishing this library. None: it may be published.
#[must_use]
pub fn judge(library: &Library, root: Digest) -> Vec<Finding> {
    let mut findings = Vec::new();
    let parts = Parts::of(library, &mut findings);
    let Some(chain) = Chain::follow(&parts.rosters, root, &mut findings) else { return findings };
    chain.check_allowed_signers(library.statements.get("roster/allowed_signers"), &mut findings);
    let released = releases::check(library, &parts, &chain, &mut findings);
    reports::check(library, &parts, &chain, &released, &mut findings);
    for (id, signed) in &parts.withdrawals {
        check_withdrawal(*id, signed, &chain, &mut findings);
    }
    for signed in &parts.tables {
        let signers =
            (1..=chain.number()).map(|roster| chain.signers(roster, signed, Namespace::Tables).len());
        if signers.max().unwrap_or(0) < 2 {
            findings.push(rules::tables_unsigned::finding(&signed.file.name));
        }
    }
    findings
}

/// The statements, sorted into what they are.
#[derive(Default)]
pub(crate) struct Parts<'a> {
    pub(crate) approvals: BTreeMap<(ReportId, Stage), Signed<'a>>,
    pub(crate) batches: BTreeMap<u32, Signed<'a>>,
    pub(crate) rosters: BTreeMap<u32, Signed<'a>>,
    pub(crate) releases: BTreeMap<u32, Signed<'a>>,
    pub(crate) withdrawals: BTreeMap<ReportId, Signed<'a>>,
    pub(crate) tables: Vec<Signed<'a>>,
}

impl<'a> Parts<'a> {
    fn of(library: &'a Library, findings: &mut Vec<Finding>) -> Self {
        let mut parts = Self::default();
        let mut taken = BTreeSet::from(["roster/allowed_signers".to_owned()]);
        for (path, file) in &library.statements {
            let signature = format!("{path}.sig");
            let signed = Signed { file, signature: library.statements.get(&signature) };
            if parts.take(path, signed) {
                taken.insert(path.clone());
                taken.insert(signature);
            }
        }
        for (path, file) in &library.statements {
            if !taken.contains(path) {
                findings.push(rules::unsigned_file::finding(&file.name));
            }
        }
        parts
    }

    /// Whether a path is that of a statement.
    fn take(&mut self, path: &str, signed: Signed<'a>) -> bool {
        let numbered = |name: &str, end: &str| crate::lines::number(name.strip_suffix(end)?);
        let Some((folder, name)) = path.split_once('/') else { return false };
        match folder {
            "roster" => numbered(name, ".yaml").map(|number| self.rosters.insert(number, signed)).is_some(),
            "releases" => numbered(name, ".txt").map(|number| self.releases.insert(number, signed)).is_some(),
            "withdrawn" => {
                let id = name.strip_suffix(".txt").and_then(|stem| stem.parse().ok());
                id.map(|id| self.withdrawals.insert(id, signed)).is_some()
            }
            "tables" => {
                let quarter = name.strip_suffix(".json").and_then(|stem| stem.parse::<report::Period>().ok());
                self.tables.extend(quarter.map(|_| signed));
                quarter.is_some()
            }
            "approvals" => match name.split_once('/') {
                Some(("batches", name)) => {
                    numbered(name, ".txt").map(|number| self.batches.insert(number, signed)).is_some()
                }
                Some((id, name)) => {
                    let stage = name.strip_suffix(".txt").and_then(Stage::from_word);
                    let key = id.parse().ok().zip(stage);
                    key.map(|key| self.approvals.insert(key, signed)).is_some()
                }
                None => false,
            },
            _ => false,
        }
    }
}

fn check_withdrawal(id: ReportId, signed: &Signed<'_>, chain: &Chain, findings: &mut Vec<Finding>) {
    let name = &signed.file.name;
    match Withdrawal::read(&signed.file.bytes) {
        Err(error) => findings.push(rules::statement_format::finding(signed.file, &error)),
        Ok(statement) if statement.report != id => {
            findings.push(rules::approval_report::finding(name, statement.report, id));
        }
        Ok(statement) => {
            let signers = chain.signers(statement.roster, signed, Namespace::Withdrawal);
            if !signers.iter().any(|reviewer| reviewer.id == statement.reviewer) {
                findings.push(rules::withdrawal_signature::finding(name, &statement.reviewer));
            }
        }
    }
}
