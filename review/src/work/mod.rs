//! What reviewers did, as sealed records in the vault.
//!
//! A record is never changed: what is true of a report follows from all of them, in an order that doesn't depend on
//! clocks. Two reviewers who decide at the same moment both write their record, and every desk takes the same one of
//! the two.

mod case;
mod record;
mod store;

pub use case::{Case, Note, State};
pub use record::{Record, What};
pub use store::{Opened, Resealed, SetAside, Store, StoreError};
