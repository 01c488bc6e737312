//! Where the words of the query stand in a report.

use super::Engine;
use super::synonyms::LONGEST_PHRASE;
use crate::analysis::tokens;
use crate::format::{ChunkName, Damaged};

/// Length of an excerpt, in bytes of text.
const LENGTH: usize = 220;

/// A stretch of text, marked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is a word of the query, or what stands for one.
    pub hit: bool,
}

impl Engine {
    /// Excerpts of the texts of reports, around the words of the last query. In place of the answer come the names
    /// of chunks while some are missing.
    pub fn excerpts(&mut self, reports: &[u32]) -> Result<Result<Vec<Vec<Piece>>, Vec<ChunkName>>, Damaged> {
        self.chunks.begin();
        let mut excerpts = Vec::new();
        let mut complete = true;
        for report in reports {
            match self.text(*report)? {
                Some(text) => excerpts.push(self.excerpt(&text)),
                None => complete = false,
            }
        }
        Ok(if complete { Ok(excerpts) } else { Err(self.chunks.wanted()) })
    }

    fn text(&mut self, report: u32) -> Result<Option<String>, Damaged> {
        if report >= self.root.reports {
            return Err(Damaged("a report has no text"));
        }
        let Some(pack) = self.chunks.texts(report / self.root.texts) else { return Ok(None) };
        let own = pack.texts.get((report % self.root.texts) as usize);
        own.cloned().map(Some).ok_or(Damaged("a report has no text"))
    }

    /// A text with the words of the last query marked.
    #[must_use]
    pub fn marked(&self, text: &str) -> Vec<Piece> {
        pieces(text, &self.hits(text))
    }

    /// Where the words and phrases of the last query stand: first byte, byte after the last, which of them.
    fn hits(&self, text: &str) -> Vec<(usize, usize, usize)> {
        let words: Vec<(usize, usize, String)> =
            tokens(text).map(|token| (token.start, token.end, token.term())).collect();
        let mut hits: Vec<(usize, usize, usize)> = Vec::new();
        for (at, (start, ..)) in words.iter().enumerate() {
            if hits.last().is_some_and(|(_, end, _)| end > start) {
                continue;
            }
            // The longest that begins here.
            let mut terms = String::new();
            for (_, end, term) in words[at..].iter().take(LONGEST_PHRASE) {
                if !terms.is_empty() {
                    terms.push(' ');
                }
                terms.push_str(term);
                if let Some(which) = self.marked.iter().position(|own| *own == terms) {
                    if hits.last().is_some_and(|(begun, ..)| begun == start) {
                        hits.pop();
                    }
                    hits.push((*start, *end, which));
                }
            }
        }
        hits
    }

    /// The stretch with the most different words of the query.
    fn excerpt(&self, text: &str) -> Vec<Piece> {
        let hits = self.hits(text);
        let mut best = (0, 0, 0);
        for (at, (start, ..)) in hits.iter().enumerate() {
            let within: Vec<_> =
                hits[at..].iter().take_while(|(_, end, _)| end - start <= LENGTH * 3 / 4).collect();
            // Of the terms after the 63rd, any counts once.
            let terms = within.iter().fold(0_u64, |terms, (.., term)| terms | 1 << (*term).min(63));
            let different = terms.count_ones();
            if (different, within.len()) > (best.0, best.1) {
                best = (different, within.len(), *start);
            }
        }
        let (from, to) = around(text, best.2);
        let inside: Vec<_> =
            hits.into_iter().filter(|(start, end, _)| *start >= from && *end <= to).collect();
        let moved: Vec<_> =
            inside.into_iter().map(|(start, end, term)| (start - from, end - from, term)).collect();
        let mut pieces = pieces(&text[from..to], &moved);
        let ellipsis = |text: &str| Piece { text: text.to_owned(), hit: false };
        if from > 0 {
            pieces.insert(0, ellipsis("… "));
        }
        if to < text.trim_end().len() {
            pieces.push(ellipsis(" …"));
        }
        pieces
    }
}

/// A stretch of [`LENGTH`] around a place, from word to word; from the beginning of a sentence if one is near.
fn around(text: &str, place: usize) -> (usize, usize) {
    let earliest = text.floor_char_boundary(place.saturating_sub(LENGTH / 3));
    let lead = &text[earliest..place];
    let from = if earliest == 0 {
        0
    } else if let Some(end) = lead.rfind('.').filter(|end| lead[end + 1..].starts_with(' ')) {
        earliest + end + 2
    } else {
        lead.find(' ').map_or(place, |blank| earliest + blank + 1)
    };
    let latest = text.floor_char_boundary(from + LENGTH);
    let to = if latest == text.len() {
        latest
    } else {
        text[from..latest].rfind(char::is_whitespace).map_or(latest, |blank| from + blank)
    };
    (from, to.max(from))
}

fn pieces(text: &str, hits: &[(usize, usize, usize)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (start, end, _) in hits {
        if *start > from {
            pieces.push(Piece { text: text[from..*start].to_owned(), hit: false });
        }
        pieces.push(Piece { text: text[*start..*end].to_owned(), hit: true });
        from = *end;
    }
    if from < text.len() {
        pieces.push(Piece { text: text[from..].to_owned(), hit: false });
    }
    pieces
}
