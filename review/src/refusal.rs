//! Why something isn't done.

use generator::content::ContentError;
use generator::gate::{GateError, GitError};

use crate::vault::VaultError;
use crate::work::StoreError;

/// A rule of the review stands against it. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Kebab-case name of the rule.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Why something isn't done.
#[derive(Debug, Clone)]
pub enum Stop {
    /// A rule.
    Refused(Refusal),
    /// The machine, or the way it was asked: what, and what to do.
    Failed(String, String),
}

impl Stop {
    /// A rule stands against it.
    pub fn refused(rule: &'static str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Refused(Refusal { rule, message: message.into(), help: help.into() })
    }

    /// It can't be done.
    pub fn failed(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Failed(message.into(), help.into())
    }
}

impl From<VaultError> for Stop {
    fn from(error: VaultError) -> Self {
        Self::failed(error.to_string(), error.help())
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Vault(error) => error.into(),
            StoreError::NoRecipients => {
                Self::failed(error.to_string(), "give a reviewer in use a `recipient` in the newest roster")
            }
            StoreError::Ledger(_) => Self::failed(
                error.to_string(),
                "have it sealed anew by somebody whose key opens it (`nearmiss-review reseal`), then try again",
            ),
            StoreError::Seal => {
                Self::failed(error.to_string(), "shorten the text, and check the roster's recipients")
            }
        }
    }
}

impl From<GitError> for Stop {
    fn from(error: GitError) -> Self {
        let help = match &error {
            // Everything was done where it counts; a file of this checkout, or a change to one, is in the way.
            GitError::Failed { command, .. } if command.starts_with("merge") => {
                "move away what is in the way, or commit it elsewhere, then do the same again; a bare repository has no such files"
            }
            _ => "name the review repository with `--repo DIR`; nothing was changed",
        };
        Self::failed(error.to_string(), help)
    }
}

impl From<GateError> for Stop {
    fn from(error: GateError) -> Self {
        Self::failed(error.to_string(), "look at the library in the review repository with `nearmiss check`")
    }
}

impl From<ContentError> for Stop {
    fn from(error: ContentError) -> Self {
        Self::failed(error.to_string(), "look at the library in the review repository with `nearmiss check`")
    }
}
