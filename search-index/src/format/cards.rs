//! What a result shows: its card at once, the report's text when an excerpt is wanted. Both lie in packs of
//! a few reports that follow each other in the index.

use super::bytes::{Damaged, Reader, Writer};

/// What a result shows of a report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The one sentence to remember.
    pub takeaway: String,
    /// Where it belongs, in one line.
    pub facts: String,
}

impl Card {
    fn texts(&self) -> [&String; 4] {
        [&self.id, &self.title, &self.takeaway, &self.facts]
    }
}

/// The cards of reports that follow each other in the index.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CardPack {
    /// In the order of the index.
    pub cards: Vec<Card>,
}

impl CardPack {
    /// The pack as bytes, not yet compressed.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.count(self.cards.len());
        for text in self.cards.iter().flat_map(Card::texts) {
            out.text(text);
        }
        out.bytes
    }

    /// Reads a pack.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut from = Reader::new(bytes);
        let mut pack = Self::default();
        for _ in 0..from.count()? {
            let mut text = || from.text().map(str::to_owned);
            let (id, title) = (text()?, text()?);
            pack.cards.push(Card { id, title, takeaway: text()?, facts: text()? });
        }
        from.end()?;
        Ok(pack)
    }
}

/// The texts of reports that follow each other in the index.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextPack {
    /// In the order of the index.
    pub texts: Vec<String>,
}

impl TextPack {
    /// The pack as bytes, not yet compressed.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.count(self.texts.len());
        for text in &self.texts {
            out.text(text);
        }
        out.bytes
    }

    /// Reads a pack.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut from = Reader::new(bytes);
        let mut texts = Vec::new();
        for _ in 0..from.count()? {
            texts.push(from.text()?.to_owned());
        }
        from.end()?;
        Ok(Self { texts })
    }
}
