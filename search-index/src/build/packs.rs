//! Cards and texts, packed by neighbours.

use rayon::prelude::*;

use super::{Chunks, Document, Packs, deflate};
use crate::format::{CardPack, ChunkName, Pack, TextPack};

/// Cards in a pack.
const CARDS: usize = 12;
/// Texts in a pack.
const TEXTS: usize = 4;

pub(super) fn cards(documents: &[&Document], chunks: &mut Chunks) -> Packs {
    let packed: Vec<(Vec<Vec<u8>>, Vec<u8>)> = documents.par_chunks(CARDS).map(pack).collect();
    let mut packs = Vec::with_capacity(packed.len());
    let mut first = 0;
    for ((texts, cards), own) in packed.into_iter().zip(documents.chunks(CARDS)) {
        for text in texts {
            chunks.put(text);
        }
        packs.push(Pack { first, name: chunks.put(cards) });
        first += u32::try_from(own.len()).unwrap_or(u32::MAX);
    }
    packs
}

fn pack(documents: &[&Document]) -> (Vec<Vec<u8>>, Vec<u8>) {
    let mut pack = CardPack {
        cards: documents.iter().map(|document| document.card.clone()).collect(),
        texts: Vec::new(),
    };
    let mut stored = Vec::new();
    for group in documents.chunks(TEXTS) {
        let texts = group.iter().map(|document| document.sections.join("\n")).collect();
        let text = deflate(&TextPack { texts }.write());
        pack.texts.push((group.len(), ChunkName::of(&text)));
        stored.push(text);
    }
    (stored, deflate(&pack.write()))
}
