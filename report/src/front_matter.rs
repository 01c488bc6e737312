//! From a file's text to its front matter and body, and from a map of keys to what they hold.

use crate::finding::Finding;
use crate::rules;
use crate::rules::wrong_type::{LIST, TEXT, YES_OR_NO};
use crate::source::{Document, Place, Source};
use crate::yaml::{self, Kind, Node, Problem, Word};

const FENCE: &str = "---";

/// Cuts a file at its front matter. `None` after a finding that says why it can't be cut.
pub fn read_document<'a>(source: &'a Source<'a>, findings: &mut Vec<Finding>) -> Option<Document<'a>> {
    let text = source.text;
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != FENCE {
        let place = Place::line_start(1, first.trim_end().chars().count());
        findings.push(rules::front_matter_missing::finding(source, place));
        return None;
    }
    let start = first.len();
    let mut end = start;
    for (line, next) in (2..).zip(lines) {
        if next.trim_end() == FENCE {
            return Some(Document {
                source,
                front_matter: &text[start..end],
                front_matter_line: 2,
                body: &text[end + next.len()..],
                body_line: line + 1,
            });
        }
        end += next.len();
    }
    findings.push(rules::front_matter_unclosed::finding(source, Place::line_start(1, FENCE.len())));
    None
}

/// The keys of a map, taken one by one; what nobody took is an unknown key in the end.
#[derive(Debug)]
pub struct Keys<'a> {
    source: &'a Source<'a>,
    entries: Vec<(Word, Option<Node>)>,
    known: Vec<&'a str>,
    /// Where the map begins.
    place: Place,
}

impl<'a> Keys<'a> {
    /// Reads a YAML text whose first line is line `first_line` of the source.
    pub fn read(
        source: &'a Source<'a>,
        text: &str,
        first_line: usize,
        findings: &mut Vec<Finding>,
    ) -> Option<Self> {
        let blanks;
        let mut text = text;
        if let Some(place) = first_tab(text, first_line) {
            findings.push(rules::tab::finding(source, place));
            blanks = text.replace('\t', " ");
            text = &blanks;
        }
        match yaml::read(text, first_line) {
            Ok(node) => {
                let keys = Self::of(source, node, findings)?;
                // What is missing in a file is missing where its fields begin.
                Some(Self { place: Place::line_start(first_line.max(2) - 1, FENCE.len()), ..keys })
            }
            Err(error) => {
                let (place, rest) = (error.place, error.problem);
                findings.push(match rest {
                    Problem::Syntax(detail) => rules::yaml_syntax::finding(source, place, &detail),
                    Problem::Alias => rules::yaml_alias::finding(source, place),
                    Problem::Depth => rules::yaml_depth::finding(source, place),
                    Problem::Key => rules::yaml_key::finding(source, place),
                    Problem::Control(code) => rules::control_character::finding(source, place, code),
                    Problem::Second => {
                        rules::yaml_syntax::finding(source, place, "a second list of fields begins here")
                    }
                });
                None
            }
        }
    }

    /// The keys of a value that should be a map.
    pub fn of(source: &'a Source<'a>, node: Node, findings: &mut Vec<Finding>) -> Option<Self> {
        let place = node.place;
        let Kind::Map(map) = node.kind else {
            findings.push(rules::wrong_type::finding(
                source,
                node.place,
                rules::wrong_type::HERE,
                rules::wrong_type::MAP,
            ));
            return None;
        };
        let mut entries: Vec<(Word, Option<Node>)> = Vec::with_capacity(map.len());
        for (key, value) in map {
            match entries.iter().find(|(earlier, _)| earlier.text == key.text) {
                Some((earlier, _)) => findings.push(rules::duplicate_key::finding(
                    source,
                    key.place,
                    &key.text,
                    earlier.place.line,
                )),
                None => entries.push((key, Some(value))),
            }
        }
        Some(Self { source, entries, known: Vec::new(), place })
    }

    /// The file these keys stand in.
    #[must_use]
    pub fn source(&self) -> &'a Source<'a> {
        self.source
    }

    /// Where a key stands; the whole file if it doesn't.
    #[must_use]
    pub fn place(&self, key: &str) -> Place {
        self.entries.iter().find(|(word, _)| word.text == key).map_or(Place::FILE, |(word, _)| word.place)
    }

    /// Whether a key stands there; one that doesn't is known from now on.
    pub fn has(&mut self, key: &'a str) -> bool {
        let found = self.entries.iter().any(|(word, _)| word.text == key);
        if !found {
            self.known.push(key);
        }
        found
    }

