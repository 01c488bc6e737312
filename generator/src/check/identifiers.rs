//! What a published report says that may identify somebody.

use std::collections::HashSet;
use std::ops::Range;

use identifiers::{Confidence, Finding as Identifier};
use report::{Finding, NearMiss, Place, Severity, Source};

use super::links::place;
use super::{rules, sections};
use crate::markdown::plain;

/// Checks title, sections, and what stands beside them in the file: readers of the site don't see comments, readers of
/// the repository do. What is found in a report that came from another library, where it was reviewed, is a warning.
pub(super) fn check(source: &Source<'_>, report: &NearMiss, findings: &mut Vec<Finding>) {
    let mut look = Look { source, report, used: vec![false; report.allowed.len()], findings };
    let title = title_place(source.text, &report.title);
    look.at(&report.title, |range, length| {
        let before = report.title[..range.start].chars().count();
        Place { line: title.line, column: title.column + before, length }
    });
    for (line, text) in sections(report) {
        let written = look.at(text, |range, length| place(text, range, line, length));
        if text.contains(['\\', '*', '_', '&', '`']) {
            look.shown(&plain(text), &written, line);
        }
    }
    for (line, column, comment) in comments(source.text) {
        look.at(comment, |range, length| {
            let before = comment[..range.start].chars().count();
            Place { line, column: column + before, length }
        });
    }
    look.reasons();
}

/// Looks at a report whose fields can't be read: a slip in a field must not hide a name. What stands somewhere in the fields may be
/// allowed there, and is left alone.
pub(super) fn check_unread(source: &Source<'_>, findings: &mut Vec<Finding>) {
    let end = source.text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n")).map_or(0, |at| at + 9);
    let (fields, body) = source.text.split_at(end);
    let (line, allowed) = (fields.lines().count() + 1, unbroken(fields));
    let imported = fields.contains("\nsource_id:");
    // Headings are the house's own words.
    let lines = body.split_inclusive('\n').map(|line| {
        if line.starts_with('#') {
            line.replace(|c: char| c.is_ascii() && c != '\n', " ")
        } else {
            line.to_owned()
        }
    });
    for own in identifiers::find(&lines.collect::<String>()) {
        let words = &body[own.range.clone()];
        if allowed.contains(&unbroken(words)) {
            continue;
        }
        let guess = imported || own.confidence == Confidence::Low;
        let severity = if guess { Severity::Warning } else { Severity::Error };
        let at = place(body, &own.range, line, words.chars().count());
        findings.push(rules::identifier::finding(source, at, severity, body, &own));
    }
}

struct Look<'a> {
    source: &'a Source<'a>,
    report: &'a NearMiss,
    /// By entry of `allow:`, whether something of it was found.
    used: Vec<bool>,
    findings: &'a mut Vec<Finding>,
}

impl Look<'_> {
    /// What may well be nothing is told, and stops nobody.
    fn severity(&self, found: &Identifier) -> Severity {
        let imported = self.report.source_id.is_some();
        if imported || found.confidence == Confidence::Low { Severity::Warning } else { Severity::Error }
    }

    /// Tells what is found in a text, whose places are known; all words that were found.
    fn at(&mut self, text: &str, at: impl Fn(&Range<usize>, usize) -> Place) -> HashSet<String> {
        let found = identifiers::find(text);
        for own in &found {
            let words = &text[own.range.clone()];
            self.tell(own, text, at(&own.range, words.chars().count()));
        }
        found.iter().map(|own| unbroken(&text[own.range.clone()])).collect()
    }

    /// Tells what is found only in a text as it is shown: Markdown can part a number that readers see whole.
    fn shown(&mut self, text: &str, written: &HashSet<String>, line: usize) {
        for own in identifiers::find(text) {
            if !written.contains(&unbroken(&text[own.range.clone()])) {
                self.tell(&own, text, Place::line_start(line, 1));
            }
        }
    }

    fn tell(&mut self, own: &Identifier, text: &str, place: Place) {
        let words = &text[own.range.clone()];
        if let Some(index) = self.report.allowed.iter().position(|allowed| allows(&allowed.text, words)) {
            self.used[index] = true;
        } else {
            let severity = self.severity(own);
            self.findings.push(rules::identifier::finding(self.source, place, severity, text, own));
        }
    }

    /// Tells what the reasons under `allow:` say themselves, and which of them have no use.
    fn reasons(self) {
        for (allowed, used) in self.report.allowed.iter().zip(&self.used) {
            for own in identifiers::find(&allowed.reason) {
                let words = &allowed.reason[own.range.clone()];
                if !allows(&allowed.text, words) {
                    let (what, severity) = (own.kind.words(), self.severity(&own));
                    self.findings.push(rules::allow_reason::finding(
                        self.source,
                        allowed,
                        words,
                        what,
                        severity,
                    ));
                }
            }
            if !used {
                self.findings.push(rules::allow_unused::finding(self.source, allowed));
            }
        }
    }
}

/// Words with one blank between, whatever quotes and dashes Markdown makes of what is typed.
fn unbroken(words: &str) -> String {
    let typed = words.chars().map(|c| match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2013}' | '\u{2014}' => '-',
        c => c,
    });
    let typed: String = typed.collect::<String>().replace('\u{2026}', "...");
    let typed = typed.replace("---", "-").replace("--", "-");
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The comments between the fields, each with its line and the column where its words begin.
fn comments(text: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    let fields = text.lines().enumerate().skip(1).take_while(|(_, line)| *line != "---");
    fields.filter_map(|(number, line)| {
        // A value in quotes ends with them.
        let value = line.find(": ").map_or(0, |at| at + 2);
        let value = value + line[value..].len() - line[value..].trim_start().len();
        let quote = line[value..].chars().next().filter(|c| matches!(c, '"' | '\''));
        let from = quote.and_then(|quote| line[value + 1..].rfind(quote)).map_or(0, |end| value + 1 + end);
        let starts = line[from..].match_indices('#').map(|(at, _)| from + at);
        let mut starts = starts.filter(|at| *at == 0 || line[..*at].ends_with([' ', '\t']));
        let at = starts.next()? + 1;
        Some((number + 1, line[..at].chars().count() + 1, &line[at..]))
    })
}

/// The very text, however its lines are broken.
fn allows(allowed: &str, words: &str) -> bool {
    unbroken(allowed) == unbroken(words)
}

/// Where the title's text begins.
fn title_place(text: &str, title: &str) -> Place {
    let line = text.lines().enumerate().skip(1).find(|(_, line)| line.starts_with("title:"));
    let Some((number, line)) = line else { return Place::line_start(1, 3) };
    // A title that YAML writes otherwise than it reads begins after its key.
    let column = line.find(title).unwrap_or("title: ".len().min(line.len()));
    Place { line: number + 1, column: line[..column].chars().count() + 1, length: 1 }
}
