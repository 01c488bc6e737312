//! The new site's folder while it is written.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// A folder under construction beside the site that it will replace.
pub(super) struct Tree {
    new: PathBuf,
    /// The old site, if there is one.
    old: Option<PathBuf>,
    /// Folders that are already there.
    folders: Mutex<HashSet<String>>,
}

impl Tree {
    pub(super) fn new(new: &Path, old: &Path) -> io::Result<Self> {
        std::fs::create_dir(new)?;
        let old = old.exists().then(|| old.to_owned());
        Ok(Self { new: new.to_owned(), old, folders: Mutex::default() })
    }

    /// Writes a file, or links it to the old one if its bytes are the same; says whether they were.
    pub(super) fn put(&self, file: &str, content: &[u8]) -> io::Result<bool> {
        if let Some((folder, _)) = file.rsplit_once('/') {
            self.make_folder(folder)?;
        }
        let path = self.new.join(file);
        if let Some(old) = &self.old {
            let old = old.join(file);
            if holds(&old, content) && std::fs::hard_link(&old, &path).is_ok() {
                return Ok(true);
            }
        }
        File::create_new(&path)?.write_all(content)?;
        Ok(false)
    }

    fn make_folder(&self, folder: &str) -> io::Result<()> {
        if self.folders.lock().is_ok_and(|folders| folders.contains(folder)) {
            return Ok(());
        }
        match std::fs::create_dir(self.new.join(folder)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                std::fs::create_dir_all(self.new.join(folder))?;
            }
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        if let Ok(mut folders) = self.folders.lock() {
            folders.insert(folder.to_owned());
        }
        Ok(())
    }
}

/// Whether a file holds exactly these bytes.
fn holds(path: &Path, content: &[u8]) -> bool {
    let Ok(mut file) = File::open(path) else { return false };
    if !file.metadata().is_ok_and(|meta| meta.is_file() && meta.len() == content.len() as u64) {
        return false;
    }
    let mut old = Vec::with_capacity(content.len() + 1);
    file.read_to_end(&mut old).is_ok_and(|_| old == content)
}
