//! A folder as vault.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, FileTimes, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use rustix::fs::{CWD, RenameFlags};

use super::{Object, REPORTS, Vault, VaultError, random_name, refused};
use crate::clock::Clock;
use crate::failpoint;

/// What every file and folder says about when it changed: 1 January 2000, as the intake has it. How old an object is
/// follows from the file system's own time of the last change of its records, which nobody can set.
const NO_TIME: Duration = Duration::from_hours(262_968);

/// A vault in a folder of this machine.
#[derive(Debug)]
pub struct FolderVault {
    root: PathBuf,
    clock: Clock,
    /// It had folders of a vault once.
    used: AtomicBool,
}

/// The folders of a vault. They stay when their last object goes.
const FOLDERS: [&str; 6] = ["reports", "in", "work", "unfinished", UNFINISHED, MOVING];
/// What isn't an object yet. The intake has a folder of its own for that, which it empties when it starts.
const UNFINISHED: &str = "unfinished-desk";
/// Where an object is on its way from `in/` to `reports/`, under its new name.
const MOVING: &str = "moving";
/// What the name of its copy there ends with.
const COPY: &str = "-copy";
/// Nobody writes longer at one object.
const AT_WORK: Duration = Duration::from_hours(1);

impl FolderVault {
    /// Opens a vault that is there.
    pub fn open(root: &Path) -> Result<Self, VaultError> {
        let vault =
            Self { root: root.to_owned(), clock: Clock::of_the_environment(), used: AtomicBool::new(false) };
        vault.there()?;
        vault.clear(AT_WORK)?;
        Ok(vault)
    }

    /// A share that isn't mounted any more is no empty vault, though its mount point is an empty folder: everything in it would count
    /// as deleted, and what is written would land beside it.
    fn there(&self) -> Result<(), VaultError> {
        if FOLDERS.iter().any(|name| self.root.join(name).is_dir()) {
            self.used.store(true, Ordering::Relaxed);
            return Ok(());
        }
        if self.root.is_dir() && !self.used.load(Ordering::Relaxed) {
            return Ok(());
        }
        Err(VaultError::Missing(self.root.display().to_string()))
    }

    /// The file of an object. Names come from listings and from this program, and still lead nowhere else.
    fn path(&self, name: &str) -> Result<PathBuf, VaultError> {
        self.there()?;
        if is_name(name) {
            Ok(self.root.join(name))
        } else {
            Err(refused("find", format!("`{name}` isn't the name of an object")))
        }
    }

    fn folder_of(path: &Path) -> io::Result<()> {
        path.parent().map_or(Ok(()), |folder| DirBuilder::new().recursive(true).mode(0o700).create(folder))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), io::Error> {
        let unfinished = self.root.join(UNFINISHED).join(random_name().map_err(io::Error::other)?);
        Self::folder_of(&unfinished)?;
        Self::folder_of(path)?;
        let written = (|| {
            write_new(&unfinished, bytes)?;
            failpoint::reached("object-written");
            // A link fails where there is something: nothing is ever overwritten.
            fs::hard_link(&unfinished, path)
        })();
        _ = fs::remove_file(&unfinished);
        written?;
        failpoint::reached("object-linked");
        settle(path)
    }

    /// The object as a new file: one that was only renamed would keep the file system's time of its arrival, and a number
    /// by which files that arrived one after the other can be put in order. It is under its new name only when nothing else
    /// of it is left: a desk may delete it from then on.
    fn end_move(&self, name: &str) -> io::Result<()> {
        let folder = self.root.join(MOVING);
        let (old, copy) = (folder.join(name), folder.join(format!("{name}{COPY}")));
        if old.try_exists()? {
            // One that a mixer left was perhaps not written to its end.
            _ = fs::remove_file(&copy);
            write_new(&copy, &fs::read(&old)?)?;
            settle(&copy)?;
            failpoint::reached("object-copied");
            fs::remove_file(&old)?;
            settle(&old)?;
            failpoint::reached("object-left");
        }
        let new = self.root.join(REPORTS).join(name);
        Self::folder_of(&new)?;
        rustix::fs::renameat_with(CWD, &copy, CWD, &new, RenameFlags::NOREPLACE)?;
        settle(&new)?;
        settle(&copy)
    }

