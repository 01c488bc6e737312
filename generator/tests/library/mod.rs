//! A small library in a temporary folder, and the command to try on it.
#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test file uses the part it needs")]

pub mod signed;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A content folder under test, in a folder of its own with the default theme beside it.
pub struct Library {
    folder: TempDir,
}

/// A report that has everything a report must have.
pub fn report(id: &str, title: &str, more: &str) -> String {
    format!(
        "---\nid: {id}\ntitle: {title}\ntaxonomy_version: \"1.0\"\npublication: full\n{more}---\n\n\
         ## Takeaway\n\nRemember {title}.\n\n## Event summary\n\n[officer A] told it.\n\n\
         ## Lessons learned\n\n1. Look again.\n"
    )
}

impl Library {
    /// `site.yaml`, the test's own taxonomy, one page, no report.
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let library = Self { folder };
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        copy(&root.join("themes/default"), &library.path("themes/default"));
        std::fs::create_dir_all(library.path("content/reports")).unwrap();
        library.write("content/taxonomy.yaml", include_str!("../../../report/tests/taxonomy.yaml"));
        library.write("content/site.yaml", include_str!("site.yaml"));
        library.write(
            "content/pages/about.md",
            "---\ntitle: About\ndescription: What this is.\n---\n\n## Why\n\nTo learn.\n",
        );
        library
    }

    /// The same with three reports that share a lesson.
    pub fn with_reports() -> Self {
        let library = Self::new();
        let facets =
            "activity: arrest\ncontributing_factors: [tactics/incomplete-search]\nevent_period: 2024\n";
        for (id, title) in [("nm-22222222", "a knife"), ("nm-33333333", "a gun"), ("nm-44444444", "a key")] {
            library.write(&format!("content/reports/{id}.md"), &report(id, title, facets));
        }
        library
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn remove(&self, name: &str) {
        std::fs::remove_file(self.path(name)).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nearmiss"));
        command.args(args).current_dir(self.folder.path()).env("NO_COLOR", "1");
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// What a person sees: the exit code, then both streams.
    pub fn shown(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let text = |bytes: &[u8]| {
            String::from_utf8_lossy(bytes).replace(&self.folder.path().display().to_string(), "/…")
        };
        format!(
            "exit {}\n--- stdout\n{}--- stderr\n{}",
            output.status.code().map_or("by signal".to_owned(), |code| code.to_string()),
            text(&output.stdout),
            text(&output.stderr)
        )
    }

    /// Builds and insists on it.
    pub fn build(&self, args: &[&str]) {
        let output = self.run(&[&["build"], args].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Every file below a folder with its bytes.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A text whose hashed names don't change with every line of the theme.
pub fn without_hashes(text: &str) -> String {
    let is_hash = |part: &str| part.len() == 10 && part.bytes().all(|b| b.is_ascii_hexdigit());
    text.split('.').map(|part| if is_hash(part) { "#" } else { part }).collect::<Vec<_>>().join(".")
}
