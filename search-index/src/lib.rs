//! Search in a library that lies on a static host.
//!
//! At build time tantivy analyses and indexes the reports; [`build`] walks its terms, postings, positions and field
//! norms and writes small sealed chunks (`docs/search-format.md`). In the browser the
//! [`Engine`], compiled to WASM without tantivy, asks for the few chunks a query needs and ranks as tantivy would.
//! The same engine answers `nearmiss search`.
//!
//! Nothing here reads a clock, a disk (but [`store`]) or a network: whoever runs the engine fetches.

pub mod analysis;
pub mod bm25;
#[cfg(feature = "native")]
pub mod build;
pub mod engine;
pub mod format;
pub mod query;
#[cfg(feature = "native")]
pub mod store;

pub use engine::{Answer, Engine, Outcome, Request};
