//! Compresses blocks and pieces beside whoever collects them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::Scope;
use rayon::prelude::*;

use super::{Chunks, deflate};
use crate::format::{ChunkName, Kind, TermBlock, Writer};

/// Batches that may wait for a core. With more, the collector lends a hand, so that memory stays bounded.
const WAITING: usize = 4;

/// A block with the places of its hits, on its way to be written.
#[derive(Default)]
pub(super) struct Raw {
    pub(super) block: TermBlock,
    pub(super) positions: Writer,
}

/// Where blocks go.
pub(super) struct Store<'own, 'scope> {
    chunks: &'scope Chunks,
    scope: &'own Scope<'scope>,
    waiting: Arc<AtomicUsize>,
}

impl<'own, 'scope> Store<'own, 'scope> {
    /// A store whose blocks are compressed before the scope ends.
    pub(super) fn new(chunks: &'scope Chunks, scope: &'own Scope<'scope>) -> Self {
        Self { chunks, scope, waiting: Arc::default() }
    }

    /// Puts a chunk that is no block.
    pub(super) fn put(&self, name: ChunkName, raw: &[u8]) {
        self.chunks.put(name, deflate(raw));
    }

    /// Puts blocks and the places of their hits, numbered from `first` on; the next number.
    pub(super) fn put_blocks(&self, raw: Vec<Raw>, first: u32, kinds: [Kind; 2]) -> u32 {
        let next = first + u32::try_from(raw.len()).unwrap_or(u32::MAX);
        if self.waiting.load(Ordering::Relaxed) >= WAITING {
            compress(raw, first, kinds, self.chunks);
            return next;
        }
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let (chunks, waiting) = (self.chunks, Arc::clone(&self.waiting));
        self.scope.spawn(move |_| {
            compress(raw, first, kinds, chunks);
            waiting.fetch_sub(1, Ordering::Relaxed);
        });
        next
    }
}

fn compress(raw: Vec<Raw>, first: u32, [block, places]: [Kind; 2], chunks: &Chunks) {
    let numbered: Vec<(u32, Raw)> = (first..).zip(raw).collect();
    numbered.into_par_iter().for_each(|(number, raw)| {
        chunks.put(ChunkName::new(block, number), deflate(&raw.block.write()));
        chunks.put(ChunkName::new(places, number), deflate(&raw.positions.bytes));
    });
}
