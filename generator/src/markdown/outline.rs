//! The ids of headings.

use std::collections::HashMap;

/// The id of a heading: its words in lower case, everything but letters and digits as single hyphens.
#[must_use]
pub fn anchor(heading: &str) -> String {
    let mut id = String::with_capacity(heading.len());
    for c in heading.chars().flat_map(char::to_lowercase) {
        match c {
            // Typographic quotes are part of a word: "what's" and "what’s" are the same heading.
            '\'' | '\u{2019}' => {}
            c if c.is_alphanumeric() => id.push(c),
            _ if id.ends_with('-') || id.is_empty() => {}
            _ => id.push('-'),
        }
    }
    let id = id.trim_end_matches('-');
    match id {
        "" => "section".to_owned(),
        // The page's own ids.
        "main" | "night" => format!("{id}-2"),
        id => id.to_owned(),
    }
}

/// Gives each heading of a page an id of its own.
#[derive(Debug, Default)]
pub struct Anchors {
    given: HashMap<String, u32>,
}

impl Anchors {
    /// The id of the page's next heading.
    pub fn next(&mut self, heading: &str) -> String {
        let id = anchor(heading);
        let times = self.given.entry(id.clone()).or_default();
        *times += 1;
        if *times == 1 { id } else { format!("{id}-{times}") }
    }
}
