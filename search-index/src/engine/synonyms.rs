//! The library's words that mean the same.

use super::sorted::Sorted;
use crate::format::{Root, SynonymGroup};

/// Longest phrase, in words.
pub(super) const LONGEST_PHRASE: usize = 4;

#[derive(Debug)]
pub(super) struct Synonyms {
    /// By the terms of a word: the groups that it leads to.
    groups: Sorted<String, Vec<usize>>,
}

impl Synonyms {
    pub(super) fn new(root: &Root) -> Self {
        let mut groups: Sorted<String, Vec<usize>> = Sorted::default();
        for (number, group) in root.synonyms.iter().enumerate() {
            let leading = if group.from_first { 1 } else { group.words.len() };
            for word in group.words.iter().take(leading) {
                groups.entry(word.terms.clone()).push(number);
            }
        }
        Self { groups }
    }

    /// Whether some group has these terms.
    pub(super) fn know(&self, terms: &str) -> bool {
        self.groups.get(terms).is_some()
    }

    /// The groups that these terms, joined by a blank, lead to: the term of each and what it finds beside them.
    pub(super) fn of(&self, terms: &str, root: &Root) -> Vec<(String, Vec<String>)> {
        let mut found = Vec::new();
        for number in self.groups.get(terms).into_iter().flatten() {
            let Some(group) = root.synonyms.get(*number) else { continue };
            let others = group.words[..group.there].iter().filter(|word| word.terms != terms);
            let others = others.skip(usize::from(group.from_first && group.words[0].terms != terms));
            let with: Vec<String> = others.map(|word| word.shown.clone()).collect();
            if !with.is_empty() {
                found.push((SynonymGroup::term(*number), with));
            }
        }
        found
    }

    /// The terms of what a group finds, to be marked.
    pub(super) fn terms<'a>(term: &str, root: &'a Root) -> impl Iterator<Item = &'a str> {
        let group = (0..root.synonyms.len()).find(|number| SynonymGroup::term(*number) == term);
        let words = group.and_then(|number| root.synonyms.get(number)).map_or(&[][..], |group| &group.words);
        words.iter().map(|word| word.terms.as_str())
    }
}
