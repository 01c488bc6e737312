//! `nearmiss-review`: two experts make a report safe to publish, and sign for it.
//!
//! [`vault`] holds what is sealed, [`mix`] breaks the order of its arrival, [`work`] is what reviewers did, [`act`] what they
//! can do, `desk` and `command` how they are asked, [`repository`] where signatures collect and what is published.

pub mod act;
pub mod clock;
mod command;
mod desk;
pub mod disclosure;
mod failpoint;
pub mod ledger;
pub mod mix;
pub mod published;
pub mod queue;
pub mod refusal;
pub mod reidentification;
pub mod repeats;
pub mod repository;
pub mod roster;
pub mod run;
pub mod sign;
pub mod submission;
pub mod vault;
pub mod work;
