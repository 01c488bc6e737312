//! From tantivy's terms, postings, positions and field norms to the blocks and pieces that a browser loads.

use std::collections::BTreeMap;

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Index, SegmentReader, TERMINATED};

use super::places::Places;
use super::store::{Raw, Store};
use super::synonyms;
use super::tantivy_index::fields;
use super::words::Words;
use super::{BuildError, WEIGHTS};
use crate::bm25::Scale;
use crate::format::{
    BLOCK, ChunkName, FIELDS, Frequent, Hit, Kind, Maxima, PHRASE_FIELDS, PIECE, Posting, Root, SynonymGroup,
    TermPostings, per_field,
};

/// A term in this many reports and more has a list of its own.
const FREQUENT: usize = 900;
/// A block of the dictionary is closed when it has so many bytes, uncompressed.
const BLOCK_BYTES: usize = 3600;
/// Blocks that are compressed together, on all cores.
const BATCH: usize = 64;

#[derive(Default)]
pub(super) struct Exported {
    pub(super) terms: u32,
    pub(super) tokens: [u64; FIELDS],
    pub(super) blocks: Vec<String>,
    pub(super) frequent: Vec<Frequent>,
    pub(super) spelling: Vec<u32>,
    pub(super) synonyms: Vec<SynonymGroup>,
}

/// Writes an index whose reports are to be in the order of `order`, which has tantivy's numbers.
pub(super) fn export(
    index: &Index,
    order: &[u32],
    words: &Words,
    synonyms: &[SynonymGroup],
    store: &Store<'_, '_>,
) -> Result<Exported, BuildError> {
    let mut exported = Exported::default();
    let searcher = index.reader()?.searcher();
    for (length, shard) in words.shards() {
        store.put(ChunkName::new(Kind::Words, length), &shard.write());
        exported.spelling.push(length);
    }
    let Some(reader) = searcher.segment_readers().first() else { return Ok(exported) };
    for (tokens, field) in exported.tokens.iter_mut().zip(fields()) {
        *tokens = reader.inverted_index(field)?.total_num_tokens();
    }
    let scale = Scale::new(&Root {
        reports: reader.max_doc(),
        tokens: exported.tokens,
        weights: WEIGHTS,
        ..Root::default()
    });
    let mut numbers = vec![0; order.len()];
    for (number, own) in (0_u32..).zip(order) {
        numbers[*own as usize] = number;
    }
    let (groups, lists) = synonyms::lists(reader, synonyms, &numbers, words)?;
    exported.synonyms = groups;
    let mut out = Out::new(exported, store, &scale);
    // tantivy's terms are letters and digits; all that begins with `=` comes in one place between them.
    let mut lists = Some(lists);
    each_term(reader, &numbers, |term, postings, places| {
        if term > SynonymGroup::PREFIX {
            out.lists(lists.take());
        }
        out.term(term.to_owned(), postings, places);
    })?;
    out.lists(lists.take());
    Ok(out.finish())
}

/// tantivy's terms of all fields in one order, each with its postings in all of them.
fn each_term(
    reader: &SegmentReader,
    numbers: &[u32],
    mut take: impl FnMut(&str, Vec<Posting>, &Places),
) -> Result<(), BuildError> {
    let mut inverted = Vec::new();
    let mut norms = Vec::new();
    for field in fields() {
        inverted.push(reader.inverted_index(field)?);
        norms.push(reader.get_fieldnorms_reader(field)?);
    }
    let mut streams = Vec::new();
    for own in &inverted {
        let mut stream = own.terms().stream()?;
        let open = stream.advance();
        streams.push((stream, open));
    }
    let mut own_places = Vec::new();
    loop {
        let open = streams.iter().filter(|(_, open)| *open);
        let Some(term) = open.map(|(stream, _)| stream.key()).min().map(<[u8]>::to_vec) else {
            return Ok(());
        };
        let mut hits: Vec<(u32, usize, Hit, (usize, usize))> = Vec::new();
        let mut places = Places::default();
        for (field, (stream, open)) in streams.iter_mut().enumerate() {
            if !*open || stream.key() != term {
                continue;
            }
            let option = IndexRecordOption::WithFreqsAndPositions;
            let mut list = inverted[field].read_postings_from_terminfo(stream.value(), option)?;
            while list.doc() != TERMINATED {
                let own = list.doc();
                let frequency = u16::try_from(list.term_freq()).unwrap_or(u16::MAX);
                let from = places.all.len();
                if field < PHRASE_FIELDS {
                    list.positions(&mut own_places);
                    places.all.extend(own_places.iter().take(usize::from(u16::MAX)));
                }
                hits.push((
                    numbers[own as usize],
                    field,
                    Hit { frequency, norm: norms[field].fieldnorm_id(own) },
                    (from, places.all.len()),
                ));
                list.advance();
            }
            *open = stream.advance();
        }
        hits.sort_unstable_by_key(|(report, field, ..)| (*report, *field));
        let mut postings: Vec<Posting> = Vec::new();
        for (report, field, hit, own) in hits {
            if postings.last().is_none_or(|posting| posting.report != report) {
                postings.push(Posting { report, ..Posting::default() });
                places.of.push([(0, 0); PHRASE_FIELDS]);
            }
            if let (Some(posting), Some(places)) = (postings.last_mut(), places.of.last_mut()) {
                posting.hits[field] = hit;
                if let Some(places) = places.get_mut(field) {
                    *places = own;
                }
            }
        }
        take(&String::from_utf8_lossy(&term), postings, &places);
    }
}

