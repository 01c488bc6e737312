//! The body of a report: its sections and the marks in them.

use crate::finding::Finding;
use crate::mark::marks_in;
use crate::near_miss::Publication;
use crate::rules;
use crate::section::Section;
use crate::source::{Document, Place};
use crate::taxonomy::Taxonomy;

/// Longest takeaway, in characters: read at a glance, printed in one line of a handout.
const MAX_TAKEAWAY: usize = 140;

type Found = (Section, usize, Box<str>);

pub(super) fn read(
    document: &Document<'_>,
    publication: Option<Publication>,
    imported: bool,
    taxonomy: &Taxonomy,
    findings: &mut Vec<Finding>,
) -> Box<[Found]> {
    let sections = split(document, findings);
    check_order(document, &sections, findings);
    let mut kept: Vec<Found> = Vec::with_capacity(sections.len());
    for section in sections {
        let source = document.source;
        let heading = Place::line_start(section.line, section.kind.heading().len() + 3);
        if let Some((_, first, _)) = kept.iter().find(|(kind, ..)| *kind == section.kind) {
            findings.push(rules::section_repeated::finding(source, heading, section.kind.heading(), *first));
            continue;
        }
        if section.text.trim().is_empty() {
            findings.push(rules::section_empty::finding(source, heading, section.kind.heading()));
        }
        if section.kind == Section::EventSummary && publication == Some(Publication::LessonsOnly) {
            findings.push(rules::event_summary_not_allowed::finding(source, heading));
        }
        if section.text.trim() == section.kind.prompt() {
            findings.push(rules::prompt_left::finding(source, heading));
        }
        check_nesting(document, &section, findings);
        check_marks(document, &section, taxonomy, findings);
        let (blank_lines, text) = without_blank_lines(section.text);
        kept.push((section.kind, section.line + 1 + blank_lines, text.into()));
    }
    if let Some((_, line, text)) = kept.iter().find(|(kind, ..)| *kind == Section::Takeaway) {
        check_takeaway(document, *line, text, findings);
    }
    for required in required(publication, imported) {
        if !kept.iter().any(|(kind, ..)| *kind == required) {
            let place = Place::line_start(document.body_line - 1, 3);
            findings.push(rules::section_missing::finding(document.source, place, required.heading()));
        }
    }
    kept.sort_by_key(|(kind, ..)| *kind);
    kept.into_boxed_slice()
}

/// An imported report was written for another form: it may lack the lessons.
fn required(publication: Option<Publication>, imported: bool) -> Vec<Section> {
    let mut required = vec![Section::Takeaway];
    if publication == Some(Publication::Full) {
        required.push(Section::EventSummary);
    }
    if !imported {
        required.push(Section::Lessons);
    }
    required
}

/// A text without the blank lines around it, and how many stood before it.
fn without_blank_lines(text: &str) -> (usize, &str) {
    let start = text.len() - text.trim_start().len();
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    (text[..line].matches('\n').count(), text[line..].trim_end())
}

struct Piece<'a> {
    kind: Section,
    line: usize,
    text: &'a str,
}

/// Cuts the body at its `## ` lines; a fenced block may hold such a line as text.
fn split<'a>(document: &Document<'a>, findings: &mut Vec<Finding>) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let mut open: Option<(Section, usize, usize)> = None;
    let mut fence: Option<&str> = None;
    let mut at = 0;
    let mut outside = false;
    for (line, text) in (document.body_line..).zip(document.body.split_inclusive('\n')) {
        let start = at;
        at += text.len();
        let trimmed = text.trim_end();
        if let Some(mark) = fence_mark(trimmed) {
            fence = match fence {
                Some(own) if own == mark => None,
                Some(own) => Some(own),
                None => Some(mark),
            };
        }
        let title = if fence.is_none() { heading(trimmed) } else { None };
        let place = Place::line_start(line, trimmed.chars().count());
        match title {
            Some((2, title)) => {
                if let Some((kind, line, from)) = open.take() {
                    pieces.push(Piece { kind, line, text: &document.body[from..start] });
                }
                outside = true;
                if let Some(kind) = Section::from_heading(title) {
                    open = Some((kind, line, at));
                } else {
                    let known = Section::ALL.map(Section::heading);
                    findings.push(rules::section_unknown::finding(document.source, place, title, &known));
                }
            }
            Some((1, _)) => findings.push(rules::heading_level::finding(document.source, place)),
            // Said once: what follows it is the same mistake.
            _ if open.is_none() && !outside && !trimmed.is_empty() => {
                outside = true;
                findings.push(rules::text_outside_sections::finding(document.source, place));
            }
            _ => {}
        }
    }
    if let Some((kind, line, from)) = open {
        pieces.push(Piece { kind, line, text: &document.body[from..] });
    }
    pieces
}

