//! `nearmiss check --text FILE`: a text with everything marked that may identify somebody, and how much of each kind.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use identifiers::{Finding as Identifier, Kind};
use report::{Finding, Place, Severity, Source, is_hidden};

use crate::check::rules;
use crate::command::show;
use crate::run::Exit;

/// Longest text that is looked at, in bytes: a hundred times the longest report.
const MOST: u64 = 16 << 20;

pub(super) fn run(file: &Path, json: bool) -> Exit {
    let name = file.display().to_string();
    let text = match read(file) {
        Ok(text) => text,
        Err(error) => {
            show::failure(
                format!("failed to read `{name}`: {error}"),
                "name a text file in UTF-8 of at most 16 MiB, or `-`",
            );
            return Exit::Failure;
        }
    };
    let found = identifiers::find(&text);
    if json {
        let findings: Vec<Finding> = placed(&text, &found)
            .map(|(place, own)| {
                // Of a source that is no more than the words: to find a place anew for each of many takes too long.
                let source = Source::new(&name, &text[own.range.clone()]);
                let here = Place { line: 1, column: 1, length: place.length };
                let told = rules::identifier::finding(&source, here, Severity::Error, &text, own);
                Finding { line: place.line, column: place.column, excerpt: None, ..told }
            })
            .collect();
        show::line(super::as_json(&findings));
    } else {
        show::line(marked(&text, &found).trim_end());
        show::line(counted(&found));
    }
    if found.is_empty() { Exit::Success } else { Exit::Findings }
}

fn read(file: &Path) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().take(MOST + 1).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(file)?.take(MOST + 1).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > MOST {
        return Err(std::io::Error::other("it is longer than that"));
    }
    // Bytes that are no text show as U+FFFD; the rest is still looked at.
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// Each finding with its place, in one walk through the text.
fn placed<'a>(text: &'a str, found: &'a [Identifier]) -> impl Iterator<Item = (Place, &'a Identifier)> {
    let (mut line, mut column, mut at) = (1, 1, 0);
    found.iter().map(move |own| {
        for c in text[at..own.range.start].chars() {
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        at = own.range.start;
        (Place { line, column, length: text[own.range.clone()].chars().count() }, own)
    })
}

fn style(kind: Kind) -> Style {
    let colour = match kind {
        Kind::Person => AnsiColor::Red,
        Kind::Agency | Kind::Organisation | Kind::Unit => AnsiColor::Magenta,
        Kind::Place | Kind::Address | Kind::Gps => AnsiColor::Blue,
        Kind::Date | Kind::Time | Kind::Age => AnsiColor::Green,
        Kind::Quasi => AnsiColor::Yellow,
        _ => AnsiColor::Cyan,
    };
    colour.on_default().bold().underline()
}

/// The text, each finding in its kind's colour with the kind after it, so that it says the same without colour.
fn marked(text: &str, found: &[Identifier]) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for own in found {
        let style = style(own.kind);
        _ = write!(
            out,
            "{}{style}{}{style:#} ({})",
            safe(&text[at..own.range.start]),
            safe(&text[own.range.clone()]),
            own.kind.name()
        );
        at = own.range.end;
    }
    out + &safe(&text[at..])
}

/// Nothing in a text moves the cursor, changes colours or turns the direction of reading.
fn safe(text: &str) -> String {
    let hidden = |c: char| !matches!(c, '\n' | '\t') && is_hidden(c);
    text.chars().map(|c| if hidden(c) { '\u{fffd}' } else { c }).collect()
}

/// "4 findings: 2 person, 1 date, 1 unit".
fn counted(found: &[Identifier]) -> String {
    let kinds = Kind::ALL.into_iter().filter_map(|kind| {
        let count = found.iter().filter(|own| own.kind == kind).count();
        (count > 0).then(|| format!("{count} {}", kind.name()))
    });
    match found.len() {
        0 => "no findings; a person must still read it".to_owned(),
        1 => format!("1 finding: {}", kinds.collect::<String>()),
        all => format!("{all} findings: {}", kinds.collect::<Vec<_>>().join(", ")),
    }
}