/// Blocks and pieces as they fill up.
struct Out<'a, 'scope> {
    exported: Exported,
    store: &'a Store<'a, 'scope>,
    scale: &'a Scale,
    dictionary: Vec<Raw>,
    dictionary_written: u32,
    pieces: Vec<Raw>,
    pieces_written: u32,
    open: Raw,
    bytes: usize,
    last: String,
}

impl<'a, 'scope> Out<'a, 'scope> {
    fn new(exported: Exported, store: &'a Store<'a, 'scope>, scale: &'a Scale) -> Self {
        Self {
            exported,
            store,
            scale,
            dictionary: Vec::new(),
            dictionary_written: 0,
            pieces: Vec::new(),
            pieces_written: 0,
            open: Raw::default(),
            bytes: 0,
            last: String::new(),
        }
    }

    /// Adds the next term.
    fn term(&mut self, term: String, postings: Vec<Posting>, places: &Places) {
        self.exported.terms += 1;
        if postings.len() >= FREQUENT {
            self.frequent(term, &postings, places);
            return;
        }
        self.bytes +=
            term.len() + 2 + postings.iter().map(|own| 2 + 2 * own.occurring().count()).sum::<usize>();
        if self.open.block.terms.is_empty() {
            self.exported.blocks.push(separator(&self.last, &term));
        }
        self.last.clone_from(&term);
        places.write(0..postings.len(), &mut self.open.positions);
        self.open.block.terms.push(TermPostings { term, postings });
        if self.bytes >= BLOCK_BYTES {
            self.close();
        }
    }

    /// Adds what groups of synonyms find. Nobody looks for phrases of them: they have no places.
    fn lists(&mut self, lists: Option<BTreeMap<String, Vec<Posting>>>) {
        for (term, postings) in lists.into_iter().flatten() {
            self.term(term, postings, &Places::default());
        }
    }

    fn close(&mut self) {
        self.bytes = 0;
        self.dictionary.push(std::mem::take(&mut self.open));
        if self.dictionary.len() == BATCH {
            self.write_dictionary();
        }
    }

    fn write_dictionary(&mut self) {
        let blocks = std::mem::take(&mut self.dictionary);
        let first = self.dictionary_written;
        self.dictionary_written = self.store.put_blocks(blocks, first, [Kind::Terms, Kind::Places]);
    }

    fn frequent(&mut self, term: String, postings: &[Posting], places: &Places) {
        let weights = self.scale.weights(&per_field(postings));
        let first_piece = self.pieces_written + u32::try_from(self.pieces.len()).unwrap_or(u32::MAX);
        let piece = PIECE as usize;
        for (at, own) in postings.chunks(piece).enumerate() {
            let scores: Vec<f32> = own.iter().map(|posting| self.scale.posting(&weights, posting)).collect();
            let mut raw = Raw::default();
            raw.block.maxima = Some(maxima(&scores));
            raw.block.terms = vec![TermPostings { term: String::new(), postings: own.to_vec() }];
            places.write(at * piece..at * piece + own.len(), &mut raw.positions);
            self.pieces.push(raw);
        }
        let reports = u32::try_from(postings.len()).unwrap_or(u32::MAX);
        self.exported.frequent.push(Frequent { term, reports, first_piece });
        if self.pieces.len() >= BATCH {
            self.write_pieces();
        }
    }

    fn write_pieces(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        let first = self.pieces_written;
        self.pieces_written = self.store.put_blocks(pieces, first, [Kind::Piece, Kind::PiecePlaces]);
    }

    fn finish(mut self) -> Exported {
        if !self.open.block.terms.is_empty() {
            self.close();
        }
        self.write_dictionary();
        self.write_pieces();
        self.exported
    }
}

/// Bounds of the scores by blocks, rounded up.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255, and rounded")]
fn maxima(scores: &[f32]) -> Maxima {
    // A little above, so that rounding on another machine can't bring a score above its bound.
    let whole = scores.iter().copied().fold(0.0, f32::max) * 1.0001;
    let part = |block: &[f32]| {
        let most = block.iter().copied().fold(0.0, f32::max);
        if whole > 0.0 { (most / whole * 255.0).ceil().min(255.0) as u8 } else { 0 }
    };
    Maxima { whole, blocks: scores.chunks(BLOCK).map(part).collect() }
}

/// The shortest text that is above one term and not above the next.
fn separator(before: &str, next: &str) -> String {
    let ends = next.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.map(|end| &next[..end]).find(|start| *start > before).unwrap_or(next).to_owned()
}
