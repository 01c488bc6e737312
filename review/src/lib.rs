//! `nearmiss-review`: two experts make a report safe to publish, and sign for it.
//!
//! [`vault`] holds what is sealed, [`work`] what reviewers did, [`mix`] breaks the order of arrival.

pub mod act;
pub mod clock;
mod failpoint;
pub mod mix;
pub mod published;
pub mod refusal;
pub mod repository;
pub mod sign;
pub mod submission;
pub mod vault;
pub mod work;
