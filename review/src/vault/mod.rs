//! Where sealed objects lie, as the reviewers may use it: list, get, put, move, delete.
//!
//! The intake has a vault of its own that can do nothing but store. An object is a sealed report under `in/` (where
//! the intake puts it) or `reports/` (where the mixer puts it), or something sealed by the reviewers under `work/`.

mod folder;
mod s3;

use std::fmt;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

pub use folder::FolderVault;
pub use s3::S3Vault;

/// Where the intake stores reports.
pub const IN: &str = "in/";
/// Where reviewers find them.
pub const REPORTS: &str = "reports/";
/// What reviewers seal for each other.
pub const WORK: &str = "work/";

/// An object, as a listing tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// Its whole name, for instance `reports/<32 hex>`.
    pub name: String,
    /// How long it has been under this name, by the vault's own clock.
    pub age: Duration,
}

/// What a vault refused.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no such vault.
    #[error("there is no vault `{0}`")]
    Missing(String),
    /// The folder or the bucket doesn't do what it was asked for.
    #[error("the vault can't {doing}: {reason}")]
    Refused {
        /// What was asked.
        doing: String,
        /// The machine's reason.
        reason: String,
    },
    /// Another mixer moves what is in it at this moment.
    #[error("another mixer is at work on this vault")]
    Mixing,
    /// Something of this name is there already.
    #[error("`{0}` is in the vault already")]
    Taken(String),
}

impl VaultError {
    /// What to do.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Missing(_) => {
                "name the folder or the bucket with `--vault DIR` or `--vault s3://BUCKET`; a folder of another machine must be mounted"
            }
            Self::Refused { .. } => {
                "check room, permissions and network, then do the same again: nothing is lost"
            }
            Self::Mixing => "nothing is left to do: it moves what is due; look again when it has ended",
            Self::Taken(_) => "do the same again",
        }
    }
}

/// A place for sealed objects. Blocking; every call is safe to repeat.
pub trait Vault: Send + Sync {
    /// All objects whose names begin with this, in the order of their names.
    fn list(&self, start: &str) -> Result<Vec<Object>, VaultError>;

    /// The bytes of an object; `None` if it is gone.
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError>;

    /// Stores bytes under a name that nothing has yet.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), VaultError>;

    /// Keeps other mixers away for as long as it is held: one would take the other's moves for those of a mixer that was
    /// killed. Nothing where that does no harm.
    fn alone(&self) -> Result<Option<File>, VaultError> {
        Ok(None)
    }

    /// Makes of an object under [`IN`] a new one under [`REPORTS`], with a random name. Killed in between, it is ended by
    /// [`Self::finish_moves`]: the bytes are never lost.
    fn move_on(&self, name: &str) -> Result<(), VaultError>;

    /// Ends the moves that were killed in between. What arrives meanwhile stays.
    fn finish_moves(&self) -> Result<(), VaultError>;

    /// Deletes an object with every version of it that the vault kept; one that is gone is deleted already.
    fn delete(&self, name: &str) -> Result<(), VaultError>;
}

/// Opens the vault that a command line names: a folder, or `s3://bucket`.
pub fn open(place: &str) -> Result<Box<dyn Vault>, VaultError> {
    match place.strip_prefix("s3://") {
        Some(bucket) => Ok(Box::new(S3Vault::open(bucket.trim_end_matches('/'))?)),
        None => Ok(Box::new(FolderVault::open(Path::new(place))?)),
    }
}

/// A name that says nothing: 16 bytes at random, in hexadecimal.
pub fn random_name() -> Result<String, VaultError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| refused("draw a random name", error))?;
    Ok(hex(&bytes))
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}

fn refused(doing: &str, reason: impl fmt::Display) -> VaultError {
    VaultError::Refused { doing: doing.to_owned(), reason: reason.to_string() }
}
