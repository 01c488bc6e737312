//! All that is wrong with a library, at once: what single files say of themselves, what files say of each
//! other, links, and plain language.

mod across;
mod identifiers;
mod language;
mod links;
pub(crate) mod rules;

use std::collections::BTreeSet;
use std::path::Path;

use report::{Finding, NearMiss, Severity, Source};

use crate::content::{Loaded, read_file};
use crate::site::Site;

/// Every finding about reports and pages that needs the whole library to be seen.
///
/// Files are read again here: only their findings need their text, and the site keeps none of it.
#[must_use]
pub fn check(site: &Site) -> Vec<Finding> {
    let mut findings = across::check(site);
    for loaded in &site.library.reports {
        texts(&loaded.path, &mut findings, |source, findings| {
            of_report(site, source, &loaded.report, findings);
        });
    }
    for page in &site.library.pages {
        texts(&page.path, &mut findings, |source, findings| {
            links::check(site, source, &page.body, page.body_line, findings);
            language::check(source, &page.body, page.body_line, findings);
        });
    }
    findings
}

/// What is wrong with the text of one report, which may lie nowhere but in memory.
pub fn of_report(site: &Site, source: &Source<'_>, report: &NearMiss, findings: &mut Vec<Finding>) {
    for (line, section) in sections(report) {
        links::check(site, source, section, line, findings);
        language::check(source, section, line, findings);
    }
    identifiers::check(source, report, findings);
}

/// What identifies in reports that have errors of another kind, and so are no part of the site: all is told at once.
#[must_use]
pub fn check_unread(findings: &[Finding]) -> Vec<Finding> {
    let of_reports =
        findings.iter().filter(|finding| finding.severity == Severity::Error).filter(|finding| {
            let path = Path::new(&finding.file);
            let folder = path.parent().and_then(Path::file_name);
            folder.is_some_and(|folder| folder == "reports")
                && path.extension().is_some_and(|ending| ending == "md")
        });
    // What a link leads to is nobody's business here.
    let is_file = |file: &&str| std::fs::symlink_metadata(file).is_ok_and(|own| own.is_file());
    let files: BTreeSet<&str> = of_reports.map(|finding| finding.file.as_str()).filter(is_file).collect();
    let mut found = Vec::new();
    for file in files {
        texts(file, &mut found, identifiers::check_unread);
    }
    found
}

/// Looks at a file's text again; one that can't be read any more is a finding.
fn texts(path: &str, findings: &mut Vec<Finding>, look: impl FnOnce(&Source<'_>, &mut Vec<Finding>)) {
    match read_file(path.as_ref()) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
            look(&Source::new(path, &text), findings);
        }
        Err(error) => findings.push(rules::unreadable_file::finding(path, &error.source.to_string())),
    }
}

/// What only makes sense between files: cheap enough for every build.
#[must_use]
pub fn check_across(site: &Site) -> Vec<Finding> {
    across::check(site)
}

fn sections(report: &NearMiss) -> impl Iterator<Item = (usize, &str)> {
    report.sections.iter().map(|(_, line, text)| (*line, text.as_ref()))
}

/// The worst finding decides the exit code.
#[must_use]
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// Findings in the order in which a person goes through files.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        (a.file.as_str(), a.line, a.column, a.rule).cmp(&(b.file.as_str(), b.line, b.column, b.rule))
    });
}

/// A report as it is named in a message about another.
fn name_of(loaded: &Loaded) -> &str {
    &loaded.path
}
