//! From reports to chunks: tantivy analyses and indexes, the exporter writes.
//!
//! The reports are first put in an order in which neighbours are alike; tantivy numbers them in that order in one
//! segment, on one thread, so that the same reports give the same bytes.

mod export;
mod likeness;
mod packs;
mod places;
mod remembered;
mod store;
mod synonyms;
pub mod tantivy_index;
mod words;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::{Mutex, OnceLock, PoisonError};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rayon::prelude::*;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::format::{
    Card, ChunkName, Column, FIELDS, FacetValue, Kind, Root, SetName, SynonymGroup, hash, seal,
};

/// What a hit in title, takeaway, sections and labels weighs. Measured on whole libraries, not on single queries
/// (docs/benchmarks.md): short fields are preferred by BM25 itself, so that they need no push.
pub const WEIGHTS: [f32; FIELDS] = [0.6, 0.5, 1.0, 0.2];

/// A report as it is searched and shown.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// What its result shows.
    pub card: Card,
    /// Its sections as plain text.
    pub sections: Vec<String>,
    /// The labels of its coded values.
    pub labels: Vec<String>,
    /// Its values of each coded field, as indices within the field.
    pub values: Vec<Vec<u32>>,
}

/// A coded field: id, label, values.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// Its name in addresses.
    pub id: String,
    /// Its name for readers.
    pub label: String,
    /// Its values.
    pub values: Vec<FacetValue>,
}

/// All that an index is made of.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The reports, in an order that doesn't change from build to build.
    pub documents: Vec<Document>,
    /// The coded fields.
    pub fields: Vec<Field>,
    /// Words that mean the same.
    pub synonyms: Vec<SynonymGroup>,
}

/// An index as files.
#[derive(Debug, Clone, Default)]
pub struct Built {
    /// The name of all chunks together.
    pub set: SetName,
    /// Every chunk as it is stored, sealed.
    pub chunks: BTreeMap<ChunkName, Vec<u8>>,
}

/// Why no index was built. tantivy works in memory here, so that this is a defect rather than an accident.
#[derive(Debug)]
pub struct BuildError(tantivy::TantivyError);

impl std::fmt::Display for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the search index can't be built: {}", self.0)
    }
}

impl std::error::Error for BuildError {}

impl From<tantivy::TantivyError> for BuildError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self(error)
    }
}

impl From<std::io::Error> for BuildError {
    fn from(error: std::io::Error) -> Self {
        Self(error.into())
    }
}

/// Builds the index.
pub fn build(mut input: Input) -> Result<Built, BuildError> {
    input.documents.par_iter_mut().for_each(compose);
    let given: Vec<&Document> = input.documents.iter().collect();
    let chunks = Chunks::default();
    let facets = OnceLock::new();
    // One core is tantivy's at first, and then the exporter's: what needs no index is for the others meanwhile.
    let exported = rayon::scope(|scope| {
        let find_order = || {
            let words = words::Words::of(&given);
            let order = likeness::order(&words);
            let documents: Vec<&Document> = order.iter().map(|at| given[*at as usize]).collect();
            let (fields, chunks, facets) = (&input.fields, &chunks, &facets);
            scope.spawn(move |_| {
                packs::pack(&documents, chunks);
                facets.get_or_init(|| columns(fields, &documents, chunks));
            });
            (words, order)
        };
        let ((words, order), index) = rayon::join(find_order, || tantivy_index::index(&given));
        export::export(&index?, &order, &words, &input.synonyms, &store::Store::new(&chunks, scope))
    })?;
    let root = Root {
        reports: u32::try_from(given.len()).unwrap_or(u32::MAX),
        terms: exported.terms,
        tokens: exported.tokens,
        weights: WEIGHTS,
        cards: u32::try_from(packs::CARDS).unwrap_or(u32::MAX),
        texts: u32::try_from(packs::TEXTS).unwrap_or(u32::MAX),
        blocks: exported.blocks,
        frequent: exported.frequent,
        spelling: exported.spelling,
        facets: facets.into_inner().unwrap_or_default(),
        synonyms: exported.synonyms,
    };
    chunks.put(ChunkName::ROOT, deflate(&root.write()));
    Ok(chunks.sealed())
}

/// Unicode NFC, as a browser composes what is typed: `é` is one letter, however a file wrote it.
fn compose(document: &mut Document) {
    let card = &mut document.card;
    let texts = [&mut card.title, &mut card.takeaway]
        .into_iter()
        .chain(&mut document.sections)
        .chain(&mut document.labels);
    for text in texts.filter(|text| !text.is_ascii() && !is_nfc(text)) {
        *text = composed(text);
    }
}

/// A text in Unicode NFC.
#[must_use]
pub fn composed(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

/// Puts the columns, and says what their fields are called.
fn columns(fields: &[Field], documents: &[&Document], chunks: &Chunks) -> Vec<String> {
    let column = |(at, field): (usize, &Field)| {
        let mut column = Column::new(field.label.clone(), field.values.clone());
        for document in documents {
            column.push(document.values.get(at).into_iter().flatten().copied());
        }
        deflate(&column.write())
    };
    chunks.put_all(Kind::Column, fields.iter().enumerate().map(column).collect());
    fields.iter().map(|field| field.id.clone()).collect()
}

/// The chunks written so far, compressed, by whichever core.
#[derive(Debug, Default)]
struct Chunks {
    bodies: Mutex<BTreeMap<ChunkName, Vec<u8>>>,
}

impl Chunks {
    fn put(&self, name: ChunkName, body: Vec<u8>) {
        self.bodies.lock().unwrap_or_else(PoisonError::into_inner).insert(name, body);
    }

    /// Puts chunks of one kind, numbered from 0.
    fn put_all(&self, kind: Kind, bodies: Vec<Vec<u8>>) {
        for (number, body) in (0..).zip(bodies) {
            self.put(ChunkName::new(kind, number), body);
        }
    }

    /// Names the whole, and seals each chunk for its place in it.
    fn sealed(self) -> Built {
        let bodies = self.bodies.into_inner().unwrap_or_else(PoisonError::into_inner);
        let hashes: Vec<[u8; 32]> = bodies.par_iter().map(|(_, body)| hash(body)).collect();
        let set = SetName::of(bodies.keys().copied().zip(&hashes));
        let seals = bodies.into_iter().zip(hashes);
        let chunks = seals.map(|((name, body), hash)| {
            let seal = seal(&set.place(name), &hash);
            (name, [seal.as_slice(), &body].concat())
        });
        Built { set, chunks: chunks.collect() }
    }
}

/// How hard chunks are compressed. 7 costs a build of 100,000 reports 6 of 100 of its time, and saves 5 of 1,000 bytes.
const LEVEL: u32 = 6;

thread_local! {
    /// Room for compressing, kept: to clear it anew costs more than a small chunk.
    static ENCODER: RefCell<DeflateEncoder<Vec<u8>>> =
        RefCell::new(DeflateEncoder::new(Vec::new(), Compression::new(LEVEL)));
}

fn deflate(raw: &[u8]) -> Vec<u8> {
    ENCODER.with_borrow_mut(|encoder| {
        encoder.get_mut().reserve(raw.len() / 2);
        // Writing to memory can't fail.
        let written = encoder.write_all(raw);
        debug_assert!(written.is_ok());
        encoder.reset(Vec::new()).unwrap_or_default()
    })
}
