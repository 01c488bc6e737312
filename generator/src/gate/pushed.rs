//! A push, looked at before it is taken in: what git keeps in quarantine can be read here and nowhere else.

use std::collections::HashSet;

use approvals::{Approval, Batch, Digest, Manifest};
use report::Finding;

use super::git::{Git, ZERO};
use super::version::{Version, is_plain, is_published};
use super::{GateError, STATEMENTS, against_change, examine};
use crate::check::rules;

/// One line of what git tells a `pre-receive` hook.
#[derive(Debug, Clone)]
pub struct Push {
    /// What the name stood for.
    pub old: String,
    /// What it is to stand for.
    pub new: String,
    /// The name, for instance `refs/heads/main`.
    pub name: String,
}

/// Which branches a repository takes beside what is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Branches {
    /// None: whatever is pushed is published.
    PublishedOnly,
    /// Those in which a report or a release is being signed: a private review repository.
    Review,
}

impl Push {
    /// Reads git's lines.
    #[must_use]
    pub fn read(lines: &str) -> Vec<Self> {
        let pushes = lines.lines().filter_map(|line| {
            let mut words = line.splitn(3, ' ');
            let (old, new, name) = (words.next()?, words.next()?, words.next()?);
            Some(Self { old: old.to_owned(), new: new.to_owned(), name: name.to_owned() })
        });
        pushes.collect()
    }

    fn is_of_review(&self) -> bool {
        ["refs/heads/report/", "refs/heads/release/", "refs/heads/batch/", "refs/heads/tables/"]
            .iter()
            .any(|start| self.name.starts_with(start))
    }
}

/// Everything that speaks against taking these pushes in, by the name that is pushed to.
pub fn judge_pushes(
    git: &Git,
    pushes: &[Push],
    branches: Branches,
    root: Digest,
) -> Result<Vec<(String, Vec<Finding>)>, GateError> {
    let mut judged = Vec::new();
    for push in pushes {
        if branches == Branches::Review && push.is_of_review() {
            continue;
        }
        judged.push((push.name.clone(), judge(git, push, root)?));
    }
    Ok(judged)
}

fn judge(git: &Git, push: &Push, root: Digest) -> Result<Vec<Finding>, GateError> {
    if push.new == ZERO {
        return Ok(vec![rules::push_history::deleted(&push.name)]);
    }
    let Some(commit) = git.resolve(&format!("{}^{{commit}}", push.new))? else {
        return Ok(vec![rules::push_history::no_commit(&push.name)]);
    };
    let grows = push.old == ZERO || git.says_yes(&["merge-base", "--is-ancestor", &push.old, &commit])?;
    if !grows {
        return Ok(vec![rules::push_history::forced(&push.name)]);
    }
    let version = Version::read(git, &commit)?;
    let mut findings = Vec::new();
    for entry in &version.entries {
        match entry.mode.as_str() {
            "160000" => findings.push(rules::gate_link::submodule(&entry.path)),
            _ if !is_published(&entry.path) => {}
            "120000" => findings.push(rules::gate_link::finding(&entry.path)),
            _ if !is_plain(&entry.path) => findings.push(rules::gate_link::path(&entry.path)),
            _ => {}
        }
    }
    findings.extend(history(git, push, &commit, &version)?);
    let folder = tempfile::tempdir()?;
    // Some systems reach their temporary folder by a link.
    let place = folder.path().canonicalize()?;
    version.lay_out(git, &place)?;
    let content = place.join("content");
    if content.is_dir() {
        let start = format!("{}/", place.display());
        let whole = examine(&content, root)?.into_iter().map(|mut finding| {
            for text in [&mut finding.file, &mut finding.message, &mut finding.help] {
                *text = text.replace(&start, "");
            }
            finding
        });
        let changed = match push.old.as_str() {
            // Everything is new.
            ZERO => "content\0".to_owned(),
            old => {
                let names = ["diff-tree", "-r", "-z", "--no-renames", "--name-only", old, &commit];
                String::from_utf8_lossy(&git.bytes(&names)?).into_owned()
            }
        };
        findings.extend(against_change(whole.collect(), changed.split_terminator('\0')));
    } else {
        findings.push(rules::missing_file::finding("content"));
    }
    Ok(findings)
}

