//! The reports in tantivy: one segment in memory, numbered in the order given.

use tantivy::indexer::SingleSegmentIndexWriter;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RawTokenizer, RemoveLongFilter, SimpleTokenizer, Stemmer,
    TextAnalyzer,
};
use tantivy::{Index, TantivyDocument};

use super::Document;
use super::remembered::Remembered;
use crate::analysis::LONGEST_WORD;
use crate::format::FIELDS;

const ANALYSIS: &str = "report";
/// Memory in which tantivy collects terms before it writes them out.
const BUDGET: usize = 64 << 20;

/// tantivy's chain, which [`crate::analysis`] repeats without tantivy. What follows the tokenizer sees each word once.
#[must_use]
pub fn analyzer() -> TextAnalyzer {
    let word = TextAnalyzer::builder(RawTokenizer::default())
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::English))
        .build();
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(LONGEST_WORD))
        .filter(Remembered(word))
        .build()
}

/// The fields of an index, in the order of [`FIELDS`].
#[must_use]
pub fn fields() -> [Field; FIELDS] {
    std::array::from_fn(|at| Field::from_field_id(u32::try_from(at).unwrap_or(u32::MAX)))
}

/// Indexes the documents.
pub fn index(documents: &[&Document]) -> tantivy::Result<Index> {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(ANALYSIS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(indexing);
    let names = ["title", "takeaway", "sections", "labels"];
    for name in names {
        schema.add_text_field(name, options.clone());
    }
    let index = Index::builder().schema(schema.build()).tokenizers({
        let tokenizers = tantivy::tokenizer::TokenizerManager::new();
        tokenizers.register(ANALYSIS, analyzer());
        tokenizers
    });
    let mut writer: SingleSegmentIndexWriter =
        index.single_segment_index_writer(tantivy::directory::RamDirectory::create(), BUDGET)?;
    let [title, takeaway, sections, labels] = fields();
    for document in documents {
        let mut own = TantivyDocument::new();
        own.add_text(title, &document.card.title);
        own.add_text(takeaway, &document.card.takeaway);
        for section in &document.sections {
            own.add_text(sections, section);
        }
        for label in &document.labels {
            own.add_text(labels, label);
        }
        writer.add_document(own)?;
    }
    writer.finalize()
}
