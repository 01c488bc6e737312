//! Writing imported reports: never half a file, never over another report.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use report::{ReportId, Severity, Taxonomy, parse};

use super::convert::{Converted, is_untouched};
use super::{ImportError, Rejected};

pub(super) enum Outcome {
    Written,
    Unchanged,
    Rejected { source_id: String, reason: String },
}

pub(super) struct Writer {
    folder: PathBuf,
    rejected_file: PathBuf,
    rejected: Option<csv::Writer<File>>,
    /// Ids given in this run, and to which old ids.
    given: HashMap<ReportId, String>,
}

/// What a report's file says its old id is.
const SOURCE_ID: &str = "\nsource_id: ";

impl Writer {
    pub(super) fn new(folder: &Path, rejected_file: &Path) -> Result<Self, ImportError> {
        let failed = |source| ImportError::Write { path: folder.to_owned(), source };
        std::fs::create_dir_all(folder).map_err(failed)?;
        Ok(Self {
            folder: folder.to_owned(),
            rejected_file: rejected_file.to_owned(),
            rejected: None,
            given: HashMap::new(),
        })
    }

    /// Writes a report under the id that follows from its old one.
    pub(super) fn put(&mut self, report: &Converted, taxonomy: &Taxonomy) -> Result<Outcome, ImportError> {
        let reject = |reason: String| Outcome::Rejected { source_id: report.source_id.clone(), reason };
        for choice in 0.. {
            let id = report.id(choice);
            match self.given.get(&id) {
                Some(other) if *other == report.source_id => {
                    return Ok(reject("an earlier row has the same id".to_owned()));
                }
                Some(_) => continue,
                None => {}
            }
            let path = self.folder.join(format!("{id}.md"));
            let text = report.text(id);
            let old = std::fs::read(&path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            if old.as_deref().is_some_and(|old| source_line(old) != source_line(&text)) {
                continue;
            }
            if old.as_deref().is_some_and(|old| !is_untouched(old)) {
                self.given.insert(id, report.source_id.clone());
                return Ok(reject(format!("`{id}` was edited since it was imported; it was left as it is")));
            }
            let (_, findings) = parse(&path.display().to_string(), text.as_bytes(), taxonomy);
            if let Some(error) = findings.iter().find(|finding| finding.severity == Severity::Error) {
                return Ok(reject(error.message.clone()));
            }
            self.given.insert(id, report.source_id.clone());
            if old.as_deref() == Some(text.as_str()) {
                return Ok(Outcome::Unchanged);
            }
            self.replace(&path, text.as_bytes()).map_err(|source| ImportError::Write { path, source })?;
            return Ok(Outcome::Written);
        }
        Ok(reject("no free id".to_owned()))
    }

    /// Writes beside the place and renames: a killed import leaves the old file or the new one.
    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let draft = self.folder.join(".import");
        let mut file = File::create(&draft)?;
        file.write_all(bytes)?;
        drop(file);
        std::fs::rename(&draft, path)
    }

    pub(super) fn reject(&mut self, rejected: &Rejected) -> Result<(), ImportError> {
        let path = self.rejected_file.clone();
        let failed = |source: io::Error| ImportError::Write { path: path.clone(), source };
        if self.rejected.is_none() {
            let mut writer = csv::Writer::from_path(&path).map_err(|error| failed(error.into()))?;
            writer.write_record(["line", "id", "reason"]).map_err(|error| failed(error.into()))?;
            self.rejected = Some(writer);
        }
        let Some(writer) = &mut self.rejected else { return Ok(()) };
        writer
            .write_record([&rejected.line.to_string(), &rejected.source_id, &rejected.reason])
            .map_err(|error| failed(error.into()))
    }

    /// Without a rejected row there is no list of them, also none of an earlier run.
    pub(super) fn finish(&mut self) -> Result<(), ImportError> {
        let path = self.rejected_file.clone();
        let failed = |source| ImportError::Write { path, source };
        match &mut self.rejected {
            Some(writer) => writer.flush().map_err(failed),
            None => match std::fs::remove_file(&self.rejected_file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(error)),
                _ => Ok(()),
            },
        }
    }
}

fn source_line(text: &str) -> Option<&str> {
    text.split_once(SOURCE_ID)?.1.lines().next()
}
