//! The chunks at hand, and those that are missing.

use std::rc::Rc;

use super::list::List;
use super::sorted::Sorted;
use crate::format::{CardPack, ChunkName, Column, Damaged, Kind, Root, SpellingShard, TermBlock, TextPack};

/// Bytes of uncompressed chunks that are kept; what the last query didn't use goes first.
const MOST_KEPT: usize = 24 << 20;

#[derive(Debug, Clone)]
enum Chunk {
    Terms(Rc<TermBlock>),
    Places(Rc<[u8]>),
    Cards(Rc<CardPack>),
    Texts(Rc<TextPack>),
    Spelling(Rc<SpellingShard>),
    Column(Rc<Column>),
}

#[derive(Debug)]
struct Kept {
    name: ChunkName,
    chunk: Chunk,
    bytes: usize,
    used: u64,
}

#[derive(Debug, Default)]
pub(super) struct Chunks {
    kept: Vec<Kept>,
    wanted: Vec<ChunkName>,
    bytes: usize,
    query: u64,
    /// Lists made of chunks, by term.
    pub(super) lists: Sorted<String, Rc<List>>,
}

impl Chunks {
    /// A new query begins: what was wanted before no longer is.
    pub(super) fn begin(&mut self) {
        self.wanted.clear();
        self.query += 1;
    }

    /// Names of what is missing, each once.
    pub(super) fn wanted(&self) -> Vec<ChunkName> {
        self.wanted.clone()
    }

    /// Takes in a chunk that is wanted.
    pub(super) fn supply(&mut self, name: ChunkName, bytes: &[u8], root: &Root) -> Result<(), Damaged> {
        let Some(at) = self.wanted.iter().position(|own| *own == name) else { return Ok(()) };
        self.wanted.swap_remove(at);
        let chunk = match name.kind {
            Kind::Terms => Chunk::Terms(Rc::new(TermBlock::read(bytes, root.reports, false)?)),
            Kind::Piece => Chunk::Terms(Rc::new(TermBlock::read(bytes, root.reports, true)?)),
            Kind::Places | Kind::PiecePlaces => Chunk::Places(bytes.into()),
            Kind::Cards => Chunk::Cards(Rc::new(CardPack::read(bytes)?)),
            Kind::Texts => Chunk::Texts(Rc::new(TextPack::read(bytes)?)),
            Kind::Words => Chunk::Spelling(Rc::new(SpellingShard::read(bytes)?)),
            Kind::Column => Chunk::Column(Rc::new(Column::read(bytes, root.reports)?)),
            // Never wanted: the engine begins with it.
            Kind::Root => return Ok(()),
        };
        self.bytes += bytes.len();
        self.kept.push(Kept { name, chunk, bytes: bytes.len(), used: self.query });
        if self.bytes > MOST_KEPT {
            let now = self.query;
            self.kept.retain(|own| own.used + 1 >= now);
            self.bytes = self.kept.iter().map(|own| own.bytes).sum();
            self.lists.clear();
        }
        Ok(())
    }

    fn get(&mut self, name: ChunkName) -> Option<Chunk> {
        let query = self.query;
        if let Some(kept) = self.kept.iter_mut().find(|own| own.name == name) {
            kept.used = query;
            return Some(kept.chunk.clone());
        }
        if !self.wanted.contains(&name) {
            self.wanted.push(name);
        }
        None
    }

    /// A block of the dictionary, or a piece of a list.
    pub(super) fn terms(&mut self, name: ChunkName) -> Option<Rc<TermBlock>> {
        self.get(name).and_then(|chunk| if let Chunk::Terms(own) = chunk { Some(own) } else { None })
    }

    /// Where the terms of a block stand, or the term of a piece.
    pub(super) fn places(&mut self, name: ChunkName) -> Option<Rc<[u8]>> {
        self.get(name).and_then(|chunk| if let Chunk::Places(own) = chunk { Some(own) } else { None })
    }

    pub(super) fn cards(&mut self, number: u32) -> Option<Rc<CardPack>> {
        let chunk = self.get(ChunkName::new(Kind::Cards, number));
        chunk.and_then(|chunk| if let Chunk::Cards(own) = chunk { Some(own) } else { None })
    }

    pub(super) fn texts(&mut self, number: u32) -> Option<Rc<TextPack>> {
        let chunk = self.get(ChunkName::new(Kind::Texts, number));
        chunk.and_then(|chunk| if let Chunk::Texts(own) = chunk { Some(own) } else { None })
    }

    pub(super) fn words(&mut self, length: u32) -> Option<Rc<SpellingShard>> {
        let chunk = self.get(ChunkName::new(Kind::Words, length));
        chunk.and_then(|chunk| if let Chunk::Spelling(own) = chunk { Some(own) } else { None })
    }

    pub(super) fn column(&mut self, field: usize) -> Option<Rc<Column>> {
        let chunk = self.get(ChunkName::new(Kind::Column, u32::try_from(field).unwrap_or(u32::MAX)));
        chunk.and_then(|chunk| if let Chunk::Column(own) = chunk { Some(own) } else { None })
    }
}
