//! The chunks of an index: what each kind holds, written and read (`docs/search-format.md`).
//!
//! A chunk is compressed with DEFLATE (RFC 1951) and begins with a seal, a hash of where it lies and what it holds, so
//! that a chunk that was damaged on its way gives itself away. What is in it is checked all the same: a decoder here
//! answers any bytes with a value or [`Damaged`], in memory bounded by the bytes.

mod bytes;
mod cards;
mod column;
mod name;
mod root;
mod spelling;
mod synonyms;
mod terms;

pub use bytes::{Damaged, MOST_WORD_BYTES, Reader, Writer};
pub use cards::{Card, CardPack, TextPack};
pub use column::{Column, FacetValue};
pub use name::{ChunkName, Kind, SEAL, SetName, hash, seal, unsealed};
pub use root::{Frequent, Root};
pub use spelling::{Spelling, SpellingShard};
pub use synonyms::{Synonym, SynonymGroup};
pub use terms::{BLOCK, Hit, Maxima, PIECE, Posting, TermBlock, TermPostings, per_field};

/// The indexed fields: title, takeaway, the report's sections, the labels of its coded fields.
pub const FIELDS: usize = 4;
/// Fields in which quoted phrases are looked for: all but the labels.
pub const PHRASE_FIELDS: usize = 3;
/// Largest chunk, uncompressed, that a reader needs to accept.
pub const MOST_BYTES: usize = 4 << 20;
