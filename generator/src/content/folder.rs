//! Walking the content folder and reading its files: the only place where reports come from disk.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use report::{Finding, MAX_REPORT_BYTES, NearMiss, Taxonomy, parse};
use walkdir::WalkDir;

use super::Loaded;
use crate::check::rules;

/// A file that can't be read, worded alike everywhere.
#[derive(Debug, thiserror::Error)]
#[error("can't read `{}`: {source}", path.display())]
pub struct FileError {
    /// The file.
    pub path: PathBuf,
    /// The machine's reason.
    pub source: io::Error,
}

/// Reads a whole file.
pub fn read_file(path: &Path) -> Result<Vec<u8>, FileError> {
    std::fs::read(path).map_err(|source| FileError { path: path.to_owned(), source })
}

/// Reads at most one byte more than `limit`, enough to see that a file is too large, and gives its whole size.
fn read_limited(path: &Path, limit: usize) -> Result<(Vec<u8>, u64), FileError> {
    let failed = |source| FileError { path: path.to_owned(), source };
    let file = File::open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    let mut bytes = Vec::with_capacity(4096);
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok((bytes, size))
}

/// What keeps a path from being read as a file of this folder: it leads out of it, or is a pipe, device or folder,
/// on which reading could wait forever.
fn obstacle(root: &Path, path: &Path) -> Option<Finding> {
    let name = path.display().to_string();
    let meta = match std::fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(error) => return Some(rules::unreadable_file::finding(&name, &error.to_string())),
    };
    if meta.is_file() {
        return None;
    }
    if !meta.is_symlink() {
        return Some(rules::not_a_file::finding(&name));
    }
    match (root.canonicalize(), path.canonicalize()) {
        (Ok(root), Ok(target)) if !target.starts_with(&root) => Some(rules::outside_content::finding(&name)),
        (Ok(_), Ok(target)) if !target.is_file() => Some(rules::not_a_file::finding(&name)),
        (Ok(_), Ok(_)) => None,
        (Err(error), _) | (_, Err(error)) => Some(rules::unreadable_file::finding(&name, &error.to_string())),
    }
}

/// Reads a text file of the content folder; `None` after a finding if it isn't there or no text.
pub(crate) fn read_text(
    root: &Path,
    path: &Path,
    limit: usize,
    findings: &mut Vec<Finding>,
) -> Result<Option<String>, FileError> {
    let name = path.display().to_string();
    if std::fs::symlink_metadata(path).is_err() {
        findings.push(rules::missing_file::finding(&name));
        return Ok(None);
    }
    if let Some(finding) = obstacle(root, path) {
        findings.push(finding);
        return Ok(None);
    }
    let (bytes, _) = read_limited(path, limit)?;
    match String::from_utf8(bytes) {
        Ok(text) if text.len() <= limit => {
            Ok(Some(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()))
        }
        Ok(_) => {
            findings
                .push(rules::unreadable_file::finding(&name, "it is larger than any such file should be"));
            Ok(None)
        }
        Err(_) => {
            findings.push(rules::unreadable_file::finding(&name, "it isn't UTF-8 text"));
            Ok(None)
        }
    }
}

/// The Markdown files directly in `root/folder`, sorted; whatever else lies there is a finding.
pub(super) fn markdown_files(root: &Path, folder: &str, findings: &mut Vec<Finding>) -> Vec<PathBuf> {
    let start = root.join(folder);
    let mut files = Vec::new();
    // Without this folder a build would publish an empty library in place of a full one.
    let inside = match (root.canonicalize(), start.canonicalize()) {
        (Ok(root), Ok(start)) => start.starts_with(root) && start.is_dir(),
        _ => false,
    };
    if !inside {
        findings.push(rules::missing_file::finding(&start.display().to_string()));
        return files;
    }
    for entry in WalkDir::new(&start).min_depth(1).follow_links(false).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(&start).display().to_string();
                findings.push(rules::unreadable_file::finding(&path, &reason(&error)));
                continue;
            }
        };
        let path = entry.path();
        let name = path.display().to_string();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let markdown = path.extension().is_some_and(|extension| extension == "md");
        if hidden || (entry.file_type().is_dir() && !markdown) {
            continue;
        }
        // What an import could not take is listed there for a person, not for the library.
        if entry.file_name() == "rejected.csv" {
            continue;
        }
        if !entry.file_type().is_file()
            && let Some(finding) = obstacle(root, path)
        {
            findings.push(finding);
        } else if entry.depth() > 1 || !markdown {
            findings.push(rules::stray_file::finding(&name, folder));
        } else {
            files.push(path.to_owned());
        }
    }
    files
}

fn reason(error: &walkdir::Error) -> String {
    error.io_error().map_or_else(|| "the links go round in a circle".to_owned(), ToString::to_string)
}

/// Reads one report.
pub(super) fn report(
    path: &Path,
    taxonomy: &Taxonomy,
) -> Result<(Option<NearMiss>, Vec<Finding>), FileError> {
    let (bytes, size) = read_limited(path, MAX_REPORT_BYTES)?;
    let name = path.display().to_string();
    if bytes.len() > MAX_REPORT_BYTES {
        return Ok((None, vec![report::too_large(&name, size)]));
    }
    Ok(parse(&name, &bytes, taxonomy))
}

/// Reads one report again, which may be gone or have become something else since.
pub(super) fn report_again(
    root: &Path,
    path: &Path,
    taxonomy: &Taxonomy,
) -> Result<(Option<NearMiss>, Vec<Finding>), FileError> {
    match obstacle(root, path) {
        Some(finding) => Ok((None, vec![finding])),
        None => report(path, taxonomy),
    }
}

/// Reads all reports, on every core, in the order of their paths.
pub(super) fn reports(root: &Path, taxonomy: &Taxonomy, findings: &mut Vec<Finding>) -> Vec<Arc<Loaded>> {
    let files = markdown_files(root, "reports", findings);
    let read: Vec<(Option<Loaded>, Vec<Finding>)> = files
        .par_iter()
        .with_min_len(64)
        .map(|path| match report(path, taxonomy) {
            Ok((report, found)) => {
                (report.map(|report| Loaded { path: path.display().to_string(), report }), found)
            }
            Err(error) => {
                let name = path.display().to_string();
                (None, vec![rules::unreadable_file::finding(&name, &error.source.to_string())])
            }
        })
        .collect();
    let mut reports = Vec::with_capacity(read.len());
    for (report, found) in read {
        reports.extend(report.map(Arc::new));
        findings.extend(found);
    }
    reports
}
