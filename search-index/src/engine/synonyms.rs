//! The library's words that mean the same.

use super::sorted::Sorted;
use crate::format::Root;

/// Longest phrase, in words.
pub(super) const LONGEST_PHRASE: usize = 4;

/// Which groups a word leads to. The words of the library are analysed by their first letter, when a word with this
/// letter is looked for: all of them would keep the first answer waiting.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    /// By the terms of a word: the groups that it leads to.
    groups: Sorted<String, Vec<usize>>,
    /// First letters of the words that are in `groups`.
    letters: Vec<char>,
}

impl Synonyms {
    fn groups(&mut self, terms: &str, root: &Root) -> &[usize] {
        if let Some(letter) = terms.chars().next().filter(|letter| !self.letters.contains(letter)) {
            self.letters.push(letter);
            for (number, group) in root.synonyms.iter().enumerate() {
                let leading = if group.from_first { 1 } else { group.words.len() };
                for word in group.words.iter().take(leading).filter(|word| may_begin(&word.shown, letter)) {
                    let terms = word.terms();
                    if terms.starts_with(letter) {
                        self.groups.entry(terms).push(number);
                    }
                }
            }
        }
        self.groups.get(terms).map_or(&[], Vec::as_slice)
    }

    /// Whether some group has these terms.
    pub(super) fn know(&mut self, terms: &str, root: &Root) -> bool {
        !self.groups(terms, root).is_empty()
    }

    /// The groups that these terms, joined by a blank, lead to: the number of each and what it finds beside them.
    pub(super) fn of(&mut self, terms: &str, root: &Root) -> Vec<(usize, Vec<String>)> {
        let mut found = Vec::new();
        for number in self.groups(terms, root) {
            let Some(group) = root.synonyms.get(*number) else { continue };
            let mut with = Vec::new();
            for (at, word) in group.words[..group.there].iter().enumerate() {
                // The first of a group that leads one way leads away from itself.
                if word.terms() != terms && !(group.from_first && at == 0) {
                    with.push(word.shown.clone());
                }
            }
            if !with.is_empty() {
                found.push((*number, with));
            }
        }
        found
    }

    /// The terms of what a group finds, to be marked.
    pub(super) fn terms(number: usize, root: &Root, to: &mut Vec<String>) {
        for word in &root.synonyms[number].words {
            to.push(word.terms());
        }
    }
}

/// Whether the first term of these words may begin with a letter. Without stemming them: stems keep their first letter.
fn may_begin(shown: &str, letter: char) -> bool {
    let first = shown.chars().next().unwrap_or(letter);
    !first.is_ascii_alphanumeric() || first.to_ascii_lowercase() == letter
}
