//! Who is who: each person of a text, and the mark that stands for them.

use std::collections::HashMap;

use super::ranked;
use crate::classes::Class;
use crate::finding::Span;
use crate::text::{Form, Token};

/// How many letters officers have in this text already: `[officer B]` makes it two.
fn used_letters(text: &str) -> usize {
    let after = text.match_indices("[officer ").filter_map(|(at, mark)| text.as_bytes().get(at + mark.len()));
    after
        .filter(|letter| letter.is_ascii_uppercase())
        .map(|letter| usize::from(letter - b'A') + 1)
        .max()
        .unwrap_or(0)
}

/// Persons by their names, with a letter each.
#[derive(Default)]
pub(super) struct People {
    /// Index by each word of a name.
    by_word: HashMap<String, usize>,
    officer: Vec<bool>,
    letter: Vec<Option<usize>>,
    letters: usize,
}

impl People {
    /// Nobody yet, in a text that has letters for officers already, or none.
    pub(super) fn beside(text: &str) -> Self {
        Self { letters: used_letters(text), ..Self::default() }
    }

    pub(super) fn meet(&mut self, tokens: &[Token<'_>], span: &Span) {
        let index = self.index(tokens, span);
        self.officer[index] |= ranked(tokens, span);
    }

    /// Who this is: whoever shares a word of the name, else somebody new.
    pub(super) fn index(&mut self, tokens: &[Token<'_>], span: &Span) -> usize {
        let words: Vec<&str> = tokens[span.tokens.clone()]
            .iter()
            .filter(|token| token.form == Form::Word && !token.class.any(Class::RANK.or(Class::TITLE)))
            .map(|token| token.lower.as_str())
            .collect();
        // By the family's name: two officers may share a given one. A single word may be either.
        let known = match words[..] {
            [.., family] => self.by_word.get(family).copied().or_else(|| self.initial(&words)),
            [] => None,
        };
        let index = known.unwrap_or_else(|| {
            self.officer.push(false);
            self.letter.push(None);
            self.officer.len() - 1
        });
        for word in words {
            self.by_word.entry(word.to_owned()).or_insert(index);
        }
        index
    }

    /// A single letter is whoever's name begins with it, if that is one person.
    fn initial(&self, words: &[&str]) -> Option<usize> {
        let [letter] = words else { return None };
        // Among hundreds of names a letter says nothing.
        if letter.chars().count() != 1 || self.by_word.len() > 500 {
            return None;
        }
        let mut fitting: Vec<usize> = self
            .by_word
            .iter()
            .filter(|(word, _)| word.starts_with(*letter))
            .map(|(_, index)| *index)
            .collect();
        fitting.sort_unstable();
        fitting.dedup();
        (fitting.len() == 1).then(|| fitting[0])
    }

    pub(super) fn mark(&mut self, tokens: &[Token<'_>], span: &Span) -> String {
        let index = self.index(tokens, span);
        if !self.officer[index] {
            return "[subject]".to_owned();
        }
        let number = *self.letter[index].get_or_insert_with(|| {
            self.letters += 1;
            self.letters - 1
        });
        let letter = char::from(b'A' + u8::try_from(number % 26).unwrap_or(0));
        format!("[officer {letter}]")
    }
}
