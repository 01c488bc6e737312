//! Words that mean the same, as the root carries them.

use super::bytes::{Damaged, Reader, Writer};

/// A word or a short phrase of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonym {
    /// As the library's people wrote it: what a reader is shown.
    pub shown: String,
}

/// Words of which one also finds the others; or, if none is [`there`](Self::there), what is left of such groups: words
/// that are spelled as they are meant, and find nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynonymGroup {
    /// Only the first finds the others, not the other way round.
    pub from_first: bool,
    /// How many of the words some report has: those that come first.
    pub there: usize,
    /// The words; what they find together is the list of the term [`SynonymGroup::term`].
    pub words: Vec<Synonym>,
}

impl SynonymGroup {
    /// What no word begins with.
    pub const PREFIX: &str = "=";

    /// The term whose list is what the group with this number finds.
    #[must_use]
    pub fn term(number: usize) -> String {
        let mut term = String::from(Self::PREFIX);
        for shift in [12, 6, 0] {
            let digit = u8::try_from(number >> shift & 63).unwrap_or(0);
            term.push(char::from(b'0' + digit));
        }
        term
    }

    /// Writes groups: the words of all as one text, which compresses better than many.
    pub(super) fn write(groups: &[Self], out: &mut Writer) {
        out.count(groups.len());
        for group in groups {
            out.count(group.there << 1 | usize::from(group.from_first));
        }
        let mut text = String::new();
        for word in groups.iter().flat_map(|group| group.words.iter().enumerate()) {
            text.push(if word.0 == 0 { '\n' } else { ',' });
            text.push_str(&word.1.shown);
        }
        out.text(&text);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Vec<Self>, Damaged> {
        let mut groups = Vec::new();
        for _ in 0..from.count()? {
            let head = from.small()? as usize;
            groups.push(Self { from_first: head & 1 == 1, there: head >> 1, words: Vec::new() });
        }
        let mut lines = from.text()?.split('\n');
        if lines.next() != Some("") {
            return Err(Damaged("words stand before the first group"));
        }
        for group in &mut groups {
            for word in lines.next().ok_or(Damaged("it ends too early"))?.split(',') {
                group.words.push(Synonym::new(word));
            }
            if group.there > group.words.len() {
                return Err(Damaged("a count is larger than what follows"));
            }
        }
        if lines.next().is_some() { Err(Damaged("it goes on after its end")) } else { Ok(groups) }
    }
}

impl Synonym {
    /// A synonym by its words.
    #[must_use]
    pub fn new(shown: &str) -> Self {
        Self { shown: shown.to_owned() }
    }

    /// The terms it is found by, joined by a blank.
    #[must_use]
    #[inline(never)] // asked for in three places, and a kilobyte in each
    pub fn terms(&self) -> String {
        let mut terms = String::new();
        for token in crate::analysis::tokens(&self.shown) {
            if !terms.is_empty() {
                terms.push(' ');
            }
            terms.push_str(&token.term());
        }
        terms
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, Synonym, SynonymGroup, Writer};

    #[test]
    fn groups_are_read_as_they_were_written_and_need_their_lines() {
        let words = |shown: &[&str]| shown.iter().map(|own| Synonym::new(own)).collect::<Vec<_>>();
        let groups = vec![
            SynonymGroup { from_first: false, there: 2, words: words(&["gun", "long gun", "pistol"]) },
            SynonymGroup { from_first: true, there: 1, words: words(&["weapon"]) },
        ];
        for groups in [groups, Vec::new()] {
            let mut out = Writer::default();
            SynonymGroup::write(&groups, &mut out);
            assert_eq!(SynonymGroup::read(&mut Reader::new(&out.bytes)), Ok(groups));
        }
        for hostile in [
            &b"\x01\x03\x00"[..],
            b"\x01\x03\x03gun",
            b"\x02\x02\x02\x04\ngun",
            b"\x01\x02\x08\ngun\npis",
            b"\x01\x04\x04\ngun",
        ] {
            assert!(SynonymGroup::read(&mut Reader::new(hostile)).is_err(), "{hostile:?}");
        }
    }
}
