//! A folder as vault: `in/<32 hex>`.

use std::fs::{self, DirBuilder, File, FileTimes, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use seal::SealedReport;

use super::{NotStored, ObjectName, Stored, Storing, Vault};
use crate::failpoint;

/// What every file and the folder say about when they changed: 1 January 2000. The file system's own times of creation
/// and of the last change of its records can't be set; the threat model says so.
const NO_TIME: Duration = Duration::from_hours(262_968);

/// A vault in a folder of this machine.
#[derive(Debug)]
pub struct FolderVault {
    reports: PathBuf,
    unfinished: PathBuf,
}

impl FolderVault {
    /// Opens the vault, and makes its folders if they aren't there. Fails where nothing can be written: better now than
    /// when the first reporter waits for an answer.
    pub fn open(root: &Path) -> io::Result<Self> {
        let vault = Self { reports: root.join("in"), unfinished: root.join("unfinished") };
        for folder in [&vault.reports, &vault.unfinished] {
            DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
            match fs::set_permissions(folder, Permissions::from_mode(0o700)) {
                // Somebody else's folder, who let us write into it.
                Err(error) if error.kind() == ErrorKind::PermissionDenied => {}
                done => done?,
            }
        }
        vault.clear()?;
        let probe = Unfinished::new(&vault.unfinished)?;
        let link = Unfinished::new(&vault.unfinished)?;
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&probe.0)?.sync_all()?;
        fs::hard_link(&probe.0, &link.0)?;
        drop((probe, link));
        // The folders themselves outlast a power cut.
        let parent = root.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        for folder in [&vault.unfinished, &vault.reports, root] {
            File::open(folder)?.sync_all()?;
        }
        match File::open(parent) {
            Ok(parent) => parent.sync_all()?,
            // One that lets us through and not look; it was there before us.
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {}
            Err(error) => return Err(error),
        }
        Ok(vault)
    }

    /// Takes away what a process that was killed left half written: it was never acknowledged.
    fn clear(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.unfinished)? {
            let entry = entry?;
            // A folder is nothing of ours; a file may be gone since.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                continue;
            }
            match fs::remove_file(entry.path()) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    fn store_now(&self, name: ObjectName, report: &SealedReport) -> io::Result<Stored> {
        let path = self.reports.join(name.to_string());
        if path.try_exists()? {
            // Whoever stored it may have been killed before its name reached the disk.
            File::open(&self.reports)?.sync_all()?;
            return Ok(Stored::AlreadyThere);
        }
        let unfinished = Unfinished::new(&self.unfinished)?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished.0)?;
        failpoint::reached("created");
        file.write_all(report.as_bytes())?;
        failpoint::reached("written");
        failpoint::waits("written");
        let time = SystemTime::UNIX_EPOCH + NO_TIME;
        let times = FileTimes::new().set_accessed(time).set_modified(time);
        file.set_times(times)?;
        file.sync_all()?;
        failpoint::reached("synced");
        // A link fails where there is something: nothing is ever overwritten, not even by two at the same moment.
        let stored = match fs::hard_link(&unfinished.0, &path) {
            Ok(()) => Stored::New,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Stored::AlreadyThere,
            Err(error) => return Err(error),
        };
        failpoint::reached("linked");
        drop(unfinished);
        failpoint::reached("cleared");
        let folder = File::open(&self.reports)?;
        folder.set_times(times)?;
        folder.sync_all()?;
        failpoint::reached("folder-synced");
        Ok(stored)
    }
}

/// A file that isn't a report yet; gone when this goes.
struct Unfinished(PathBuf);

impl Unfinished {
    fn new(folder: &Path) -> io::Result<Self> {
        let mut name = [0; 16];
        getrandom::fill(&mut name).map_err(io::Error::other)?;
        Ok(Self(folder.join(ObjectName::from(name).to_string())))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        _ = fs::remove_file(&self.0);
    }
}

impl Vault for FolderVault {
    fn store(&self, name: ObjectName, report: SealedReport) -> Storing<'_> {
        let own = Self { reports: self.reports.clone(), unfinished: self.unfinished.clone() };
        Box::pin(async move {
            // The disk may take its time; others are served meanwhile.
            let stored = tokio::task::spawn_blocking(move || own.store_now(name, &report)).await;
            stored.map_err(|_| NotStored)?.map_err(|_| NotStored)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn sealed(byte: u8) -> SealedReport {
        let mut bytes = b"age-encryption.org/v1\n".to_vec();
        bytes.resize(seal::SEALED_BYTES, byte);
        SealedReport::from_bytes(bytes).unwrap()
    }

    #[tokio::test]
    async fn a_report_is_stored_once_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let vault = FolderVault::open(folder.path()).unwrap();
        let name = ObjectName::from([7; 16]);
        assert_eq!(vault.store(name, sealed(1)).await, Ok(Stored::New));
        assert_eq!(vault.store(name, sealed(2)).await, Ok(Stored::AlreadyThere));
        let path = folder.path().join("in").join(name.to_string());
        assert_eq!(fs::read(&path).unwrap(), sealed(1).as_bytes());
        let metadata = fs::metadata(&path).unwrap();
        assert_eq!(metadata.modified().unwrap(), SystemTime::UNIX_EPOCH + NO_TIME);
        let own = fs::metadata(folder.path().join("in")).unwrap();
        assert_eq!(own.modified().unwrap(), SystemTime::UNIX_EPOCH + NO_TIME);
        assert_eq!(fs::read_dir(folder.path().join("unfinished")).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn of_forty_at_the_same_moment_one_is_new() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Arc::new(FolderVault::open(folder.path()).unwrap());
        let tasks: Vec<_> = (0..40)
            .map(|byte| {
                let vault = Arc::clone(&vault);
                tokio::spawn(async move { vault.store(ObjectName::from([1; 16]), sealed(byte)).await })
            })
            .collect();
        let mut new = 0;
        for task in tasks {
            new += usize::from(task.await.unwrap() == Ok(Stored::New));
        }
        assert_eq!(new, 1);
    }

    #[tokio::test]
    async fn a_vault_that_is_gone_takes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let vault = FolderVault::open(folder.path()).unwrap();
        fs::remove_dir_all(folder.path()).unwrap();
        assert_eq!(vault.store(ObjectName::from([1; 16]), sealed(1)).await, Err(NotStored));
    }

    #[test]
    fn what_was_left_half_written_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        FolderVault::open(folder.path()).unwrap();
        fs::write(folder.path().join("unfinished/x"), "half").unwrap();
        fs::create_dir(folder.path().join("unfinished/lost+found")).unwrap();
        FolderVault::open(folder.path()).unwrap();
        assert!(!folder.path().join("unfinished/x").exists());
        assert!(folder.path().join("unfinished/lost+found").exists());
    }

    #[test]
    fn folders_that_are_there_are_closed_to_others() {
        let open = tempfile::tempdir().unwrap();
        fs::create_dir(open.path().join("in")).unwrap();
        fs::set_permissions(open.path().join("in"), Permissions::from_mode(0o755)).unwrap();
        FolderVault::open(open.path()).unwrap();
        assert_eq!(fs::metadata(open.path().join("in")).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
