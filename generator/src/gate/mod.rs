//! The gate: what may be published, from the same code in a forge's checks, in a repository's hook and in a release.
//!
//! Here files are gathered; what speaks against them is said by [`approvals::gate`].

mod folder;
mod git;
mod pushed;
mod version;

use std::path::Path;

use approvals::Digest;
use report::{Finding, Severity};

use crate::check;
use crate::command::load::{self, Input, LoadError};
use crate::content::{Content, FileError};
use crate::library::Edition;

pub use folder::{STATEMENTS, library};
pub use git::{Git, GitError, ZERO};
pub use pushed::{Branches, Push, judge_pushes};
pub use version::{Entry, Version};

/// Why something can't be judged at all.
#[derive(Debug, thiserror::Error)]
pub enum GateError {
    /// A file can't be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// Content or theme can't be used.
    #[error("{0}")]
    Load(String),
    /// The repository doesn't answer.
    #[error(transparent)]
    Git(#[from] GitError),
    /// The machine refuses.
    #[error("can't lay out the pushed files: {0}")]
    Io(#[from] std::io::Error),
}

impl From<LoadError> for GateError {
    fn from(error: LoadError) -> Self {
        Self::Load(error.to_string())
    }
}

/// What approvals say against a content folder that was read already.
pub fn judge(content: &Content, root: Digest) -> Result<Vec<Finding>, FileError> {
    let (library, mut findings) = folder::library(content)?;
    findings.extend(approvals::gate::judge(&library, root));
    Ok(findings)
}

/// What speaks against a change that touches these files alone, of all that speaks against the library with it.
///
/// A new roster and a withdrawal take back; they bring nothing to readers. Such a change is judged by itself: what a compromised
/// key signed is void as soon as a roster says so, and only then can it be withdrawn or approved anew.
#[must_use]
pub fn against_change<'p>(
    mut findings: Vec<Finding>,
    changed: impl IntoIterator<Item = &'p str>,
) -> Vec<Finding> {
    const TAKES_BACK: [&str; 2] = ["content/roster/", "content/withdrawn/"];
    let starts = |path: &str, folders: &[&str]| folders.iter().any(|folder| path.starts_with(folder));
    if changed.into_iter().all(|path| starts(path, &TAKES_BACK)) {
        let stood = ["content/approvals/", "content/releases/", "content/reports/", "content/tables/"];
        findings.retain(|finding| !starts(&finding.file, &stood));
    }
    findings
}

/// Everything that speaks against publishing a content folder: what `check` says, and what approvals say.
pub fn examine(content: &Path, root: Digest) -> Result<Vec<Finding>, GateError> {
    let beside = content.parent().map(|parent| parent.join("themes/default"));
    let theme = beside.filter(|theme| theme.is_dir());
    let (site, mut findings) = load::site(&Input::of(content, theme), Edition::Preview)?;
    if let Some(site) = site.map_err(LoadError::from)? {
        findings.extend(check::check(&site));
    }
    // A library that can't be read whole can't be judged.
    let (read, _) = Content::read(content).map_err(LoadError::from)?;
    if let Some(content) = read {
        findings.extend(judge(&content, root)?);
    }
    findings.retain(|finding| finding.severity == Severity::Error);
    check::sort(&mut findings);
    findings.dedup();
    Ok(findings)
}