fn fence_mark(line: &str) -> Option<&'static str> {
    let line = line.trim_start();
    ["```", "~~~"].into_iter().find(|mark| line.starts_with(mark))
}

/// Level and words of an ATX heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let words = line.get(level..)?;
    ((1..=6).contains(&level) && words.starts_with(' '))
        .then(|| (level, words.trim().trim_end_matches('#').trim_end()))
}

fn check_order(document: &Document<'_>, pieces: &[Piece<'_>], findings: &mut Vec<Finding>) {
    for pair in pieces.windows(2) {
        let [before, after] = pair else { continue };
        if after.kind < before.kind {
            let place = Place::line_start(after.line, after.kind.heading().len() + 3);
            findings.push(rules::section_order::finding(
                document.source,
                place,
                after.kind.heading(),
                before.kind.heading(),
            ));
        }
    }
}

fn check_takeaway(document: &Document<'_>, line: usize, text: &str, findings: &mut Vec<Finding>) {
    let Some(first) = text.lines().next() else { return };
    let length = text.chars().count();
    let place = Place::line_start(line, first.chars().count());
    if text.contains('\n') {
        findings.push(rules::takeaway_paragraphs::finding(document.source, place));
    } else if !text.contains(char::is_alphanumeric) {
        findings.push(rules::text_blank::finding(document.source, place, "takeaway"));
    } else if length > MAX_TAKEAWAY {
        findings.push(rules::text_length::finding(document.source, place, "takeaway", length, MAX_TAKEAWAY));
    }
}

/// Most odd marks that are told in a section: a writer who made so many makes one mistake, not a thousand.
const MAX_MARK_FINDINGS: usize = 100;

fn check_marks(document: &Document<'_>, piece: &Piece<'_>, taxonomy: &Taxonomy, findings: &mut Vec<Finding>) {
    if !piece.text.contains('[') {
        return;
    }
    let known: Vec<&str> = taxonomy.marks.iter().map(|kind| kind.id.as_str()).collect();
    let odd = marks_in(piece.text, taxonomy).into_iter().filter(|mark| mark.kind.is_none());
    for mark in odd.take(MAX_MARK_FINDINGS) {
        let before = &piece.text[..mark.range.start];
        let on_its_line = mark.inner.lines().next().unwrap_or_default();
        let place = Place {
            line: piece.line + 1 + before.matches('\n').count(),
            column: before.rsplit('\n').next().unwrap_or_default().chars().count() + 1,
            length: on_its_line.chars().count() + 2,
        };
        findings.push(rules::unknown_mark::finding(document.source, place, mark.inner, &known));
    }
}

/// Deepest nesting on one line: the time to render it grows with the square.
const MAX_NESTING: usize = 8;

fn check_nesting(document: &Document<'_>, piece: &Piece<'_>, findings: &mut Vec<Finding>) {
    for (number, line) in piece.text.split('\n').enumerate() {
        let mut rest = line.trim_start();
        let mut depth = 0;
        while let Some(inner) = inside(rest) {
            rest = inner.trim_start();
            depth += 1;
        }
        if depth > MAX_NESTING {
            let place = Place::line_start(piece.line + 1 + number, line.chars().count());
            findings.push(rules::nesting::finding(document.source, place, MAX_NESTING));
            return;
        }
    }
}

/// What follows the sign of a list or quotation at the start of a line.
fn inside(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix('>') {
        return Some(rest);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let sign = &line[digits..];
    let sign = if digits > 0 { sign.strip_prefix(['.', ')']) } else { sign.strip_prefix(['-', '*', '+']) }?;
    sign.starts_with(' ').then_some(sign)
}