    /// Takes away what desks that were killed left half written: nobody was told that it is there.
    fn clear(&self, least: Duration) -> Result<(), VaultError> {
        for object in self.list(UNFINISHED)?.iter().filter(|object| object.age >= least) {
            match fs::remove_file(self.root.join(&object.name)) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(refused("clear up", error)),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Whether an object can be called so.
fn is_name(name: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    name.split('/').all(plain)
}

/// Writes a file that isn't there, without a time, to the disk.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.set_times(no_times())?;
    file.sync_all()
}

fn no_times() -> FileTimes {
    let time = SystemTime::UNIX_EPOCH + NO_TIME;
    FileTimes::new().set_accessed(time).set_modified(time)
}

/// The change of a folder reaches the disk, and leaves no time.
fn settle(path: &Path) -> io::Result<()> {
    let Some(folder) = path.parent() else { return Ok(()) };
    match File::open(folder) {
        Ok(folder) => {
            folder.set_times(no_times())?;
            folder.sync_all()
        }
        // Its last file is gone, and with it the folder.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// How old an object is whose records changed last at `changed`, by a clock that says `now`; seconds since 1970. Over SFTP a file has
/// but the times that were set, and then nobody knows: it counts as new, so that no desk takes away what another is writing.
fn age(changed: i64, now: u64) -> Duration {
    let changed = u64::try_from(changed).unwrap_or(0);
    if changed <= NO_TIME.as_secs() {
        Duration::ZERO
    } else {
        Duration::from_secs(now.saturating_sub(changed))
    }
}

impl Vault for FolderVault {
    fn list(&self, start: &str) -> Result<Vec<Object>, VaultError> {
        self.there()?;
        let top = start.split('/').next().unwrap_or_default();
        let mut objects = Vec::new();
        let mut folders = vec![(self.root.join(top), top.to_owned())];
        while let Some((folder, name)) = folders.pop() {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(refused("list", error)),
            };
            for entry in entries {
                let entry = entry.map_err(|error| refused("list", error))?;
                let name = format!("{name}/{}", entry.file_name().to_string_lossy());
                match entry.metadata() {
                    Ok(meta) if meta.is_dir() => folders.push((entry.path(), name)),
                    Ok(meta) if meta.is_file() && is_name(&name) && name.starts_with(start) => {
                        objects.push(Object { name, age: age(meta.ctime(), self.clock.seconds()) });
                    }
                    // Gone since, or what file managers and network shares leave beside the objects: nothing of ours.
                    _ => {}
                }
            }
        }
        objects.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(objects)
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        match fs::read(self.path(name)?) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(refused("read", error)),
        }
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), VaultError> {
        let path = self.path(name)?;
        self.write(&path, bytes).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => VaultError::Taken(name.to_owned()),
            _ => refused("store", error),
        })
    }

    fn alone(&self) -> Result<Option<File>, VaultError> {
        self.there()?;
        let moving = self.root.join(MOVING);
        let opened = DirBuilder::new().recursive(true).mode(0o700).create(&moving);
        let folder = opened.and_then(|()| File::open(&moving)).map_err(|error| refused("be mixed", error))?;
        match folder.try_lock() {
            Ok(()) => Ok(Some(folder)),
            Err(TryLockError::WouldBlock) => Err(VaultError::Mixing),
            Err(TryLockError::Error(error)) => Err(refused("be mixed", error)),
        }
    }

    fn move_on(&self, name: &str) -> Result<(), VaultError> {
        let (old, new) = (self.path(name)?, random_name()?);
        let moving = self.root.join(MOVING).join(&new);
        let moved = (|| {
            Self::folder_of(&moving)?;
            rustix::fs::renameat_with(CWD, &old, CWD, &moving, RenameFlags::NOREPLACE)?;
            settle(&old)?;
            settle(&moving)?;
            failpoint::reached("object-moved");
            self.end_move(&new)
        })();
        moved.map_err(|error: io::Error| refused("move", error))
    }

    fn finish_moves(&self) -> Result<(), VaultError> {
        let names: BTreeSet<String> = self
            .list(MOVING)?
            .iter()
            .map(|object| {
                object.name.rsplit('/').next().unwrap_or_default().trim_end_matches(COPY).to_owned()
            })
            .collect();
        names.iter().try_for_each(|name| self.end_move(name).map_err(|error| refused("move", error)))
    }

    fn delete(&self, name: &str) -> Result<(), VaultError> {
        let path = self.path(name)?;
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(refused("delete", error)),
            _ => {}
        }
        // A folder that is empty now would still say that there was something.
        if let Some(folder) =
            path.parent().filter(|folder| folder.parent().is_some_and(|above| above != self.root))
        {
            _ = fs::remove_dir(folder);
        }
        settle(&path).map_err(|error| refused("delete", error))
    }
}

#[cfg(test)]
mod tests;
