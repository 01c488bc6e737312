//! A text file under examination: its name, its text, and places in it.

use std::cell::OnceCell;

use crate::finding::{Excerpt, Finding, Severity};

/// A stretch of text on one line. Line and column count from 1, column and length in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// Line in the file; 0 stands for the file as a whole.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Number of characters.
    pub length: usize,
}

impl Place {
    /// The file as a whole.
    pub const FILE: Self = Self { line: 0, column: 0, length: 0 };

    /// The first `length` characters of a line.
    #[must_use]
    pub fn line_start(line: usize, length: usize) -> Self {
        Self { line, column: 1, length }
    }
}

/// A file's name, as the person at the terminal gave it, and its text.
#[derive(Debug)]
pub struct Source<'a> {
    /// Name of the file as it appears in findings.
    pub name: &'a str,
    /// Its whole text.
    pub text: &'a str,
    /// Where each line begins, found at the first finding: most files have none.
    line_starts: OnceCell<Vec<usize>>,
}

/// A source cut at its front matter.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// The whole file.
    pub source: &'a Source<'a>,
    /// The YAML between the two lines `---`.
    pub front_matter: &'a str,
    /// Line in the file on which `front_matter` begins.
    pub front_matter_line: usize,
    /// The Markdown after it.
    pub body: &'a str,
    /// Line in the file on which `body` begins.
    pub body_line: usize,
}

/// Widest piece of a source line shown in a finding, in characters.
const EXCERPT_WIDTH: usize = 96;

impl<'a> Source<'a> {
    /// A text and the name it is known by.
    #[must_use]
    pub fn new(name: &'a str, text: &'a str) -> Self {
        Self { name, text, line_starts: OnceCell::new() }
    }

    /// A line without its end; lines count from 1.
    fn line(&self, number: usize) -> Option<&'a str> {
        let starts = self.line_starts.get_or_init(|| {
            let ends = self.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(ends).collect()
        });
        let start = *starts.get(number.checked_sub(1)?)?;
        self.text[start..].lines().next()
    }

    /// What follows a place on its line.
    #[must_use]
    pub(crate) fn after(&self, place: Place) -> &'a str {
        let line = self.line(place.line).unwrap_or_default();
        let end = place.column.saturating_sub(1) + place.length;
        line.char_indices().nth(end).map_or("", |(at, _)| &line[at..])
    }

    /// A finding of this source at `place`; the offending text is what stands there.
    pub fn finding(
        &self,
        rule: &'static str,
        severity: Severity,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Finding {
        let line = self.line(place.line);
        let text = line.map_or_else(String::new, |line| {
            let end = place.length.min(EXCERPT_WIDTH);
            shown(line.chars().skip(place.column.saturating_sub(1)).take(end))
        });
        Finding {
            rule,
            severity,
            file: self.name.to_owned(),
            line: place.line,
            column: place.column,
            text,
            // A message may quote what stands in the file.
            message: shown(message.into().chars()),
            help: shown(help.into().chars()),
            excerpt: line.map(|line| excerpt(line, place)),
        }
    }
}

/// Cuts a window out of a long line, so that a line of a million letters still reads well.
fn excerpt(line: &str, place: Place) -> Excerpt {
    let column = place.column.saturating_sub(1);
    let from = column.saturating_sub(EXCERPT_WIDTH / 3);
    let window: Vec<char> = line.chars().skip(from).take(EXCERPT_WIDTH + 1).collect();
    let more = window.len() > EXCERPT_WIDTH;
    let cut = &window[..window.len().min(EXCERPT_WIDTH)];
    let mut shown_line = String::new();
    if from > 0 {
        shown_line.push('…');
    }
    shown_line.push_str(&shown(cut.iter().copied()));
    if more {
        shown_line.push('…');
    }
    let offset = column - from + usize::from(from > 0);
    let room = cut.len().saturating_sub(column - from);
    Excerpt { line: shown_line, offset, length: place.length.clamp(1, room.max(1)) }
}

/// What a terminal may be shown of a hostile text: no hidden characters.
pub(crate) fn shown(chars: impl Iterator<Item = char>) -> String {
    chars
        .map(|c| match c {
            '\t' => ' ',
            c if is_hidden(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// Characters that nobody sees and that change what a text is to a machine, a terminal or an eye: control characters,
/// line ends and tabs among them; those that reorder the text around them (Unicode Annex 9); blanks without width, which
/// part a name that is to be found; tags, which can hold a second text; noncharacters, which XML can't carry. Joiners
/// (U+200C, U+200D) belong to words and pictures.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    let code = c as u32;
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{fdd0}'..='\u{fdef}'
                | '\u{e0000}'..='\u{e007f}'
        )
        || code & 0xfffe == 0xfffe
}
