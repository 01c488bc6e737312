//! From a term to its list.

use std::rc::Rc;

use super::Engine;
use super::list::List;
use crate::format::{BLOCK, ChunkName, Damaged, Kind, TermBlock};

impl Engine {
    /// The list of a term, empty if no report has it; `None` while a chunk is missing.
    pub(super) fn list(&mut self, term: &str) -> Result<Option<Rc<List>>, Damaged> {
        if let Some(list) = self.chunks.lists.get(term) {
            return Ok(Some(list.clone()));
        }
        let list = match self.root.frequent.binary_search_by(|own| own.term.as_str().cmp(term)) {
            Ok(at) => self.long_list(at)?,
            Err(_) => self.short_list(term),
        };
        let Some(list) = list.map(Rc::new) else { return Ok(None) };
        self.chunks.lists.insert(term.to_owned(), list.clone());
        Ok(Some(list))
    }

    /// The block of the dictionary in which a term would be.
    pub(super) fn block_of(&self, term: &str) -> Option<u32> {
        let after = self.root.blocks.partition_point(|from| from.as_str() <= term);
        u32::try_from(after).unwrap_or(u32::MAX).checked_sub(1)
    }

    fn short_list(&mut self, term: &str) -> Option<List> {
        let Some(at) = self.block_of(term) else { return Some(List::default()) };
        let block = self.chunks.terms(ChunkName::new(Kind::Terms, at))?;
        let at = block.terms.binary_search_by(|own| own.term.as_str().cmp(term));
        Some(at.map_or_else(
            |_| List::default(),
            |at| List::short(block.terms[at].postings.clone(), &self.scale),
        ))
    }

    fn long_list(&mut self, at: usize) -> Result<Option<List>, Damaged> {
        let Some(pieces) = self.pieces(at) else { return Ok(None) };
        let mut postings = Vec::new();
        let mut maxima = Vec::new();
        for piece in &pieces {
            let [own] = piece.terms.as_slice() else { return Err(Damaged("a piece is of one term")) };
            let Some(bounds) = &piece.maxima else { return Err(Damaged("a piece has bounds")) };
            let follows = postings.last().map(|last: &crate::format::Posting| last.report)
                < own.postings.first().map(|first| first.report);
            if postings.len() % BLOCK != 0 || !follows {
                return Err(Damaged("the pieces of a list don't fit"));
            }
            postings.extend_from_slice(&own.postings);
            maxima.extend(bounds.blocks.iter().map(|part| bounds.whole * f32::from(*part) / 255.0));
        }
        let own = &self.root.frequent[at];
        if postings.len() != own.reports as usize {
            return Err(Damaged("a list isn't as long as the root says"));
        }
        Ok(Some(List::long(postings, maxima, &self.scale)))
    }

    /// All pieces of a frequent term; `None` while one is missing.
    pub(super) fn pieces(&mut self, at: usize) -> Option<Vec<Rc<TermBlock>>> {
        // Each is asked for before any is waited for.
        let pieces: Vec<Option<Rc<TermBlock>>> =
            self.root.frequent[at].pieces().map(|name| self.chunks.terms(name)).collect();
        pieces.into_iter().collect()
    }
}
