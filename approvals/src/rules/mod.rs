//! What can speak against publishing a library, one rule a file.

use report::{Finding, Place, Severity, Source};

pub(crate) mod allowed_signers;
pub(crate) mod approval_bytes;
pub(crate) mod approval_editor;
pub(crate) mod approval_missing;
pub(crate) mod approval_report;
pub(crate) mod approval_role;
pub(crate) mod approval_same_person;
pub(crate) mod approval_signature;
pub(crate) mod approval_stage;
pub(crate) mod approval_standing;
pub(crate) mod approval_taxonomy;
pub(crate) mod batch;
pub(crate) mod release_chain;
pub(crate) mod release_others;
pub(crate) mod release_report;
pub(crate) mod release_roster;
pub(crate) mod release_unsigned;
pub(crate) mod roster_chain;
pub(crate) mod roster_key;
pub(crate) mod roster_root;
pub(crate) mod roster_signing_key;
pub(crate) mod roster_standing;
pub(crate) mod statement_format;
pub(crate) mod tables_unsigned;
pub(crate) mod unsigned_file;
pub(crate) mod withdrawal_signature;

/// An error about a whole file.
fn about(rule: &'static str, name: &str, message: impl Into<String>, help: impl Into<String>) -> Finding {
    Source::new(name, "").finding(rule, Severity::Error, Place::FILE, message, help)
}
