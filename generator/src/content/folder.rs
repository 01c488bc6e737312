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

/// Reads at most one byte more than `limit`: enough to see that a file is too large.
pub fn read_limited(path: &Path, limit: usize) -> Result<Vec<u8>, FileError> {
    let failed = |source| FileError { path: path.to_owned(), source };
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::with_capacity(4096);
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Reads a text file of the content folder; `None` after a finding if it isn't there or no text.
pub(super) fn read_text(
    path: &Path,
    limit: usize,
    findings: &mut Vec<Finding>,
) -> Result<Option<String>, FileError> {
    let name = path.display().to_string();
    if !path.exists() {
        findings.push(rules::missing_file::finding(&name));
        return Ok(None);
    }
    let bytes = read_limited(path, limit)?;
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
    let inside = start.canonicalize().unwrap_or_else(|_| start.clone());
    let mut files = Vec::new();
    if !start.is_dir() {
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
        if entry.path_is_symlink() {
            match path.canonicalize() {
                Ok(target) if target.starts_with(&inside) && target.is_file() => {}
                Ok(_) => {
                    findings.push(rules::outside_content::finding(&name));
                    continue;
                }
                Err(error) => {
                    findings.push(rules::unreadable_file::finding(&name, &error.to_string()));
                    continue;
                }
            }
        }
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type().is_dir() || hidden {
            continue;
        }
        if entry.depth() > 1 || path.extension().is_none_or(|extension| extension != "md") {
            findings.push(rules::stray_file::finding(&name, folder));
            continue;
        }
        files.push(path.to_owned());
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
    let bytes = read_limited(path, MAX_REPORT_BYTES)?;
    Ok(parse(&path.display().to_string(), &bytes, taxonomy))
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