    /// Takes a key's value, whatever it is.
    pub fn node(&mut self, key: &'a str) -> Option<Node> {
        self.known.push(key);
        self.entries.iter_mut().find(|(word, _)| word.text == key)?.1.take()
    }

    /// Takes a text; an empty one counts as not written.
    pub fn text(&mut self, key: &'a str, findings: &mut Vec<Finding>) -> Option<Word> {
        let node = self.node(key)?;
        match node.kind {
            Kind::Text(text) if text.is_empty() => None,
            Kind::Text(text) => Some(Word { text, place: node.place }),
            _ => {
                findings.push(rules::wrong_type::finding(self.source, node.place, key, TEXT));
                None
            }
        }
    }

    /// Takes a text that must be there; `example` is shown when it isn't.
    pub fn required(&mut self, key: &'a str, example: &str, findings: &mut Vec<Finding>) -> Option<Word> {
        let written = !matches!(
            self.entries.iter().find(|(word, _)| word.text == key),
            None | Some((_, Some(Node { kind: Kind::Text(_), .. })))
        );
        let word = self.text(key, findings);
        if word.is_none() && !written {
            let place = match self.place(key) {
                Place::FILE => self.place,
                place => place,
            };
            findings.push(rules::missing_key::finding(self.source, place, key, example));
        }
        word
    }

    /// Takes `true` or `false`; absent is false.
    pub fn flag(&mut self, key: &'a str, findings: &mut Vec<Finding>) -> bool {
        match self.text(key, findings) {
            Some(word) if word.text == "true" => true,
            Some(word) if word.text != "false" => {
                findings.push(rules::wrong_type::finding(self.source, word.place, key, YES_OR_NO));
                false
            }
            _ => false,
        }
    }

    /// Takes a list of words; a single word is a list of one.
    pub fn words(&mut self, key: &'a str, findings: &mut Vec<Finding>) -> Vec<Word> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let items = match node.kind {
            Kind::List(items) => items,
            Kind::Text(ref text) if text.is_empty() => Vec::new(),
            Kind::Text(_) => vec![node],
            Kind::Map(_) => {
                findings.push(rules::wrong_type::finding(self.source, node.place, key, LIST));
                Vec::new()
            }
        };
        let mut words = Vec::with_capacity(items.len());
        for item in items {
            match item.kind {
                Kind::Text(text) if !text.is_empty() => words.push(Word { text, place: item.place }),
                _ => findings.push(rules::wrong_type::finding(self.source, item.place, key, LIST)),
            }
        }
        words
    }

    /// Takes a list of maps.
    pub fn maps(&mut self, key: &'a str, findings: &mut Vec<Finding>) -> Vec<Keys<'a>> {
        let Some(node) = self.node(key) else { return Vec::new() };
        if let Kind::List(items) = node.kind {
            items.into_iter().filter_map(|item| Keys::of(self.source, item, findings)).collect()
        } else {
            findings.push(rules::wrong_type::finding(self.source, node.place, key, LIST));
            Vec::new()
        }
    }

    /// All keys with their values, where any key may stand.
    #[must_use]
    pub fn into_nodes(self) -> Vec<(Word, Node)> {
        self.entries.into_iter().filter_map(|(word, node)| Some((word, node?))).collect()
    }

    /// Ends the reading: a key that nobody took is unknown.
    pub fn finish(self, findings: &mut Vec<Finding>) {
        for (key, value) in &self.entries {
            if value.is_some() {
                findings.push(rules::unknown_key::finding(self.source, key.place, &key.text, &self.known));
            }
        }
    }

    /// A word that stands twice where it may stand once.
    #[must_use]
    pub fn repeated(&self, list: &str, word: &Word) -> Finding {
        rules::repeated_value::finding(self.source, word.place, list, &word.text)
    }

    /// A key whose value is wrong in a way that only its reader knows.
    #[must_use]
    pub fn unknown_value(&self, word: &Word, field: &str, allowed: &[&str]) -> Finding {
        rules::unknown_value::finding(self.source, word.place, field, &word.text, allowed)
    }
}

/// YAML forbids tabs where they matter, and the parser's words for it are nobody's.
fn first_tab(text: &str, first_line: usize) -> Option<Place> {
    text.lines().enumerate().find_map(|(number, line)| {
        let at = line.chars().position(|c| c == '\t')?;
        Some(Place { line: first_line + number, column: at + 1, length: 1 })
    })
}
