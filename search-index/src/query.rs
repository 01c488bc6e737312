//! What a reader typed, as words to look for, phrases to insist on and both to leave out.
//!
//! Any text is a query; there are no errors. `"quoted words"` must stand in this order, `-word` and `-"quoted words"`
//! must not occur, `word*` also finds what begins so. All else is a word: the more of them a report has, and the
//! rarer they are, the better.

use crate::analysis::{Token, is_stop_word, tokens};

/// Words of a query that are looked for; the rest is left out, and the answer says so.
pub const MOST_WORDS: usize = 32;
/// Bytes of a query that are read at all.
pub const MOST_BYTES: usize = 4096;

/// A query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words, of which a report should have some.
    pub words: Vec<Word>,
    /// The same as they were typed, with those that are in every text and those that came before: "blue on blue".
    pub typed: Vec<Word>,
    /// Phrases that a report must have.
    pub phrases: Vec<Vec<Word>>,
    /// Words and phrases that it must not have.
    pub excluded: Vec<Vec<Word>>,
    /// Whether something at the end was left out, because it was too long.
    pub cut: bool,
}

/// A word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In lower case without accents.
    pub word: String,
    /// What the index knows it by.
    pub term: String,
    /// Whether what begins so is to be found, too.
    pub open: bool,
}

impl Query {
    /// Reads a query. While somebody is `typing`, its last word may not be at its end yet.
    #[must_use]
    pub fn parse(text: &str, typing: bool) -> Self {
        let end = text.floor_char_boundary(MOST_BYTES);
        let mut query = Self { cut: end < text.len(), ..Self::default() };
        let mut rest = &text[..end];
        let mut before = ' ';
        while let Some(first) = rest.chars().next() {
            let excluding = first == '-' && (before.is_whitespace() || before == '"');
            let body = if excluding { &rest[1..] } else { rest };
            if let Some(quoted) = body.strip_prefix(is_quote) {
                let end = quoted.find(is_quote).unwrap_or(quoted.len());
                let words: Vec<Word> = tokens(&quoted[..end]).map(|token| Word::new(&token, false)).collect();
                query.take(words, excluding, true);
                rest = quoted.get(end..).unwrap_or_default().strip_prefix(is_quote).unwrap_or_default();
                before = '"';
                continue;
            }
            let end = body.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(body.len());
            if end == 0 {
                rest = &rest[first.len_utf8()..];
                before = first;
                continue;
            }
            let piece = &body[..end];
            let mut words: Vec<Word> = tokens(piece).map(|token| Word::new(&token, false)).collect();
            let last = typing && end == body.len() && piece.ends_with(char::is_alphanumeric);
            if let Some(word) = words.last_mut() {
                word.open = !excluding && (last || piece.ends_with('*'));
            }
            query.take(words, excluding, false);
            rest = &body[end..];
            before = 'x';
        }
        query.drop_the_common();
        query
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.phrases.is_empty() && self.excluded.is_empty()
    }

    fn take(&mut self, mut words: Vec<Word>, excluding: bool, quoted: bool) {
        let so_far =
            self.words.len() + self.phrases.iter().chain(&self.excluded).map(Vec::len).sum::<usize>();
        let room = MOST_WORDS.saturating_sub(so_far);
        if words.len() > room {
            self.cut = true;
            // The beginning of what is too long says more than nothing. What is to be left out would be more with less.
            words.truncate(if excluding { 0 } else { room });
        }
        if words.is_empty() {
            return;
        }
        if excluding {
            self.excluded.push(words);
        } else if quoted {
            self.phrases.push(words);
        } else {
            self.typed.extend_from_slice(&words);
            for word in words {
                match self.words.iter_mut().find(|own| own.term == word.term) {
                    Some(own) => *own = Word { open: own.open || word.open, ..word },
                    None => self.words.push(word),
                }
            }
        }
    }

    fn drop_the_common(&mut self) {
        let telling = |word: &Word| !is_stop_word(&word.word) || word.open && word.word.len() > 2;
        if self.words.iter().any(telling) || !self.phrases.is_empty() {
            self.words.retain(telling);
        }
    }
}

impl Word {
    fn new(token: &Token, open: bool) -> Self {
        Self { word: token.word.clone(), term: token.term(), open }
    }
}

/// The quotation marks that keyboards and phones make.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}
