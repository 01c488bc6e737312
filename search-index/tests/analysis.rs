//! Our analysis is tantivy's, for any text.

use proptest::prelude::*;
use search_index::analysis::{LONGEST_WORD, tokens};
use search_index::bm25::length_of;
use search_index::build::tantivy_index::analyzer;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, TextAnalyzer,
};

/// tantivy's own filters, one after the other.
fn tantivys(text: &str) -> Vec<(usize, usize, String)> {
    let chain = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(LONGEST_WORD))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::English))
        .build();
    analyzed(chain, text)
}

/// The chain as it indexes, which remembers words.
fn indexed(text: &str) -> Vec<(usize, usize, String)> {
    analyzed(analyzer(), text)
}

fn analyzed(mut analyzer: TextAnalyzer, text: &str) -> Vec<(usize, usize, String)> {
    let mut stream = analyzer.token_stream(text);
    let mut all = Vec::new();
    while let Some(token) = stream.next() {
        all.push((token.offset_from, token.offset_to, token.text.clone()));
    }
    all
}

fn ours(text: &str) -> Vec<(usize, usize, String)> {
    tokens(text).map(|token| (token.start, token.end, token.term())).collect()
}

#[test]
fn every_character_is_folded_as_tantivy_folds_it() {
    for c in ('\u{0}'..=char::MAX).filter(|c| c.is_alphanumeric()) {
        let text = format!("{c} x{c}ing");
        assert_eq!(ours(&text), tantivys(&text), "{c:?}");
    }
}

#[test]
fn every_norm_stands_for_the_length_that_tantivy_means() {
    for norm in 0..=255 {
        assert_eq!(length_of(norm), FieldNormReader::id_to_fieldnorm(norm), "{norm}");
    }
}

proptest! {
    #[test]
    fn any_text_gives_the_same_terms(text in "\\PC{0,60}") {
        prop_assert_eq!(ours(&text), tantivys(&text));
        prop_assert_eq!(indexed(&format!("{text} {text}")), tantivys(&format!("{text} {text}")));
    }

    #[test]
    fn english_gives_the_same_terms(text in "([a-zA-Z'’é-]{1,14}(ing|ed|ies|ation|ly|ness|s|'s)? ?){0,12}") {
        prop_assert_eq!(ours(&text), tantivys(&text));
        prop_assert_eq!(indexed(&format!("{text} {text}")), tantivys(&format!("{text} {text}")));
    }
}
