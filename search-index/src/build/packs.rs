//! Cards and texts, packed by neighbours.

use rayon::prelude::*;

use super::{Chunks, Document, deflate};
use crate::format::{CardPack, Kind, TextPack};

/// Cards in a pack: few, because the reports that a query finds seldom lie side by side.
pub(super) const CARDS: usize = 4;
/// Texts in a pack.
pub(super) const TEXTS: usize = 4;

pub(super) fn pack(documents: &[&Document], chunks: &Chunks) {
    let cards = documents.par_chunks(CARDS).map(|own| {
        let cards = own.iter().map(|document| document.card.clone()).collect();
        deflate(&CardPack { cards }.write())
    });
    chunks.put_all(Kind::Cards, cards.collect());
    let texts = documents.par_chunks(TEXTS).map(|own| {
        let texts = own.iter().map(|document| document.sections.join("\n")).collect();
        deflate(&TextPack { texts }.write())
    });
    chunks.put_all(Kind::Texts, texts.collect());
}