/// What the commits of a push do on their way to its last version.
fn history(git: &Git, push: &Push, commit: &str, version: &Version) -> Result<Vec<Finding>, GateError> {
    let mut findings = Vec::new();
    let kept: HashSet<&str> = version.entries.iter().map(|entry| entry.object.as_str()).collect();
    // What another branch has already is new here all the same.
    let before = if push.old == ZERO { "--all" } else { push.old.as_str() };
    let commits = git.text(&["rev-list", commit, "--not", before])?;
    let mut told = HashSet::new();
    for commit in commits.lines() {
        // Against each parent: what a merge brings in counts as well.
        let changes =
            git.bytes(&["diff-tree", "-r", "-z", "-m", "--root", "--no-renames", "--no-commit-id", commit])?;
        let changes = String::from_utf8_lossy(&changes).into_owned();
        let mut fields = changes.split('\0');
        while let (Some(head), Some(path)) = (fields.next(), fields.next()) {
            let object = head.split(' ').nth(3).unwrap_or_default();
            let gone = object != ZERO && !kept.contains(object);
            if gone && is_published(path) && told.insert(path.to_owned()) {
                findings.push(rules::push_history::between(path));
            }
        }
    }
    if push.old == ZERO {
        return Ok(findings);
    }
    let changed =
        git.bytes(&["diff-tree", "-r", "-z", "--no-renames", &push.old, commit, "--", "content"])?;
    let changed = String::from_utf8_lossy(&changed).into_owned();
    let newest = newest_roster(version);
    let mut fields = changed.split('\0');
    while let (Some(head), Some(path)) = (fields.next(), fields.next()) {
        let inside = path.strip_prefix("content/").unwrap_or(path);
        let statement = STATEMENTS.iter().any(|folder| inside.starts_with(folder));
        match head.rsplit(' ').next() {
            Some("D") if statement || inside.starts_with("reports/") => {
                findings.push(rules::push_history::file_deleted(path));
            }
            Some("M" | "T") if is_for_good(inside) => findings.push(rules::push_history::rewritten(path)),
            Some("A" | "M") if statement => {
                let object = head.split(' ').nth(3).unwrap_or_default();
                let bytes = git.bytes(&["cat-file", "blob", object])?;
                if let Some(roster) = roster_of(inside, &bytes).filter(|roster| Some(*roster) != newest) {
                    findings.push(rules::push_history::old_roster(path, roster, newest.unwrap_or(0)));
                }
            }
            _ => {}
        }
    }
    Ok(findings)
}

/// What others build on: rosters and manifests.
fn is_for_good(inside: &str) -> bool {
    let numbered =
        |folder: &str, end: &str| inside.strip_prefix(folder).and_then(|name| name.strip_suffix(end));
    numbered("roster/", ".yaml").or_else(|| numbered("releases/", ".txt")).is_some()
}

fn newest_roster(version: &Version) -> Option<u32> {
    let number = |path: &str| path.strip_prefix("content/roster/")?.strip_suffix(".yaml")?.parse().ok();
    version.entries.iter().filter_map(|entry| number(&entry.path)).max()
}

/// The roster that a new statement names.
fn roster_of(inside: &str, bytes: &[u8]) -> Option<u32> {
    inside.strip_suffix(".txt")?;
    let approval = || Approval::read(bytes).ok().map(|own| own.roster);
    let batch = || Batch::read(bytes).ok().map(|own| own.roster);
    let manifest = || Manifest::read(bytes).ok().map(|own| own.roster);
    approval().or_else(batch).or_else(manifest)
}
