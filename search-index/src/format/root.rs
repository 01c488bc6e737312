//! The root: the one chunk that a page names; it leads to all others.

use super::FIELDS;
use super::bytes::{Damaged, Reader, Writer};
use super::name::ChunkName;
use super::synonyms::SynonymGroup;
use super::terms::shared_prefix;

/// First bytes of a root; the last is the version of the format.
const MAGIC: [u8; 4] = *b"nms\x01";

/// A block of the dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// No term of this block is smaller, none of the block before is as large.
    pub from: String,
    /// Its chunk.
    pub name: ChunkName,
}

/// A term whose list is too long for the dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frequent {
    /// The term.
    pub term: String,
    /// In how many reports it occurs in any field.
    pub reports: u32,
    /// Its list in pieces, one after the other.
    pub pieces: Vec<ChunkName>,
}

/// A pack of cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Number of the first report in it.
    pub first: u32,
    /// Its chunk.
    pub name: ChunkName,
}

/// A value that results can be narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// Its name in addresses.
    pub id: String,
    /// Its name for readers.
    pub label: String,
}

/// A field that results can be narrowed by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetField {
    /// Its name in addresses.
    pub id: String,
    /// Its name for readers.
    pub label: String,
    /// The chunk with the values of every report.
    pub column: ChunkName,
    /// Its values.
    pub values: Vec<FacetValue>,
}

/// What every query begins with.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Root {
    /// Number of reports.
    pub reports: u32,
    /// Number of different terms.
    pub terms: u32,
    /// Number of words in each field, of all reports together.
    pub tokens: [u64; FIELDS],
    /// What a hit in each field weighs.
    pub weights: [f32; FIELDS],
    /// The dictionary, but for the frequent terms.
    pub blocks: Vec<Block>,
    /// The frequent terms, ascending.
    pub frequent: Vec<Frequent>,
    /// The cards, by report.
    pub cards: Vec<Pack>,
    /// Words by their length in characters, ascending.
    pub spelling: Vec<(u32, ChunkName)>,
    /// The coded fields.
    pub facets: Vec<FacetField>,
    /// Words that mean the same.
    pub synonyms: Vec<SynonymGroup>,
}

impl Root {
    /// The root as bytes, not yet compressed.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer { bytes: MAGIC.to_vec() };
        out.number(u64::from(self.reports));
        out.number(u64::from(self.terms));
        for tokens in self.tokens {
            out.number(tokens);
        }
        for weight in self.weights {
            out.float(weight);
        }
        write_words(&mut out, self.blocks.iter().map(|block| block.from.as_str()));
        write_words(&mut out, self.frequent.iter().map(|own| own.term.as_str()));
        for own in &self.frequent {
            out.number(u64::from(own.reports));
            out.count(own.pieces.len());
        }
        out.count(self.cards.len());
        let mut before = 0;
        for pack in &self.cards {
            out.number(u64::from(pack.first - before));
            before = pack.first;
        }
        out.count(self.spelling.len());
        for (length, _) in &self.spelling {
            out.number(u64::from(*length));
        }
        out.count(self.facets.len());
        for field in &self.facets {
            out.text(&field.id);
            out.text(&field.label);
            out.count(field.values.len());
            for value in &field.values {
                out.text(&value.id);
                out.text(&value.label);
            }
        }
        out.count(self.synonyms.len());
        for group in &self.synonyms {
            group.write(&mut out);
        }
        // The names last and together: hashes don't compress, and would be in the way of what does.
        let blocks = self.blocks.iter().map(|block| block.name);
        let pieces = self.frequent.iter().flat_map(|own| own.pieces.iter().copied());
        let cards = self.cards.iter().map(|pack| pack.name);
        let spelling = self.spelling.iter().map(|(_, name)| *name);
        let columns = self.facets.iter().map(|field| field.column);
        for name in blocks.chain(pieces).chain(cards).chain(spelling).chain(columns) {
            name.write(&mut out);
        }
        out.bytes
    }

    /// Reads a root.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut from = Reader::new(bytes);
        if from.take(MAGIC.len())? != MAGIC {
            return Err(Damaged("the root isn't one of this version; load the page again"));
        }
        let mut root = Self { reports: from.small()?, terms: from.small()?, ..Self::default() };
        for tokens in &mut root.tokens {
            *tokens = from.number()?;
        }
        for weight in &mut root.weights {
            *weight = from.float()?;
        }
        let blocks = read_words(&mut from)?;
        root.blocks = blocks.into_iter().map(|from| Block { from, name: ChunkName::default() }).collect();
        for term in read_words(&mut from)? {
            root.frequent.push(Frequent { term, reports: 0, pieces: Vec::new() });
        }
        let mut pieces = 0;
        for own in &mut root.frequent {
            own.reports = from.small()?;
            // All of them together have their names in what follows.
            let count = from.count()?;
            pieces = from.fits(pieces + count)?;
            own.pieces = vec![ChunkName::default(); count];
        }
        let mut first = 0_u32;
        for _ in 0..from.count()? {
            first = first.checked_add(from.small()?).ok_or(Damaged("a number is too large"))?;
            root.cards.push(Pack { first, name: ChunkName::default() });
        }
        for _ in 0..from.count()? {
            root.spelling.push((from.small()?, ChunkName::default()));
        }
        for _ in 0..from.count()? {
            root.facets.push(read_field(&mut from)?);
        }
        for _ in 0..from.count()? {
            root.synonyms.push(SynonymGroup::read(&mut from)?);
        }
        let blocks = root.blocks.iter_mut().map(|block| &mut block.name);
        let pieces = root.frequent.iter_mut().flat_map(|own| &mut own.pieces);
        let cards = root.cards.iter_mut().map(|pack| &mut pack.name);
        let spelling = root.spelling.iter_mut().map(|(_, name)| name);
        let columns = root.facets.iter_mut().map(|field| &mut field.column);
        for name in blocks.chain(pieces).chain(cards).chain(spelling).chain(columns) {
            *name = ChunkName::read(&mut from)?;
        }
        from.end()?;
        Ok(root)
    }
}

fn read_field(from: &mut Reader<'_>) -> Result<FacetField, Damaged> {
    let (id, label) = (from.text()?.to_owned(), from.text()?.to_owned());
    let mut values = Vec::new();
    for _ in 0..from.count()? {
        values.push(FacetValue { id: from.text()?.to_owned(), label: from.text()?.to_owned() });
    }
    Ok(FacetField { id, label, column: ChunkName::default(), values })
}

/// Ascending words, each by what it doesn't share with the one before.
fn write_words<'a>(out: &mut Writer, words: impl ExactSizeIterator<Item = &'a str>) {
    out.count(words.len());
    let mut before = "";
    for word in words {
        let shared = shared_prefix(before, word);
        out.count(shared);
        out.text(&word[shared..]);
        before = word;
    }
}

fn read_words(from: &mut Reader<'_>) -> Result<Vec<String>, Damaged> {
    let mut words: Vec<String> = Vec::new();
    for _ in 0..from.count()? {
        let shared = from.number()?;
        let before = words.last().map_or("", String::as_str);
        let start = usize::try_from(shared).ok().and_then(|shared| before.get(..shared));
        let word = from.word(start.ok_or(Damaged("a word continues none"))?)?;
        if !words.is_empty() && word.as_str() <= before {
            return Err(Damaged("its words are out of order"));
        }
        words.push(word);
    }
    Ok(words)
}
