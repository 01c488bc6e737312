//! The chunks at hand, and those that are missing.

use std::rc::Rc;

use super::list::List;
use super::sorted::Sorted;
use crate::format::{CardPack, ChunkName, Column, Damaged, Root, SpellingShard, TermBlock, TextPack};

/// Bytes of uncompressed chunks that are kept; what the last query didn't use goes first.
const MOST_KEPT: usize = 24 << 20;

/// What a chunk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Terms,
    Piece,
    Positions,
    Cards,
    Texts,
    Spelling,
    /// Of which field.
    Column(usize),
}

#[derive(Debug, Clone)]
enum Chunk {
    Terms(Rc<TermBlock>),
    Positions(Rc<[u8]>),
    Cards(Rc<CardPack>),
    Texts(Rc<TextPack>),
    Spelling(Rc<SpellingShard>),
    Column(Rc<Column>),
}

#[derive(Debug)]
struct Kept {
    kind: Kind,
    name: ChunkName,
    chunk: Chunk,
    bytes: usize,
    used: u64,
}

#[derive(Debug, Default)]
pub(super) struct Chunks {
    kept: Vec<Kept>,
    wanted: Vec<(Kind, ChunkName)>,
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
        let mut names = Vec::new();
        for (_, name) in &self.wanted {
            if !names.contains(name) {
                names.push(*name);
            }
        }
        names
    }

    pub(super) fn supply(&mut self, name: ChunkName, bytes: &[u8], root: &Root) -> Result<(), Damaged> {
        while let Some(at) = self.wanted.iter().position(|(_, own)| *own == name) {
            let (kind, _) = self.wanted.swap_remove(at);
            let chunk = match kind {
                Kind::Terms => Chunk::Terms(Rc::new(TermBlock::read(bytes, root.reports, false)?)),
                Kind::Piece => Chunk::Terms(Rc::new(TermBlock::read(bytes, root.reports, true)?)),
                Kind::Positions => Chunk::Positions(bytes.into()),
                Kind::Cards => Chunk::Cards(Rc::new(CardPack::read(bytes)?)),
                Kind::Texts => Chunk::Texts(Rc::new(TextPack::read(bytes)?)),
                Kind::Spelling => Chunk::Spelling(Rc::new(SpellingShard::read(bytes)?)),
                Kind::Column(at) => {
                    Chunk::Column(Rc::new(Column::read(bytes, root.reports, root.facets[at].values.len())?))
                }
            };
            self.bytes += bytes.len();
            self.kept.push(Kept { kind, name, chunk, bytes: bytes.len(), used: self.query });
        }
        if self.bytes > MOST_KEPT {
            let now = self.query;
            self.kept.retain(|own| own.used + 1 >= now);
            self.bytes = self.kept.iter().map(|own| own.bytes).sum();
            self.lists.clear();
        }
        Ok(())
    }

    fn get(&mut self, kind: Kind, name: ChunkName) -> Option<Chunk> {
        let query = self.query;
        if let Some(kept) = self.kept.iter_mut().find(|own| own.kind == kind && own.name == name) {
            kept.used = query;
            return Some(kept.chunk.clone());
        }
        if !self.wanted.contains(&(kind, name)) {
            self.wanted.push((kind, name));
        }
        None
    }

    pub(super) fn terms(&mut self, name: ChunkName) -> Option<Rc<TermBlock>> {
        self.get(Kind::Terms, name)
            .and_then(|chunk| if let Chunk::Terms(own) = chunk { Some(own) } else { None })
    }

    pub(super) fn piece(&mut self, name: ChunkName) -> Option<Rc<TermBlock>> {
        self.get(Kind::Piece, name)
            .and_then(|chunk| if let Chunk::Terms(own) = chunk { Some(own) } else { None })
    }

    pub(super) fn positions(&mut self, name: ChunkName) -> Option<Rc<[u8]>> {
        let chunk = self.get(Kind::Positions, name);
        chunk.and_then(|chunk| if let Chunk::Positions(own) = chunk { Some(own) } else { None })
    }

    pub(super) fn cards(&mut self, name: ChunkName) -> Option<Rc<CardPack>> {
        self.get(Kind::Cards, name)
            .and_then(|chunk| if let Chunk::Cards(own) = chunk { Some(own) } else { None })
    }

    pub(super) fn texts(&mut self, name: ChunkName) -> Option<Rc<TextPack>> {
        self.get(Kind::Texts, name)
            .and_then(|chunk| if let Chunk::Texts(own) = chunk { Some(own) } else { None })
    }

    pub(super) fn spelling(&mut self, name: ChunkName) -> Option<Rc<SpellingShard>> {
        let chunk = self.get(Kind::Spelling, name);
        chunk.and_then(|chunk| if let Chunk::Spelling(own) = chunk { Some(own) } else { None })
    }

    pub(super) fn column(&mut self, at: usize, name: ChunkName) -> Option<Rc<Column>> {
        let chunk = self.get(Kind::Column(at), name);
        chunk.and_then(|chunk| if let Chunk::Column(own) = chunk { Some(own) } else { None })
    }
}
