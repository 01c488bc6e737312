//! What a published report says that may identify somebody.

use identifiers::{Confidence, Finding as Identifier};
use report::{Finding, NearMiss, Place, Severity, Source};

use super::links::place;
use super::{rules, sections};

/// Checks title and sections. A report that came from another library was reviewed there: what is found in it is one
/// warning.
pub(super) fn check(source: &Source<'_>, report: &NearMiss, findings: &mut Vec<Finding>) {
    let mut used = vec![false; report.allowed.len()];
    let imported = report.source_id.is_some();
    // What may well be nothing is told, and stops nobody.
    let severity = |own: &Identifier| {
        if imported || own.confidence == Confidence::Low { Severity::Warning } else { Severity::Error }
    };
    let mut found = Vec::new();
    let mut look = |text: &str, at: &dyn Fn(&std::ops::Range<usize>, usize) -> Place| {
        for own in identifiers::find(text) {
            let words = &text[own.range.clone()];
            if let Some(index) = report.allowed.iter().position(|allowed| allows(&allowed.text, words)) {
                used[index] = true;
            } else {
                let place = at(&own.range, words.chars().count());
                found.push(rules::identifier::finding(source, place, severity(&own), text, &own));
            }
        }
    };
    let title = title_place(source.text, &report.title);
    look(&report.title, &|range, length| {
        let before = report.title[..range.start].chars().count();
        Place { line: title.line, column: title.column + before, length }
    });
    for (line, text) in sections(report) {
        look(text, &|range, length| place(text, range, line, length));
    }
    if imported {
        found.truncate(1);
    }
    findings.extend(found);
    for allowed in &report.allowed {
        for own in identifiers::find(&allowed.reason) {
            let words = &allowed.reason[own.range.clone()];
            if !allows(&allowed.text, words) {
                let (what, severity) = (own.kind.words(), severity(&own));
                findings.push(rules::allow_reason::finding(source, allowed, words, what, severity));
            }
        }
    }
    let unused = report.allowed.iter().zip(used).filter(|(_, used)| !used);
    findings.extend(unused.map(|(allowed, _)| rules::allow_unused::finding(source, allowed)));
}

/// The very text, however its lines are broken.
fn allows(allowed: &str, words: &str) -> bool {
    allowed.split_whitespace().eq(words.split_whitespace())
}

/// Where the title's text begins.
fn title_place(text: &str, title: &str) -> Place {
    let line = text.lines().enumerate().skip(1).find(|(_, line)| line.starts_with("title:"));
    let Some((number, line)) = line else { return Place::line_start(1, 3) };
    // A title that YAML writes otherwise than it reads begins after its key.
    let column = line.find(title).unwrap_or("title: ".len().min(line.len()));
    Place { line: number + 1, column: line[..column].chars().count() + 1, length: 1 }
}
