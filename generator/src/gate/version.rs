//! One version of a repository's files.

use std::path::{Component, Path};

use super::git::{Git, GitError};

/// Largest file that is looked at, in bytes.
const MOST_BYTES: usize = 64 << 20;

/// A file of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its mode: `100644`, `100755`, `120000` for a link, `160000` for a submodule.
    pub mode: String,
    /// Name of its object.
    pub object: String,
    /// Its path.
    pub path: String,
}

/// All files of a version, in git's order.
#[derive(Debug, Clone)]
pub struct Version {
    /// The files.
    pub entries: Vec<Entry>,
}

impl Version {
    /// The files of a commit or tree.
    pub fn read(git: &Git, name: &str) -> Result<Self, GitError> {
        let listing = git.bytes(&["ls-tree", "-r", "-z", "--full-tree", name])?;
        let entries = listing.split(|byte| *byte == 0).filter_map(|line| {
            let line = String::from_utf8_lossy(line);
            let (head, path) = line.split_once('\t')?;
            let mut words = head.split(' ');
            let (mode, _, object) = (words.next()?, words.next()?, words.next()?);
            Some(Entry { mode: mode.to_owned(), object: object.to_owned(), path: path.to_owned() })
        });
        Ok(Self { entries: entries.collect() })
    }

    /// The object at a path.
    #[must_use]
    pub fn object(&self, path: &str) -> Option<&str> {
        self.entries.iter().find(|entry| entry.path == path).map(|entry| entry.object.as_str())
    }

    /// The bytes of the files for which `wanted` says yes, with their paths.
    pub fn contents(
        &self,
        git: &Git,
        wanted: impl Fn(&Entry) -> bool,
    ) -> Result<Vec<(String, Vec<u8>)>, GitError> {
        let entries: Vec<&Entry> =
            self.entries.iter().filter(|entry| entry.mode.starts_with("100") && wanted(entry)).collect();
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let names: Vec<&str> = entries.iter().map(|entry| entry.object.as_str()).collect();
        let output = git.fed(&["cat-file", "--batch"], (names.join("\n") + "\n").as_bytes())?;
        let failed = || GitError::Failed {
            command: "cat-file --batch".to_owned(),
            message: "an object is missing or too large".to_owned(),
        };
        let mut rest = output.as_slice();
        let mut contents = Vec::with_capacity(entries.len());
        for entry in entries {
            let end = rest.iter().position(|byte| *byte == b'\n').ok_or_else(failed)?;
            let head = String::from_utf8_lossy(&rest[..end]);
            let size: usize =
                head.rsplit(' ').next().and_then(|size| size.parse().ok()).ok_or_else(failed)?;
            let bytes =
                rest.get(end + 1..end + 1 + size).filter(|_| size <= MOST_BYTES).ok_or_else(failed)?;
            contents.push((entry.path.clone(), bytes.to_vec()));
            rest = rest.get(end + size + 2..).ok_or_else(failed)?;
        }
        Ok(contents)
    }

    /// Writes content and themes into a folder. Only plain names are written: a hostile tree can hold others.
    pub fn lay_out(&self, git: &Git, folder: &Path) -> Result<(), super::GateError> {
        let published = |entry: &Entry| is_published(&entry.path) && is_plain(&entry.path);
        for (path, bytes) in self.contents(git, published)? {
            let path = folder.join(path);
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(&path, bytes)?;
        }
        Ok(())
    }
}

/// Whether a path is in a folder from which the site is made, or is one of them.
pub(super) fn is_published(path: &str) -> bool {
    ["content", "themes"]
        .iter()
        .any(|folder| path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// Whether a path leads down and nowhere else.
pub(super) fn is_plain(path: &str) -> bool {
    let plain = |part: Component<'_>| match part {
        Component::Normal(name) => !name.eq_ignore_ascii_case(".git"),
        _ => false,
    };
    !path.chars().any(char::is_control) && !path.contains('\\') && Path::new(path).components().all(plain)
}
