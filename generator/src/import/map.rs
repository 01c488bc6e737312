//! The mapping file: which column becomes what. docs/import.md describes it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// A mapping file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// The form of the input.
    pub format: Format,
    /// Lines of the header, CSV only. The names of two lines are joined: `Report 1 / Narrative`.
    #[serde(default = "one")]
    pub header_lines: usize,
    /// Put before the old id, so that two imported libraries keep apart.
    #[serde(default)]
    pub source: String,
    /// Column of the old id.
    pub id: String,
    /// The report's title.
    pub title: TextFrom,
    /// Its takeaway.
    pub takeaway: TextFrom,
    /// Sections by name (`event_summary`, `lessons_learned`): the columns that make them up.
    pub sections: BTreeMap<String, Columns>,
    /// Column of the date; only its year is kept.
    #[serde(default)]
    pub year: Option<YearFrom>,
    /// Coded fields by name.
    #[serde(default)]
    pub fields: BTreeMap<String, FieldFrom>,
    /// Rows whose sections have together fewer characters are rejected.
    #[serde(default)]
    pub least_characters: usize,
}

/// The form of an input file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Comma-separated values with a header.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

/// A line of text: from the first of these columns that isn't empty.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextFrom {
    /// Columns, in the order in which they are tried.
    pub from: Columns,
    /// Take only the first sentence.
    #[serde(default)]
    pub first_sentence: bool,
}

/// One column or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Columns {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Columns {
    /// Their names.
    pub fn names(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Many(names) => names,
        }
    }
}

/// Where a report's year stands.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearFrom {
    /// The field of kind `period` that gets it.
    pub field: String,
    /// Column of the date.
    pub from: String,
}

/// Where a coded field comes from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldFrom {
    /// Columns that hold it.
    #[serde(default)]
    pub from: Option<Columns>,
    /// What separates several values in one column.
    #[serde(default)]
    pub split: Option<String>,
    /// From their value to ours. A value of theirs that isn't listed is left out.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// The value of a row that has none of the listed.
    #[serde(default)]
    pub otherwise: Option<String>,
}

/// Why a mapping file can't be used.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// It can't be read.
    #[error("can't read the mapping file `{}`: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why, with the line.
        reason: String,
    },
    /// It names a section, field or value that isn't ours.
    #[error("the mapping file names {what} `{name}`, which this library doesn't have{suggestion}")]
    Unknown {
        /// What it should be.
        what: &'static str,
        /// The name.
        name: String,
        /// The nearest that there is, or nothing.
        suggestion: String,
    },
    /// It names a column that the input doesn't have.
    #[error("the mapping file names the column `{name}`, which the input doesn't have{suggestion}")]
    Column {
        /// The name.
        name: String,
        /// The nearest that there is, or nothing.
        suggestion: String,
    },
}

impl MapError {
    /// A column that the input, which has these, doesn't have.
    pub(super) fn column(name: &str, names: &[String]) -> Self {
        let suggestion = match names {
            _ if names.iter().any(|name| name.contains(['\0', '\u{fffd}'])) => {
                "; it isn't UTF-8 text: save it as CSV in UTF-8".to_owned()
            }
            _ if names.iter().any(|name| name.contains('\r')) => {
                "; its lines end with CR alone: save it as CSV with line ends of LF or CR LF".to_owned()
            }
            // A file with another separator has one long column.
            [one] if one.contains([';', '\t', '|']) => {
                "; it has one column, so it isn't separated by commas: save it as CSV with commas, in UTF-8"
                    .to_owned()
            }
            [] => "; it is empty".to_owned(),
            _ => suggestion(name, names.iter().map(String::as_str)),
        };
        Self::Column { name: name.to_owned(), suggestion }
    }
}

fn one() -> usize {
    1
}

impl Map {
    /// Reads a mapping file.
    pub fn read(path: &Path) -> Result<Self, MapError> {
        let unreadable = |reason: String| MapError::Unreadable { path: path.to_owned(), reason };
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
        let map: Self = serde_yaml::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
        if !(1..=5).contains(&map.header_lines) {
            return Err(unreadable("`header_lines` is a number from 1 to 5".to_owned()));
        }
        Ok(map)
    }

    /// Every column it names.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        let texts = self.title.from.names().iter().chain(self.takeaway.from.names());
        let sections = self.sections.values().flat_map(Columns::names);
        let fields = self.fields.values().filter_map(|field| field.from.as_ref()).flat_map(Columns::names);
        let year = self.year.iter().map(|year| &year.from);
        std::iter::once(&self.id).chain(texts).chain(sections).chain(fields).chain(year).map(String::as_str)
    }
}

/// "; did you mean …?" for an error.
pub(super) fn suggestion<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    report::nearest(name, known).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}
