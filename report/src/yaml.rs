//! YAML as the writers of reports use it: keys, words and lists, each with its place.
//!
//! A small tree over the events of `saphyr-parser`. Values are kept as written (`1` and `"1"` are
//! the same word, `no` is no boolean), because every value here is a word of the taxonomy or a
//! text. Aliases, anchors and tags are refused: nobody needs them, and they are how a small file
//! becomes a big one.

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use crate::source::{Place, is_hidden};

/// A value with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub place: Place,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A word or text; empty when nothing was written.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and their values, in the order of the file, repeated keys included.
    Map(Vec<(Word, Node)>),
}

/// A word with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// Why a YAML text can't be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlError {
    /// What is wrong.
    pub problem: Problem,
    /// Where.
    pub place: Place,
}

/// What can be wrong with a YAML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Not YAML; the parser's own words.
    Syntax(String),
    /// An alias, an anchor or a tag.
    Alias,
    /// Nested deeper than [`MAX_DEPTH`].
    Depth,
    /// A key that is no word.
    Key,
    /// A second document after `...` or `---`.
    Second,
    /// A character that can't be seen, written as an escape.
    Control(u32),
}

/// Deepest nesting that a file of ours has any use for.
pub const MAX_DEPTH: usize = 8;

/// Reads `text`, whose first line is line `first_line` of its file.
pub fn read(text: &str, first_line: usize) -> Result<Node, YamlError> {
    let mut reader = Reader { parser: Parser::new_from_str(text), first_line };
    let mut root = None;
    loop {
        match reader.next()? {
            (Event::StreamEnd, _) => break,
            (Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd, _) => {}
            // What stands after the end of the first document would be read by nobody.
            (_, place) if root.is_some() => return Err(YamlError { problem: Problem::Second, place }),
            (event, place) => root = Some(reader.node(event, place, 0)?),
        }
    }
    // A file of nothing but comments is an empty map, like an empty file.
    Ok(root.filter(|node| node.kind != Kind::Text(String::new())).unwrap_or_else(|| empty_map(first_line)))
}

fn empty_map(line: usize) -> Node {
    Node { kind: Kind::Map(Vec::new()), place: Place::line_start(line, 1) }
}

struct Reader<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    first_line: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Place), YamlError> {
        match self.parser.next_event() {
            None => Ok((Event::StreamEnd, Place::line_start(self.first_line, 1))),
            Some(Ok((event, span))) => Ok((event, self.place(span))),
            Some(Err(error)) => {
                let place = self.place(Span::empty(*error.marker()));
                Err(YamlError { problem: Problem::Syntax(error.info().to_owned()), place })
            }
        }
    }

    fn place(&self, span: Span) -> Place {
        let length = if span.start.line() == span.end.line() {
            span.end.col().saturating_sub(span.start.col())
        } else {
            1
        };
        Place {
            line: span.start.line() + self.first_line - 1,
            column: span.start.col() + 1,
            length: length.max(1),
        }
    }

    fn node(&mut self, event: Event<'a>, place: Place, depth: usize) -> Result<Node, YamlError> {
        if depth > MAX_DEPTH {
            return Err(YamlError { problem: Problem::Depth, place });
        }
        let kind = match event {
            Event::Scalar(text, style, 0, None) => {
                let text = word(&text, style);
                if let Some(c) = text.chars().find(|c| is_hidden(*c)) {
                    return Err(YamlError { problem: Problem::Control(c as u32), place });
                }
                Kind::Text(text)
            }
            Event::SequenceStart(0, None) => {
                let mut list = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break Kind::List(list),
                        (event, place) => list.push(self.node(event, place, depth + 1)?),
                    }
                }
            }
            Event::MappingStart(0, None) => {
                let mut map = Vec::new();
                loop {
                    let (event, key_place) = self.next()?;
                    if matches!(event, Event::MappingEnd) {
                        break Kind::Map(map);
                    }
                    let Kind::Text(text) = self.node(event, key_place, depth + 1)?.kind else {
                        return Err(YamlError { problem: Problem::Key, place: key_place });
                    };
                    let (event, value_place) = self.next()?;
                    let value = self.node(event, value_place, depth + 1)?;
                    map.push((Word { text, place: key_place }, value));
                }
            }
            Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) | Event::Alias(_) => {
                return Err(YamlError { problem: Problem::Alias, place });
            }
            _ => {
                return Err(YamlError {
                    problem: Problem::Syntax("the text ends too early".to_owned()),
                    place,
                });
            }
        };
        Ok(Node { kind, place })
    }
}

/// A plain `~` or `null` says "nothing"; everything else is taken as written.
fn word(text: &str, style: ScalarStyle) -> String {
    match (style, text) {
        (ScalarStyle::Plain, "~" | "null") => String::new(),
        // A text in a block ends with the end of its line.
        (ScalarStyle::Literal | ScalarStyle::Folded, _) => text.trim_end().to_owned(),
        _ => text.to_owned(),
    }
}
