//! The root: the chunk that every query begins with. It says how many there are of each kind.

use super::FIELDS;
use super::bytes::{Damaged, Reader, Writer};
use super::name::{ChunkName, Kind};
use super::synonyms::SynonymGroup;
use super::terms::{PIECE, shared_prefix};

/// First bytes of a root; the last is the version of the format.
const MAGIC: [u8; 4] = *b"nms\x02";

/// More reports than any library has: what a reader makes room for is bounded by it.
const MOST_REPORTS: u32 = 1 << 24;

/// A term whose list is too long for the dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frequent {
    /// The term.
    pub term: String,
    /// In how many reports it occurs in any field.
    pub reports: u32,
    /// Number of the first piece of its list.
    pub first_piece: u32,
}

impl Frequent {
    /// The pieces of its list.
    pub fn pieces(&self) -> impl Iterator<Item = ChunkName> + use<> {
        let (first, count) = (self.first_piece, pieces(self.reports));
        (0..count).map(move |at| ChunkName::new(Kind::Piece, first + at))
    }
}

/// Pieces of a list of so many postings.
fn pieces(reports: u32) -> u32 {
    reports.div_ceil(PIECE)
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
    /// Reports whose cards are in a pack; the last may have fewer.
    pub cards: u32,
    /// Reports whose texts are in a pack; the last may have fewer.
    pub texts: u32,
    /// Where the blocks of the dictionary, which hasn't the frequent terms, begin: no term of a block is smaller, none
    /// of the block before is as large.
    pub blocks: Vec<String>,
    /// The frequent terms, ascending.
    pub frequent: Vec<Frequent>,
    /// How long words are, in characters, ascending.
    pub spelling: Vec<u32>,
    /// The coded fields, by their names in addresses.
    pub facets: Vec<String>,
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
        out.number(u64::from(self.cards));
        out.number(u64::from(self.texts));
        write_words(&mut out, self.blocks.iter().map(String::as_str));
        write_words(&mut out, self.frequent.iter().map(|own| own.term.as_str()));
        for own in &self.frequent {
            out.number(u64::from(own.reports));
        }
        out.count(self.spelling.len());
        for length in &self.spelling {
            out.number(u64::from(*length));
        }
        out.count(self.facets.len());
        for field in &self.facets {
            out.text(field);
        }
        SynonymGroup::write(&self.synonyms, &mut out);
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
        (root.cards, root.texts) = (from.small()?, from.small()?);
        if root.reports > MOST_REPORTS || root.cards == 0 || root.texts == 0 {
            return Err(Damaged("a library isn't as large as that"));
        }
        root.blocks = read_words(&mut from)?;
        for term in read_words(&mut from)? {
            root.frequent.push(Frequent { term, reports: 0, first_piece: 0 });
        }
        let mut first_piece = 0_u32;
        for own in &mut root.frequent {
            own.reports = from.small()?;
            if own.reports > root.reports {
                return Err(Damaged("a list is longer than the library"));
            }
            own.first_piece = first_piece;
            first_piece =
                first_piece.checked_add(pieces(own.reports)).ok_or(Damaged("a number is too large"))?;
        }
        for _ in 0..from.count()? {
            root.spelling.push(from.small()?);
        }
        for _ in 0..from.count()? {
            root.facets.push(from.text()?.to_owned());
        }
        root.synonyms = SynonymGroup::read(&mut from)?;
        from.end()?;
        Ok(root)
    }
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
