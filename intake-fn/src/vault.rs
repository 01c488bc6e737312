//! Where sealed reports go. A vault takes a [`SealedReport`] and nothing else, never overwrites, and offers no way to
//! read, list or delete.

mod folder;
#[cfg(feature = "lambda")]
mod s3;

use std::fmt;
use std::pin::Pin;

use seal::SealedReport;

pub use folder::FolderVault;
#[cfg(feature = "lambda")]
pub use s3::{S3Vault, config as s3_config};

/// A name that says nothing: 16 bytes in hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ObjectName([u8; 16]);

impl From<[u8; 16]> for ObjectName {
    fn from(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// It is in the vault now, and will be after a power cut.
    New,
    /// An object of this name was there before.
    AlreadyThere,
}

/// The vault didn't say yes. Whether the report is in it is not known; sending it again under its name is safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the vault didn't take the report")]
pub struct NotStored;

/// What a vault will have done.
pub type Storing<'a> = Pin<Box<dyn Future<Output = Result<Stored, NotStored>> + Send + 'a>>;

/// A place for sealed reports.
pub trait Vault: Send + Sync {
    /// Stores a report under a name.
    fn store(&self, name: ObjectName, report: SealedReport) -> Storing<'_>;
}
