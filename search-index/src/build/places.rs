//! Where words stand in reports, on the way from tantivy to the chunks.

use crate::format::{PHRASE_FIELDS, Writer};

/// Where the hits of a term stand in their fields: one vector for all, because most have one place.
#[derive(Default)]
pub(super) struct Places {
    /// All of them, posting by posting.
    pub(super) all: Vec<u32>,
    /// By posting, then by field.
    pub(super) of: Vec<[(usize, usize); PHRASE_FIELDS]>,
}

impl Places {
    /// Writes those of some postings, each by its distance to the one before.
    pub(super) fn write(&self, postings: std::ops::Range<usize>, out: &mut Writer) {
        for (from, to) in self.of.get(postings).into_iter().flatten().flatten() {
            let mut before = 0;
            for place in &self.all[*from..*to] {
                out.number(u64::from(place - before));
                before = *place;
            }
        }
    }
}
