//! A content folder as the gate sees it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use approvals::gate::{File, Library, ReportFile};
use approvals::{Digest, others_digest};
use rayon::prelude::*;
use report::Finding;
use walkdir::WalkDir;

use crate::check::rules;
use crate::content::{Content, FileError, read_file};

/// The folders of statements, each of which is signed for itself.
pub const STATEMENTS: [&str; 5] = ["approvals/", "releases/", "roster/", "tables/", "withdrawn/"];

/// Gathers what is published, and what was said of it.
pub fn library(content: &Content) -> Result<(Library, Vec<Finding>), FileError> {
    let mut findings = Vec::new();
    let files = files(&content.root, &mut findings)?;
    let mut statements = BTreeMap::new();
    let mut others = Vec::new();
    for (inside, path) in files {
        if STATEMENTS.iter().any(|folder| inside.starts_with(folder)) {
            let name = path.display().to_string();
            statements.insert(inside, File { name, bytes: read_file(&path)? });
        } else if !is_report(&inside) {
            others.push((format!("content/{inside}"), path));
        }
    }
    if let Some(themes) = themes(&content.root) {
        let themes = self::files(&themes, &mut findings)?;
        others.extend(themes.into_iter().map(|(inside, path)| (format!("themes/{inside}"), path)));
    }
    let digests: Vec<Digest> = others
        .par_iter()
        .map(|(_, path)| Ok(Digest::of(&read_file(path)?)))
        .collect::<Result<_, FileError>>()?;
    let others = others_digest(others.iter().map(|(name, _)| name.as_str()).zip(digests));
    let reports: Vec<ReportFile> = content
        .reports
        .par_iter()
        .map(|loaded| {
            let bytes = read_file(loaded.path.as_ref())?;
            Ok(ReportFile {
                id: loaded.report.id,
                name: loaded.path.clone(),
                sha256: Digest::of(&bytes),
                sample: loaded.report.sample,
                imported: loaded.report.source_id.is_some(),
            })
        })
        .collect::<Result<_, FileError>>()?;
    let taxonomy = content.taxonomy.version.clone();
    Ok((Library { reports, taxonomy, statements, others: Some(others) }, findings))
}

/// The themes that are published with a content folder: those beside it.
fn themes(content: &Path) -> Option<PathBuf> {
    let themes = content.canonicalize().ok()?.parent()?.join("themes");
    themes.is_dir().then_some(themes)
}

/// A report that is read, and so judged by itself.
fn is_report(inside: &str) -> bool {
    let name = inside.strip_prefix("reports/").and_then(|name| name.strip_suffix(".md"));
    name.is_some_and(|name| !name.contains('/') && !name.starts_with('.'))
}

/// Every file below a folder by its path in it, with slashes. What is neither file nor folder is a finding: what a link
/// leads to isn't what was signed.
fn files(root: &Path, findings: &mut Vec<Finding>) -> Result<Vec<(String, PathBuf)>, FileError> {
    let mut files = Vec::new();
    for entry in WalkDir::new(root).min_depth(1).follow_links(false).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(root).to_owned();
            FileError { path, source: error.into() }
        })?;
        let path = entry.path();
        if entry.file_type().is_file() {
            let inside = path.strip_prefix(root).unwrap_or(path);
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            files.push((parts.join("/"), path.to_owned()));
        } else if !entry.file_type().is_dir() {
            findings.push(rules::gate_link::finding(&path.display().to_string()));
        }
    }
    Ok(files)
}
