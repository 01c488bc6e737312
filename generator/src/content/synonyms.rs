//! `synonyms.yaml`: words that mean the same to the people of a library, so that searching one finds the others.

use std::collections::HashMap;

use report::yaml::{Kind, Node, Word};
use report::{Finding, Keys, Source};
use search_index::analysis::tokens;
use search_index::format::{Synonym, SynonymGroup};

use crate::check::rules;

/// Most words of a phrase.
const MOST_WORDS: usize = 4;

pub(super) fn read(source: &Source<'_>, findings: &mut Vec<Finding>) -> Option<Vec<SynonymGroup>> {
    let mut keys = Keys::read(source, source.text, 1, findings)?;
    keys.required("version", "1", findings);
    let mut groups = Vec::new();
    let mut lines: HashMap<String, usize> = HashMap::new();
    for node in items(keys.node("same")) {
        let mut group = Vec::new();
        for node in items(Some(node)) {
            let Some(word) = word(source, node, findings) else { continue };
            let synonym = Synonym::new(&word.text);
            let line = word.place.line;
            match lines.insert(synonym.terms(), line) {
                Some(before) => {
                    findings.push(rules::synonym_twice::finding(source, word.place, &word.text, before));
                }
                None => group.push(synonym),
            }
        }
        groups.push(SynonymGroup { from_first: false, there: 0, words: group });
    }
    if let Some(also) = keys.node("also").and_then(|node| Keys::of(source, node, findings)) {
        for (key, node) in also.into_nodes() {
            let key = Node { place: key.place, kind: Kind::Text(key.text) };
            let nodes = std::iter::once(key).chain(items(Some(node)));
            let words = nodes.filter_map(|node| word(source, node, findings));
            let words = words.map(|word| Synonym::new(&word.text)).collect();
            groups.push(SynonymGroup { from_first: true, there: 0, words });
        }
    }
    keys.finish(findings);
    groups.retain(|group| group.words.len() > 1);
    Some(groups)
}

/// What is in a list; a single value is a list of one.
fn items(node: Option<Node>) -> Vec<Node> {
    match node {
        Some(Node { kind: Kind::List(items), .. }) => items,
        Some(Node { kind: Kind::Text(text), .. }) if text.is_empty() => Vec::new(),
        Some(node) => vec![node],
        None => Vec::new(),
    }
}

/// One to four words that the search can find.
fn word(source: &Source<'_>, node: Node, findings: &mut Vec<Finding>) -> Option<Word> {
    let place = node.place;
    if let Kind::Text(text) = node.kind {
        let words = text.split(' ').count();
        let plain = text.chars().all(|c| c.is_alphanumeric() || c == ' ');
        if plain && words <= MOST_WORDS && tokens(&text).count() == words {
            return Some(Word { text, place });
        }
    }
    findings.push(rules::synonym_phrase::finding(source, place));
    None
}
