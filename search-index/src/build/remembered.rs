//! A chain of tantivy's filters that is asked once for each word: reports say the same words over and over, and
//! stemming them anew was a sixth of the building of an index.

use rustc_hash::FxHashMap;
use tantivy::tokenizer::{TextAnalyzer, Token, TokenFilter, TokenStream, Tokenizer};

/// Words that are remembered, at most. The frequent ones come early.
const MOST: usize = 1 << 16;

/// A filter that gives each word to a chain, and remembers what came out of it. The chain must give one word for one.
pub(super) struct Remembered(pub(super) TextAnalyzer);

impl TokenFilter for Remembered {
    type Tokenizer<T: Tokenizer> = Remembering<T>;

    fn transform<T: Tokenizer>(self, words: T) -> Remembering<T> {
        Remembering { words, chain: self.0, known: FxHashMap::default() }
    }
}

/// A tokenizer whose words have gone through the chain.
#[derive(Clone)]
pub(super) struct Remembering<T> {
    words: T,
    chain: TextAnalyzer,
    known: FxHashMap<String, String>,
}

impl<T: Tokenizer> Tokenizer for Remembering<T> {
    type TokenStream<'a> = Stream<'a, T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        Stream { words: self.words.token_stream(text), chain: &mut self.chain, known: &mut self.known }
    }
}

/// The words of one text.
pub(super) struct Stream<'a, T> {
    words: T,
    chain: &'a mut TextAnalyzer,
    known: &'a mut FxHashMap<String, String>,
}

impl<T: TokenStream> TokenStream for Stream<'_, T> {
    fn advance(&mut self) -> bool {
        if !self.words.advance() {
            return false;
        }
        let word = &mut self.words.token_mut().text;
        if let Some(term) = self.known.get(word.as_str()) {
            word.clone_from(term);
            return true;
        }
        let mut stream = self.chain.token_stream(word);
        let term = if stream.advance() { stream.token().text.clone() } else { String::new() };
        drop(stream);
        let word = std::mem::replace(word, term.clone());
        if self.known.len() < MOST {
            self.known.insert(word, term);
        }
        true
    }

    fn token(&self) -> &Token {
        self.words.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.words.token_mut()
    }
}
