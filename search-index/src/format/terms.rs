//! Terms and their postings: a block of the dictionary with the postings of its words, or a piece of the list of
//! one frequent word. Both have one form, in columns, because like beside like compresses best.

use super::FIELDS;
use super::bytes::{Damaged, MOST_WORD_BYTES, Reader, Writer};

/// Postings that share one upper bound of their score.
pub const BLOCK: usize = 128;
/// Postings in a piece of a frequent term's list; the last may have fewer. A multiple of [`BLOCK`].
pub const PIECE: u32 = 16_384;

/// A term in a field of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hit {
    /// How often it occurs; 0 where it doesn't, at most 65,535.
    pub frequency: u16,
    /// The field's length in words, as Lucene's byte.
    pub norm: u8,
}

/// A report in which a term occurs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Posting {
    /// The report, by its number in the index.
    pub report: u32,
    /// By field.
    pub hits: [Hit; FIELDS],
}

/// The postings of one term in a block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TermPostings {
    /// The term; empty in a piece, which the root names.
    pub term: String,
    /// By report, ascending.
    pub postings: Vec<Posting>,
}

/// Upper bounds of the scores in a piece, by [`BLOCK`]s.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Maxima {
    /// Of the whole piece.
    pub whole: f32,
    /// Of each block, in 255ths of `whole`, rounded up.
    pub blocks: Vec<u8>,
}

/// A block of the dictionary, or a piece of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TermBlock {
    /// By term, ascending.
    pub terms: Vec<TermPostings>,
    /// Only in a piece.
    pub maxima: Option<Maxima>,
}

impl TermBlock {
    /// The block as bytes, not yet compressed.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.count(self.terms.len());
        let mut before = "";
        let mut suffixes: Vec<u8> = Vec::new();
        for own in &self.terms {
            let shared = shared_prefix(before, &own.term);
            out.count(shared);
            out.count(own.term.len() - shared);
            suffixes.extend(&own.term.as_bytes()[shared..]);
            before = &own.term;
        }
        out.bytes.extend(suffixes);
        for own in &self.terms {
            out.count(own.postings.len());
        }
        for own in &self.terms {
            let mut before = 0;
            for posting in &own.postings {
                out.number(u64::from(posting.report - before));
                before = posting.report;
            }
        }
        let all = || self.terms.iter().flat_map(|own| &own.postings);
        out.bytes.extend(all().map(mask_of));
        for hit in all().flat_map(Posting::occurring) {
            out.number(u64::from(hit.frequency));
        }
        // Norms by field: a title's are unlike a text's.
        for field in 0..FIELDS {
            let hits = all().map(|posting| posting.hits[field]).filter(|hit| hit.frequency > 0);
            out.bytes.extend(hits.map(|hit| hit.norm));
        }
        if let Some(maxima) = &self.maxima {
            out.float(maxima.whole);
            out.bytes.extend(&maxima.blocks);
        }
        out.bytes
    }

    /// Reads a block (or a piece, which has maxima) of an index of so many reports.
    pub fn read(bytes: &[u8], reports: u32, piece: bool) -> Result<Self, Damaged> {
        let mut from = Reader::new(bytes);
        let mut terms = read_terms(&mut from)?;
        let mut counts = Vec::with_capacity(terms.len());
        for _ in &terms {
            counts.push(from.count()?);
        }
        for (own, count) in terms.iter_mut().zip(counts) {
            let mut report = 0_u32;
            own.postings.reserve_exact(count.min(bytes.len()));
            for at in 0..count {
                let gap = from.small()?;
                if at > 0 && gap == 0 {
                    return Err(Damaged("a report is listed twice"));
                }
                report = report.checked_add(gap).filter(|report| *report < reports).ok_or(NO_REPORT)?;
                own.postings.push(Posting { report, ..Posting::default() });
            }
        }
        let all = |terms: &'_ mut Vec<TermPostings>,
                   read: &mut dyn FnMut(&mut Posting) -> Result<(), Damaged>| {
            terms.iter_mut().flat_map(|own| &mut own.postings).try_for_each(read)
        };
        all(&mut terms, &mut |posting| {
            let mask = from.byte()?;
            if mask == 0 || mask >> FIELDS != 0 {
                return Err(Damaged("a posting is in no field"));
            }
            for (field, hit) in posting.hits.iter_mut().enumerate() {
                hit.frequency = u16::from(mask >> field & 1);
            }
            Ok(())
        })?;
        all(&mut terms, &mut |posting| {
            for hit in posting.hits.iter_mut().filter(|hit| hit.frequency > 0) {
                let frequency = u16::try_from(from.small()?).ok().filter(|frequency| *frequency > 0);
                hit.frequency = frequency.ok_or(Damaged("a frequency is none"))?;
            }
            Ok(())
        })?;
        for field in 0..FIELDS {
            all(&mut terms, &mut |posting| {
                if posting.hits[field].frequency > 0 {
                    posting.hits[field].norm = from.byte()?;
                }
                Ok(())
            })?;
        }
        let maxima = if piece {
            let whole = from.float()?;
            let postings: usize = terms.iter().map(|own| own.postings.len()).sum();
            Some(Maxima { whole, blocks: from.take(postings.div_ceil(BLOCK))?.to_vec() })
        } else {
            None
        };
        from.end()?;
        Ok(Self { terms, maxima })
    }
}

const NO_REPORT: Damaged = Damaged("it lists a report that isn't there");

fn read_terms(from: &mut Reader<'_>) -> Result<Vec<TermPostings>, Damaged> {
    let count = from.count()?;
    let mut lengths = Vec::with_capacity(count);
    for _ in 0..count {
        lengths.push((from.count()?, from.count()?));
    }
    let mut terms: Vec<TermPostings> = Vec::with_capacity(count);
    for (shared, own) in lengths {
        let before = terms.last().map_or("", |before| before.term.as_str());
        let start = before.get(..shared).ok_or(Damaged("a term continues none"))?;
        let rest = str::from_utf8(from.take(own)?).map_err(|_| Damaged("a term isn't UTF-8"))?;
        if shared + own > MOST_WORD_BYTES {
            return Err(Damaged("a word is too long"));
        }
        let mut term = String::with_capacity(start.len() + rest.len());
        term.push_str(start);
        term.push_str(rest);
        if !terms.is_empty() && term.as_str() <= before {
            return Err(Damaged("its terms are out of order"));
        }
        terms.push(TermPostings { term, postings: Vec::new() });
    }
    Ok(terms)
}

/// Bytes at the start of both texts that are equal, up to a character's edge.
pub(crate) fn shared_prefix(one: &str, other: &str) -> usize {
    let equal = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    other.floor_char_boundary(equal)
}

fn mask_of(posting: &Posting) -> u8 {
    (0_u8..).zip(&posting.hits).map(|(bit, hit)| u8::from(hit.frequency > 0) << bit).sum()
}

impl Posting {
    /// The hits in those fields that have one.
    pub fn occurring(&self) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(|hit| hit.frequency > 0)
    }
}

/// In how many reports a term occurs in each field.
#[must_use]
pub fn per_field(postings: &[Posting]) -> [u32; FIELDS] {
    let mut per_field = [0; FIELDS];
    for posting in postings {
        for (count, hit) in per_field.iter_mut().zip(&posting.hits) {
            *count += u32::from(hit.frequency > 0);
        }
    }
    per_field
}
