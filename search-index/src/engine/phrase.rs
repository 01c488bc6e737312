//! Quoted phrases: reports in which words follow each other in one field.

use std::rc::Rc;

use super::Engine;
use super::list::List;
use crate::format::{
    ChunkName, Damaged, FIELDS, Hit, Kind, PHRASE_FIELDS, Posting, Reader, SynonymGroup, TermPostings,
};
use crate::query::Word;

/// A term's postings with the places of each hit, field by field.
pub(super) struct Placed {
    postings: Vec<Posting>,
    /// By posting, then by field.
    places: Vec<[Vec<u32>; PHRASE_FIELDS]>,
}

impl Placed {
    /// The places in a report, by field.
    pub(super) fn places_in(&self, report: u32) -> Option<&[Vec<u32>; PHRASE_FIELDS]> {
        let at = self.postings.binary_search_by_key(&report, |own| own.report).ok()?;
        Some(&self.places[at])
    }
}

impl Engine {
    /// The reports with a phrase, as a list; `None` while a chunk is missing. One word is a phrase, too.
    pub(super) fn phrase(&mut self, words: &[Word]) -> Result<Option<Rc<List>>, Damaged> {
        if let [word] = words {
            return self.list(&word.term);
        }
        let lists: Vec<_> = words.iter().map(|word| self.list(&word.term)).collect::<Result<_, _>>()?;
        let placed: Vec<_> = words.iter().map(|word| self.placed(&word.term)).collect::<Result<_, _>>()?;
        let lists: Option<Vec<_>> = lists.into_iter().collect();
        let placed: Option<Vec<_>> = placed.into_iter().collect();
        let (Some(lists), Some(placed)) = (lists, placed) else { return Ok(None) };
        let weights: [f32; FIELDS] = std::array::from_fn(|field| {
            self.scale.phrase_weight(field, lists.iter().map(|list| list.per_field[field]))
        });
        let (mut postings, mut scores) = (Vec::new(), Vec::new());
        for posting in follow(&placed) {
            scores.push(self.scale.posting(&weights, &posting));
            postings.push(posting);
        }
        Ok(Some(Rc::new(List::scored(postings, scores, weights, [0; FIELDS]))))
    }

    /// The postings of a term with their places; `None` while a chunk is missing.
    pub(super) fn placed(&mut self, term: &str) -> Result<Option<Placed>, Damaged> {
        // The chunk with the places beside that with the list: neither has to wait for the other.
        let frequent = self.root.frequent.binary_search_by(|own| own.term.as_str().cmp(term));
        let (blocks, bytes): (Vec<_>, Vec<_>) = if let Ok(at) = frequent {
            let places = self.root.frequent[at].pieces();
            let bytes =
                places.map(|own| self.chunks.places(ChunkName::new(Kind::PiecePlaces, own.number))).collect();
            let Some(pieces) = self.pieces(at) else { return Ok(None) };
            (pieces.into_iter().map(|piece| (piece, 0)).collect(), bytes)
        } else {
            let Some(number) = self.block_of(term) else {
                return Ok(Some(Placed { postings: Vec::new(), places: Vec::new() }));
            };
            let places = ChunkName::new(Kind::Places, number);
            let Some(block) = self.chunks.terms(ChunkName::new(Kind::Terms, number)) else {
                self.chunks.places(places);
                return Ok(None);
            };
            let Ok(at) = block.terms.binary_search_by(|own| own.term.as_str().cmp(term)) else {
                return Ok(Some(Placed { postings: Vec::new(), places: Vec::new() }));
            };
            (vec![(block, at)], vec![self.chunks.places(places)])
        };
        let Some(bytes): Option<Vec<_>> = bytes.into_iter().collect() else { return Ok(None) };
        let mut placed = Placed { postings: Vec::new(), places: Vec::new() };
        for ((block, at), bytes) in blocks.iter().zip(bytes) {
            let (before, rest) = block.terms.split_at(*at);
            let own = &rest[0];
            let mut from = Reader::new(&bytes);
            let earlier: u64 = before.iter().map(occurrences).sum();
            for _ in 0..earlier {
                from.number()?;
            }
            for posting in &own.postings {
                let mut by_field = [const { Vec::new() }; PHRASE_FIELDS];
                for (own, hit) in by_field.iter_mut().zip(&posting.hits) {
                    let mut place = 0_u32;
                    for _ in 0..hit.frequency {
                        place = place.checked_add(from.small()?).ok_or(Damaged("a number is too large"))?;
                        own.push(place);
                    }
                }
                placed.places.push(by_field);
                placed.postings.push(posting.clone());
            }
        }
        Ok(Some(placed))
    }
}

/// How many places of a term are written down.
fn occurrences(own: &TermPostings) -> u64 {
    if own.term.starts_with(SynonymGroup::PREFIX) {
        return 0;
    }
    let hits = own.postings.iter().flat_map(|posting| &posting.hits[..PHRASE_FIELDS]);
    hits.map(|hit| u64::from(hit.frequency)).sum()
}

/// The reports in which the terms follow each other; the frequency is the phrase's, the norm the field's.
fn follow(terms: &[Placed]) -> Vec<Posting> {
    let Some((first, rest)) = terms.split_first() else { return Vec::new() };
    let mut found = Vec::new();
    for (posting, places) in first.postings.iter().zip(&first.places) {
        let others: Option<Vec<&[Vec<u32>; PHRASE_FIELDS]>> = rest
            .iter()
            .map(|term| {
                let at = term.postings.binary_search_by_key(&posting.report, |own| own.report).ok()?;
                Some(&term.places[at])
            })
            .collect();
        let Some(others) = others else { continue };
        let mut own = Posting { report: posting.report, ..Posting::default() };
        for field in 0..PHRASE_FIELDS {
            let starts = places[field].iter().filter(|start| {
                (1_u32..).zip(&others).all(|(step, other)| {
                    start.checked_add(step).is_some_and(|place| other[field].binary_search(&place).is_ok())
                })
            });
            let frequency = u16::try_from(starts.count()).unwrap_or(u16::MAX);
            own.hits[field] = Hit { frequency, norm: posting.hits[field].norm };
        }
        if own.hits.iter().any(|hit| hit.frequency > 0) {
            found.push(own);
        }
    }
    found
}
