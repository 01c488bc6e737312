//! What was released when, and what was withdrawn.
//!
//! A release manifest is `releases/<n>.txt`, lines `key: value`: among them one `period: 2026-q4`
//! and one line `report: <id> <sha256>` for each report. Only the period is read here; signatures and
//! hashes are the approvals' business.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use report::{Finding, Period, ReportId};

use super::folder::{self, FileError};
use crate::check::rules;

/// Largest manifest, in bytes: a hundred thousand reports.
const MAX_MANIFEST_BYTES: usize = 16 << 20;

/// Ids of the reports with a file in `withdrawn/`. The file's presence is enough: taking a page
/// away must not fail on a formality.
pub(super) fn withdrawn(root: &Path, findings: &mut Vec<Finding>) -> Result<BTreeSet<ReportId>, FileError> {
    let mut ids = BTreeSet::new();
    for path in other_files(&root.join("withdrawn"))? {
        findings.push(rules::stray_file::finding(&path.display().to_string(), "withdrawn"));
    }
    for path in text_files(&root.join("withdrawn"))? {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        match stem.parse() {
            Ok(id) => _ = ids.insert(id),
            Err(_) => findings.push(rules::stray_file::finding(&path.display().to_string(), "withdrawn")),
        }
    }
    Ok(ids)
}

/// The period of each report that stands in a manifest.
pub(super) fn periods(
    root: &Path,
    findings: &mut Vec<Finding>,
) -> Result<BTreeMap<ReportId, Period>, FileError> {
    let mut periods = BTreeMap::new();
    for path in text_files(&root.join("releases"))? {
        let Some(text) = folder::read_text(root, &path, MAX_MANIFEST_BYTES, findings)? else { continue };
        let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
        let Some(period) = value("period").and_then(|text| text.parse::<Period>().ok()) else {
            findings.push(rules::unreadable_file::finding(
                &path.display().to_string(),
                "it has no line such as `period: 2026-q4`",
            ));
            continue;
        };
        let ids =
            text.lines().filter_map(|line| line.strip_prefix("report: ")?.split(' ').next()?.parse().ok());
        periods.extend(ids.map(|id: ReportId| (id, period)));
    }
    Ok(periods)
}

fn text_files(folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    let mut files = all_files(folder)?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    // `10.txt` comes after `2.txt`: a report that stands in both has the later period.
    files.sort_by_cached_key(|path| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        (stem.parse::<u64>().unwrap_or(u64::MAX), stem)
    });
    Ok(files)
}

/// What is neither a statement nor its signature.
fn other_files(folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    let mut files = all_files(folder)?;
    files.retain(|path| path.extension().is_none_or(|extension| extension != "txt" && extension != "sig"));
    files.sort();
    Ok(files)
}

fn all_files(folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let failed = |source| FileError { path: folder.to_owned(), source };
    std::fs::read_dir(folder).map_err(failed)?.map(|entry| Ok(entry.map_err(failed)?.path())).collect()
}
