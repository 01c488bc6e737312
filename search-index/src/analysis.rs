//! From text to terms, for queries, excerpts and the order of the index, without tantivy.
//!
//! The index itself is analysed by tantivy's own chain: `SimpleTokenizer`, `RemoveLongFilter`, `LowerCaser`,
//! `AsciiFoldingFilter`, English `Stemmer`. This is the same chain in a form small enough for a browser; a property
//! test holds the two together. Whoever calls composes the text first (Unicode NFC): a browser does that by itself.

mod fold;
mod lower;

use std::ops::Range;

use frostem::{Algorithm, Stemmer};

/// Words of this many bytes and more are not indexed.
pub const LONGEST_WORD: usize = 40;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Lower case, without accents: what a reader would call the word.
    pub word: String,
}

impl Token {
    /// What the index knows the word by.
    #[must_use]
    pub fn term(&self) -> String {
        stem(&self.word)
    }
}

/// The words of a text in their order: runs of letters and digits.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> {
    words(text).map(|own| Token { start: own.start, end: own.end, word: fold(&text[own]) })
}

/// Where the words of a text are.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text[from..].find(char::is_alphanumeric)?;
            let rest = &text[start..];
            let end = start + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            from = end;
            if end - start < LONGEST_WORD {
                return Some(start..end);
            }
        }
    })
}

/// Lower case without accents.
#[must_use]
pub fn fold(word: &str) -> String {
    let mut lower = String::with_capacity(word.len());
    word.chars().for_each(|c| lower::push(c, &mut lower));
    if lower.is_ascii() {
        return lower;
    }
    let mut out = String::with_capacity(lower.len());
    for c in lower.chars() {
        match fold::ascii(c) {
            Some(ascii) => out.push_str(ascii),
            None => out.push(c),
        }
    }
    out
}

/// The stem of a folded word by the Snowball stemmer for English (Porter2).
#[must_use]
pub fn stem(word: &str) -> String {
    Stemmer::new(Algorithm::English).stem(word).into_owned()
}

/// Words so common that a query is better without them, unless it has no others or they stand in quotes.
/// The last are what apostrophes leave behind.
const STOP_WORDS: [&str; 70] = [
    "a", "about", "after", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can",
    "did", "do", "for", "from", "had", "has", "have", "he", "her", "him", "his", "how", "i", "if", "in",
    "into", "is", "it", "its", "me", "my", "of", "on", "or", "our", "she", "so", "than", "that", "the",
    "their", "them", "then", "there", "they", "this", "to", "was", "we", "were", "what", "when", "which",
    "while", "who", "will", "with", "would", "you", "your", "s", "t", "d", "ll", "ve",
];

/// Whether a folded word is one of the most common.
#[must_use]
pub fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&word)
}
