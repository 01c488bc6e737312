//! The engine: from a query and the chunks at hand to results, or to the names of the chunks that are missing.
//!
//! It never waits. Whoever runs it (a worker in the browser, `nearmiss search`) calls [`Engine::search`], fetches what
//! it is told, hands that to [`Engine::supply`] and calls again.

mod chunks;
mod completion;
mod excerpt;
mod filter;
mod list;
mod lookup;
mod matched;
mod phrase;
mod plan;
mod proximity;
mod rank;
mod sorted;
pub(crate) mod spelling;
mod synonyms;
mod top;

pub use excerpt::Piece;
pub use plan::{Also, Because};

use std::rc::Rc;

use crate::bm25::Scale;
use crate::format::{Card, ChunkName, Damaged, Root};
use chunks::Chunks;
use matched::Matched;
use synonyms::Synonyms;

/// What is asked for.
#[allow(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// What the reader typed, composed (NFC).
    pub query: String,
    /// Whether its last word may not be at its end yet.
    pub typing: bool,
    /// Leave out the words of `synonyms.yaml`.
    pub without_synonyms: bool,
    /// Leave out words that are spelled much the same.
    pub without_spelling: bool,
    /// Fields and values that reports must have: any of a field's values, each of the fields.
    pub filters: Vec<(String, String)>,
    /// Results wanted.
    pub limit: usize,
    /// Fields whose values are to be counted.
    pub counts: Vec<String>,
    /// Leave the order to BM25 alone.
    pub plain_order: bool,
}

/// What comes of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// These chunks first.
    Need(Vec<ChunkName>),
    /// The answer.
    Found(Answer),
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// Reports that match.
    pub total: u32,
    /// Reports that have every word of the query, or what stands for it.
    pub with_all: u32,
    /// Words that no report has.
    pub missing: Vec<String>,
    /// What was also searched, and why.
    pub also: Vec<Also>,
    /// Filters that this library doesn't know.
    pub unknown: Vec<(String, String)>,
    /// Whether the end of a very long query was left out.
    pub cut: bool,
    /// The best reports.
    pub results: Vec<Found>,
    /// Of each field asked for: its values with the number of reports among those found.
    pub counts: Vec<Counts>,
}

/// A report that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its number in the index.
    pub report: u32,
    /// How well it fits; comparable within one answer only.
    pub score: f32,
    /// What to show of it.
    pub card: Card,
}

/// The values of a field among the reports found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// The field's id.
    pub field: String,
    /// The field's label.
    pub label: String,
    /// Id, label, number; those with none are left out.
    pub values: Vec<(String, String, u32)>,
}

/// An index, as far as it has been loaded.
#[derive(Debug)]
pub struct Engine {
    root: Root,
    scale: Scale,
    synonyms: Synonyms,
    chunks: Chunks,
    /// Terms whose hits are marked: those of the last query.
    marked: Vec<String>,
    /// What the last query matched, for counts that are asked for later.
    last: Option<(Request, Rc<Matched>)>,
}

impl Engine {
    /// Begins with a root.
    pub fn new(root: &[u8]) -> Result<Self, Damaged> {
        let root = Root::read(root)?;
        let scale = Scale::new(&root);
        Ok(Self {
            scale,
            synonyms: Synonyms::default(),
            chunks: Chunks::default(),
            marked: Vec::new(),
            last: None,
            root,
        })
    }

    /// The root.
    #[must_use]
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// The chunk with this text as its name, if it was asked for.
    #[must_use]
    pub fn wanted(&self, text: &str) -> Option<ChunkName> {
        self.chunks.wanted().into_iter().find(|name| name.text() == text)
    }

    /// Takes in a chunk that was asked for, uncompressed. One that nobody asked for is let go.
    pub fn supply(&mut self, name: ChunkName, bytes: &[u8]) -> Result<(), Damaged> {
        self.chunks.supply(name, bytes, &self.root)
    }

    /// Answers, or says what it needs first.
    pub fn search(&mut self, request: &Request) -> Result<Outcome, Damaged> {
        self.chunks.begin();
        match self.answer(request) {
            Ok(Some(answer)) => Ok(Outcome::Found(answer)),
            Ok(None) => Ok(Outcome::Need(self.chunks.wanted())),
            Err(damaged) => Err(damaged),
        }
    }

    /// `None` while chunks are missing.
    fn answer(&mut self, request: &Request) -> Result<Option<Answer>, Damaged> {
        let wanted = Request { limit: 0, counts: Vec::new(), ..request.clone() };
        let matched = match self.last.take() {
            Some((last, matched)) if last == wanted && matched.reached >= request.limit => matched,
            _ => match self.run(request)? {
                Some(matched) => Rc::new(matched),
                None => return Ok(None),
            },
        };
        self.last = Some((wanted, matched.clone()));
        let counts = self.counts(request, &matched);
        let results = self.cards(matched.best.iter().take(request.limit))?;
        let (Some(counts), Some(results)) = (counts, results) else { return Ok(None) };
        Ok(Some(Answer {
            total: matched.total,
            with_all: matched.with_all,
            missing: matched.missing.clone(),
            also: matched.also.clone(),
            unknown: matched.unknown.clone(),
            cut: matched.cut,
            results,
            counts,
        }))
    }

    fn cards<'a>(
        &mut self,
        best: impl Iterator<Item = &'a (u32, f32)>,
    ) -> Result<Option<Vec<Found>>, Damaged> {
        let mut found = Vec::new();
        let mut complete = true;
        for (report, score) in best {
            let Some(pack) = self.chunks.cards(report / self.root.cards) else {
                complete = false;
                continue;
            };
            let at = (report % self.root.cards) as usize;
            let card = pack.cards.get(at).ok_or(Damaged("a report has no card"))?.clone();
            found.push(Found { report: *report, score: *score, card });
        }
        Ok(complete.then_some(found))
    }
}
