//! What a reviewer signs: that these very bytes may be published, as far as one stage can tell.

use std::fmt;
use std::fmt::Write as _;

use report::ReportId;

use crate::digest::Digest;
use crate::lines::{LineError, Lines, number, pseudonym};

/// One of the two stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Nothing in it identifies anybody.
    Deidentification,
    /// It is plausible, useful and right, and gives away no tactic.
    Content,
}

impl Stage {
    /// Both, in the order of the files.
    pub const ALL: [Self; 2] = [Self::Deidentification, Self::Content];

    /// Its word in statements, and its file's name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Deidentification => "deidentification",
            Self::Content => "content",
        }
    }

    /// The stage of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }
}

/// A statement: `content/approvals/<id>/<stage>.txt`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The report it is about.
    pub report: ReportId,
    /// What was looked at.
    pub stage: Stage,
    /// Who says so: a pseudonym.
    pub reviewer: String,
    /// Number of the roster in force.
    pub roster: u32,
    /// Version of the taxonomy.
    pub taxonomy: String,
    /// Everybody who ever edited the text at the first stage, sorted.
    pub editors: Vec<String>,
    /// The bytes of `content/reports/<id>.md`.
    pub sha256: Digest,
}

impl Approval {
    /// Reads a statement.
    pub fn read(bytes: &[u8]) -> Result<Self, LineError> {
        let mut lines = Lines::new(bytes)?;
        let approval = Self {
            report: lines.read("report", "an id such as nm-7k3q9d2m", |text| text.parse().ok())?,
            stage: lines.read("stage", "`deidentification` or `content`", Stage::from_word)?,
            reviewer: lines.read("reviewer", "a pseudonym such as r-04", pseudonym)?,
            roster: lines.read("roster", "a number from 1", number)?,
            taxonomy: lines.value("taxonomy")?.to_owned(),
            editors: lines.read("editors", "pseudonyms, sorted, with a blank between", editors)?,
            sha256: lines.read("sha256", "64 hexadecimal digits", |text| text.parse().ok())?,
        };
        lines.finish()?;
        Ok(approval)
    }
}

fn editors(text: &str) -> Option<Vec<String>> {
    let names: Vec<String> = text.split(' ').map(pseudonym).collect::<Option<_>>()?;
    names.is_sorted_by(|a, b| a < b).then_some(names)
}

impl fmt::Display for Approval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(256);
        for (key, value) in [
            ("report", &self.report as &dyn fmt::Display),
            ("stage", &self.stage.word()),
            ("reviewer", &self.reviewer),
            ("roster", &self.roster),
            ("taxonomy", &self.taxonomy),
            ("editors", &self.editors.join(" ")),
            ("sha256", &self.sha256),
        ] {
            writeln!(text, "{key}: {value}")?;
        }
        f.write_str(&text)
    }
}
