//! The prose pages: about, questions, privacy.

use std::path::Path;

use report::{Finding, Keys, Source, read_document};

use super::folder::{self, FileError};
use crate::check::rules;

/// Largest prose page, in bytes.
const MAX_PAGE_BYTES: usize = 1 << 20;

/// A page in `content/pages/`.
#[derive(Debug, Clone)]
pub struct Page {
    /// The file, as it is named in findings.
    pub path: String,
    /// Name of the file without `.md`, which is the page's address.
    pub name: String,
    /// Its heading.
    pub title: String,
    /// One sentence for search engines.
    pub description: String,
    /// The short words for links to it.
    pub menu: String,
    /// Markdown.
    pub body: String,
    /// Line of the file on which the body begins.
    pub body_line: usize,
}

pub(super) fn read_all(root: &Path, findings: &mut Vec<Finding>) -> Result<Vec<Page>, FileError> {
    let mut pages = Vec::new();
    for path in folder::markdown_files(root, "pages", findings) {
        if let Some(text) = folder::read_text(root, &path, MAX_PAGE_BYTES, findings)? {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let shown = path.display().to_string();
            if !is_address(&name) {
                findings.push(rules::page_name::finding(&shown, &name));
                continue;
            }
            pages.extend(read(&Source::new(&shown, &text), name, findings));
        }
    }
    Ok(pages)
}

fn read(source: &Source<'_>, name: String, findings: &mut Vec<Finding>) -> Option<Page> {
    let document = read_document(source, findings)?;
    let mut keys = Keys::read(source, document.front_matter, document.front_matter_line, findings)?;
    let title = keys.required("title", "What a near miss is", findings);
    let description = keys.required("description", "one sentence", findings);
    let menu = keys.text("menu", findings);
    keys.finish(findings);
    let title = title?.text;
    Some(Page {
        path: source.name.to_owned(),
        name,
        menu: menu.map_or_else(|| title.clone(), |word| word.text),
        title,
        description: description?.text,
        body: document.body.to_owned(),
        body_line: document.body_line,
    })
}

/// First parts of the library's own addresses.
const TAKEN: [&str; 9] =
    ["reports", "topics", "data", "assets", "offline", "search", "trends", "intake", "page"];

fn is_address(name: &str) -> bool {
    !name.is_empty()
        && !TAKEN.contains(&name)
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
