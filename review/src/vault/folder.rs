//! A folder as vault.

use std::fs::{self, DirBuilder, File, FileTimes, OpenOptions};
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

impl FolderVault {
    /// Opens a vault that is there.
    pub fn open(root: &Path) -> Result<Self, VaultError> {
        let vault =
            Self { root: root.to_owned(), clock: Clock::of_the_environment(), used: AtomicBool::new(false) };
        vault.there()?;
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
        let plain = |part: &str| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        if name.split('/').all(plain) {
            Ok(self.root.join(name))
        } else {
            Err(refused("find", format!("`{name}` is no name of an object")))
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
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
            file.write_all(bytes)?;
            file.set_times(no_times())?;
            file.sync_all()?;
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
    /// by which files that arrived one after the other can be put in order.
    fn end_move(&self, moving: &Path, name: &str) -> io::Result<()> {
        match self.write(&self.root.join(REPORTS).join(name), &fs::read(moving)?) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            // It arrived before the mixer was killed.
            _ => {}
        }
        fs::remove_file(moving)?;
        settle(moving)
    }
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
                    Ok(meta) if meta.is_file() && name.starts_with(start) => {
                        let changed = u64::try_from(meta.ctime()).unwrap_or(0);
                        let age = Duration::from_secs(self.clock.seconds().saturating_sub(changed));
                        objects.push(Object { name, age });
                    }
                    // Something else, or gone since: nothing of ours.
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

    fn move_on(&self, name: &str) -> Result<(), VaultError> {
        let (old, new) = (self.path(name)?, random_name()?);
        let moving = self.root.join(MOVING).join(&new);
        let moved = (|| {
            Self::folder_of(&moving)?;
            rustix::fs::renameat_with(CWD, &old, CWD, &moving, RenameFlags::NOREPLACE)?;
            settle(&old)?;
            settle(&moving)?;
            failpoint::reached("object-moved");
            self.end_move(&moving, &new)
        })();
        moved.map_err(|error: io::Error| refused("move", error))
    }

    fn finish_moves(&self) -> Result<(), VaultError> {
        for object in self.list(MOVING)? {
            let name = object.name.rsplit('/').next().unwrap_or_default();
            self.end_move(&self.path(&object.name)?, name).map_err(|error| refused("move", error))?;
        }
        Ok(())
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
mod tests {
    use super::*;

    #[test]
    fn what_was_moved_is_another_file() {
        let folder = tempfile::tempdir().unwrap();
        let vault = FolderVault::open(folder.path()).unwrap();
        vault.put("in/0", b"first").unwrap();
        vault.put("in/1", b"second").unwrap();
        let number = |name: &str| fs::metadata(folder.path().join(name)).unwrap().ino();
        let before = number("in/0");
        vault.move_on("in/0").unwrap();
        let moved = vault.list(REPORTS).unwrap();
        assert_eq!(moved.len(), 1);
        assert_eq!(vault.get(&moved[0].name).unwrap().unwrap(), b"first");
        assert_ne!(number(&moved[0].name), before);
        // A mixer that was killed left one on its way, and one that had arrived.
        vault.put("moving/2", b"third").unwrap();
        vault.put("moving/3", b"fourth").unwrap();
        vault.put("reports/3", b"fourth").unwrap();
        vault.finish_moves().unwrap();
        let names = |start: &str| vault.list(start).unwrap().len();
        assert_eq!((names("in/"), names(REPORTS), names(MOVING)), (1, 3, 0));
        assert_eq!(vault.get("reports/2").unwrap().unwrap(), b"third");
    }

    #[test]
    fn a_share_that_is_gone_is_no_empty_vault() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("vault");
        fs::create_dir(&root).unwrap();
        let vault = FolderVault::open(&root).unwrap();
        let name = "reports/0123456789abcdef0123456789abcdef";
        vault.put(name, b"sealed").unwrap();
        vault.list("reports/").unwrap();
        let elsewhere = folder.path().join("elsewhere");
        fs::rename(&root, &elsewhere).unwrap();
        // The folder is gone, or the empty one is back over which the share was mounted.
        for mount_point in [false, true] {
            if mount_point {
                fs::create_dir(&root).unwrap();
            }
            let gone = [
                vault.list("reports/").map(drop),
                vault.get(name).map(drop),
                vault.put(name, b"sealed").map(drop),
                vault.move_on("in/0"),
                vault.finish_moves(),
                vault.delete(name).map(drop),
            ];
            for done in gone {
                assert!(matches!(done, Err(VaultError::Missing(_))), "{done:?}");
            }
            assert!(
                root.exists() == mount_point
                    && (!mount_point || fs::read_dir(&root).unwrap().next().is_none())
            );
        }
        fs::remove_dir(&root).unwrap();
        fs::rename(&elsewhere, &root).unwrap();
        assert_eq!(vault.get(name).unwrap().unwrap(), b"sealed");
    }
}
