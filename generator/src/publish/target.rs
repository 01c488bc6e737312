//! What may be replaced by a new site.

use std::collections::HashSet;
use std::path::Path;

use walkdir::WalkDir;

use super::PublishError;
use crate::site::{HEADERS_MARK, Site};

/// The target may be absent, empty, or a site of ours with nothing else in it.
pub(super) fn check(site: &Site, out: &Path) -> Result<(), PublishError> {
    let not_ours = || PublishError::NotASite(out.to_owned());
    if !out.exists() {
        return Ok(());
    }
    let entries = std::fs::read_dir(out).map_err(|_| not_ours())?;
    let names: Vec<String> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    let headers = std::fs::read_to_string(out.join("_headers")).unwrap_or_default();
    let ours: Vec<&str> = match headers.strip_prefix(HEADERS_MARK).and_then(|rest| rest.lines().next()) {
        Some(list) => list.split_whitespace().collect(),
        None => return Err(not_ours()),
    };
    // A compressed file lies beside its own.
    let known = |name: &str| {
        let plain = name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz")).unwrap_or(name);
        ours.contains(&plain)
    };
    match names.into_iter().find(|name| !known(name)).or_else(|| foreign(site, out)) {
        Some(name) => Err(PublishError::Foreign { out: out.to_owned(), name }),
        None => Ok(()),
    }
}

/// The first file below a folder of the old site that isn't one of ours, by its name: reports come and go, but all are pages
/// and feeds; what the pages load carries a digest.
fn foreign(site: &Site, out: &Path) -> Option<String> {
    let files: HashSet<String> =
        site.addresses().iter().map(|address| crate::site::file_of(&site.path(address))).collect();
    let ours = |path: &str| {
        let plain = path.strip_suffix(".br").or_else(|| path.strip_suffix(".gz")).unwrap_or(path);
        let name = plain.rsplit('/').next().unwrap_or(plain);
        // A site may have had a form or a search that the new one hasn't.
        matches!(plain, "share/recipients.txt" | "search/index.json")
            || matches!(name, "index.html" | "feed.xml" | "feed.json")
            || ["data/", "_intake/", "assets/search/"].iter().any(|folder| plain.starts_with(folder))
            || plain.starts_with("assets/") && name.split('.').any(is_digest)
            || files.contains(plain)
    };
    let entries = WalkDir::new(out).min_depth(2).into_iter().filter_map(Result::ok);
    let mut paths = entries
        .filter(|entry| !entry.file_type().is_dir())
        .filter_map(|entry| Some(entry.path().strip_prefix(out).ok()?.to_string_lossy().into_owned()));
    paths.find(|path| !ours(path))
}

/// Part of a name that says what is in the file.
fn is_digest(part: &str) -> bool {
    part.len() == 10 && part.bytes().all(|byte| byte.is_ascii_hexdigit())
}
