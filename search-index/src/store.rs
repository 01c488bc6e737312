//! A built index in a folder, for answers without a browser.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::read::DeflateDecoder;

use crate::engine::{Answer, Engine, Outcome, Request};
use crate::format::{ChunkName, Damaged, MOST_BYTES, SetName, unsealed};

/// The chunks of an index in a folder.
#[derive(Debug, Clone)]
pub struct Folder {
    /// The folder.
    pub path: PathBuf,
    /// What the chunks are called together.
    pub set: SetName,
}

/// Why an index can't be used.
#[derive(Debug)]
pub enum StoreError {
    /// A chunk can't be read.
    Unreadable(PathBuf, std::io::Error),
    /// A chunk isn't what its seal says.
    Changed(PathBuf),
    /// A chunk is what its seal says, and yet not what it should be.
    Damaged(Damaged),
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable(path, error) => write!(f, "failed to read `{}`: {error}", path.display()),
            Self::Changed(path) => write!(f, "`{}` isn't what it was when it was written", path.display()),
            Self::Damaged(damaged) => damaged.fmt(f),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<Damaged> for StoreError {
    fn from(damaged: Damaged) -> Self {
        Self::Damaged(damaged)
    }
}

impl Folder {
    /// The index of this name in a site.
    #[must_use]
    pub fn in_site(site: &Path, set: SetName) -> Self {
        Self { path: site.join("assets/search").join(set.hex()), set }
    }

    /// Opens the index.
    pub fn open(&self) -> Result<Engine, StoreError> {
        Ok(Engine::new(&self.read(ChunkName::ROOT)?)?)
    }

    /// Searches, reading what is missing.
    pub fn search(&self, engine: &mut Engine, request: &Request) -> Result<Answer, StoreError> {
        loop {
            match engine.search(request)? {
                Outcome::Found(answer) => return Ok(answer),
                Outcome::Need(names) => {
                    for name in names {
                        engine.supply(name, &self.read(name)?)?;
                    }
                }
            }
        }
    }

    /// A chunk, checked and uncompressed.
    pub fn read(&self, name: ChunkName) -> Result<Vec<u8>, StoreError> {
        let path = self.path.join(format!("{}.bin", name.text()));
        let stored = std::fs::read(&path).map_err(|error| StoreError::Unreadable(path.clone(), error))?;
        checked(self.set, name, &stored).ok_or(StoreError::Changed(path))
    }
}

/// What a chunk holds, if it is what its seal says and can be uncompressed.
#[must_use]
pub fn checked(set: SetName, name: ChunkName, stored: &[u8]) -> Option<Vec<u8>> {
    inflate(unsealed(&set.place(name), stored)?)
}

/// Uncompresses, up to [`MOST_BYTES`].
#[must_use]
pub fn inflate(stored: &[u8]) -> Option<Vec<u8>> {
    let mut raw = Vec::new();
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    DeflateDecoder::new(stored).take(most + 1).read_to_end(&mut raw).ok()?;
    (raw.len() <= MOST_BYTES).then_some(raw)
}
