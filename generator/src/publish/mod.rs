//! Atomic publication: the new site is complete before it takes the old one's place in one step.
//!
//! Everything is written into a folder beside the target, `.<name>.building`. Then the two change places
//! (`renameat2` with `RENAME_EXCHANGE`) and what was the old site is removed. A build that is killed, or finds
//! the disk full, leaves the old site where it was; its leavings are removed by the next build.
//!
//! A file whose bytes did not change is not written again but linked to the old one, so that it keeps its
//! modification time and costs no room.

mod compress;
mod target;
mod tree;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use rustix::fs::{CWD, FlockOperation, RenameFlags};
use rustix::io::Errno;

use crate::site::{Address, RenderError, Site};
use tree::Tree;

/// What a build wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// Files in the site, compressed ones included.
    pub files: u64,
    /// Files whose bytes are those of the old site.
    pub unchanged: u64,
    /// Bytes of all files.
    pub bytes: u64,
    /// Whether what was the old site could be removed.
    pub cleared: bool,
}

/// Why a site was not published. The old one is still there.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// A page can't be made.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The machine refuses.
    #[error("can't write `{}`: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The machine's reason.
        source: io::Error,
    },
    /// The target holds something else.
    #[error("`{}` isn't a site that nearmiss built; publishing there would delete what it holds", .0.display())]
    NotASite(PathBuf),
    /// The target is a site of ours with something else in it.
    #[error("`{}` holds `{name}`, which nearmiss did not write; publishing there would delete it", out.display())]
    Foreign {
        /// The target.
        out: PathBuf,
        /// What lies there.
        name: String,
    },
    /// Something is mounted there, which can't change places with a folder.
    #[error("`{}` is a mount point, and can't be replaced in one step", .0.display())]
    Mounted(PathBuf),
    /// Another build is under way.
    #[error("another build is writing `{}` right now", .0.display())]
    Busy(PathBuf),
}

/// Renders every address of `site` into `out`.
pub fn publish(site: &Site, out: &Path, compress: bool) -> Result<Published, PublishError> {
    // A link is followed: what it leads to is what is served.
    let out = &if out.is_symlink() { out.canonicalize() } else { std::path::absolute(out) }
        .map_err(|source| io_error(out, source))?;
    let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
        return Err(PublishError::NotASite(out.clone()));
    };
    std::fs::create_dir_all(parent).map_err(|source| io_error(parent, source))?;
    target::check(site, out)?;
    let staging = parent.join(format!(".{}.building", name.to_string_lossy()));
    let _lock = lock(parent, &staging)?;
    remove(&staging)?;
    let published = write_all(site, out, &staging, compress);
    match published {
        Ok(published) => {
            if let Err(error) = exchange(&staging, out) {
                _ = remove(&staging);
                return Err(error);
            }
            // The new site is served; what is left of the old one is only in the way.
            Ok(Published { cleared: remove(&staging).is_ok(), ..published })
        }
        Err(error) => {
            // The first error is the one to tell; leavings go at the next build.
            _ = remove(&staging);
            Err(error)
        }
    }
}

fn io_error(path: &Path, source: io::Error) -> PublishError {
    PublishError::Io { path: path.to_owned(), source }
}

/// One build at a time: a lock on the staging folder's name that ends with the process, however it ends.
fn lock(parent: &Path, staging: &Path) -> Result<File, PublishError> {
    let path = parent.join(format!("{}.lock", staging.file_name().unwrap_or_default().to_string_lossy()));
    let file = File::create(&path).map_err(|source| io_error(&path, source))?;
    match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(file),
        Err(Errno::WOULDBLOCK) => Err(PublishError::Busy(staging.to_owned())),
        Err(error) => Err(io_error(&path, error.into())),
    }
}

fn remove(folder: &Path) -> Result<(), PublishError> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_error(folder, error)),
        _ => Ok(()),
    }
}

fn write_all(site: &Site, out: &Path, staging: &Path, compress: bool) -> Result<Published, PublishError> {
    let addresses = site.addresses();
    let tree = Tree::new(staging, out).map_err(|source| io_error(staging, source))?;
    let (files, unchanged, bytes) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    let put = |file: &str, content: &[u8]| -> Result<(), PublishError> {
        let kept = tree.put(file, content).map_err(|source| io_error(&staging.join(file), source))?;
        files.fetch_add(1, Ordering::Relaxed);
        unchanged.fetch_add(u64::from(kept), Ordering::Relaxed);
        bytes.fetch_add(content.len() as u64, Ordering::Relaxed);
        Ok(())
    };
    addresses.par_iter().with_min_len(16).try_for_each(|address: &Address| {
        let file = crate::site::file_of(&site.path(address));
        let content = site.render(address)?;
        put(&file, &content)?;
        if compress && compress::is_worth_it(&file, content.len()) {
            put(&format!("{file}.br"), &compress::brotli(&file, &content))?;
            put(&format!("{file}.gz"), &compress::gzip(&content))?;
        }
        Ok::<(), PublishError>(())
    })?;
    Ok(Published {
        files: files.into_inner(),
        unchanged: unchanged.into_inner(),
        bytes: bytes.into_inner(),
        cleared: true,
    })
}

/// Puts the new site where the old one is, in one step.
fn exchange(staging: &Path, out: &Path) -> Result<(), PublishError> {
    // What a power cut leaves must be the new site whole: its bytes reach the disk before its name does.
    let folder = File::open(staging).map_err(|source| io_error(staging, source))?;
    sync_file_system(&folder).map_err(|source| io_error(staging, source))?;
    if !out.exists() {
        return std::fs::rename(staging, out).map_err(|source| io_error(out, source));
    }
    rustix::fs::renameat_with(CWD, staging, CWD, out, RenameFlags::EXCHANGE).map_err(|error| match error {
        Errno::BUSY | Errno::XDEV => PublishError::Mounted(out.to_owned()),
        error => io_error(out, error.into()),
    })
}

#[cfg(target_os = "linux")]
fn sync_file_system(folder: &File) -> io::Result<()> {
    Ok(rustix::fs::syncfs(folder)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_file_system(folder: &File) -> io::Result<()> {
    folder.sync_all()
}
