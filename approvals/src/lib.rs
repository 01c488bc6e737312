//! Who approved what, and whether that is enough to publish it.
//!
//! Two experts approve a report, each with an SSH signature over a small statement. The keys stand in a roster, each
//! roster is signed by two of the one before, and what is published together is listed in a manifest signed by two.
//! [`gate::judge`] holds a library against all of it. Only verifies: signing is the reviewers' own business. Values
//! in, findings out: nothing here reads a file, a clock or a repository.

mod approval;
mod batch;
mod digest;
pub mod gate;
mod lines;
mod manifest;
mod roster;
mod rules;
mod signature;
mod withdrawal;

pub use approval::{Approval, Stage};
pub use batch::Batch;
pub use digest::{Digest, others_digest};
pub use lines::LineError;
pub use manifest::Manifest;
pub use roster::{Reviewer, Role, Roster, Standing, allowed_signers, read_roster};
pub use signature::{Namespace, PublicKey, Signatures, is_signed_by};
pub use withdrawal::Withdrawal;
