//! The one list of fields and values that reports, forms and charts share: `content/taxonomy.yaml`.

mod read;

use std::collections::HashMap;

use crate::finding::Finding;
use crate::source::Source;

/// How far a field may travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Published with the report, browsed by readers.
    Public,
    /// Only ever counted; never in a published file.
    Aggregate,
    /// Never leaves the review.
    Never,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// One value.
    One,
    /// Several values.
    Many,
    /// A year, or one of the field's values.
    Period,
}

/// A field, for instance `activity`.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name in files and addresses.
    pub id: String,
    /// Its name for readers.
    pub label: String,
    /// One line.
    pub definition: String,
    /// How far it may travel.
    pub level: Level,
    /// What it holds.
    pub kind: FieldKind,
    /// Its values; those of a field with groups are called `group/value`.
    pub values: Vec<Value>,
    /// Its groups, in order; empty if it has none.
    pub groups: Vec<Group>,
    by_id: HashMap<String, u16>,
}

/// A group of values, for instance `tactics`.
#[derive(Debug, Clone)]
pub struct Group {
    /// The part of a value before the `/`.
    pub id: String,
    /// Its name for readers.
    pub label: String,
    /// One line.
    pub definition: String,
}

/// A value, for instance `traffic-stop`.
#[derive(Debug, Clone)]
pub struct Value {
    /// Its name in files and addresses.
    pub id: String,
    /// Its name for readers.
    pub label: String,
    /// One line; empty for the years of a period.
    pub definition: String,
    /// The words of a report's line of facts.
    pub phrase: String,
    /// Index of its group.
    pub group: Option<u16>,
}

/// A kind of typed mark, for instance `officer`.
#[derive(Debug, Clone)]
pub struct MarkKind {
    /// The words a mark begins with.
    pub id: String,
    /// Its name for readers.
    pub label: String,
    /// One line.
    pub definition: String,
    /// How it looks, with brackets.
    pub example: String,
}

/// The list.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    /// Its version; every report says the one it was written for.
    pub version: String,
    /// The marks that may stand in brackets.
    pub marks: Vec<MarkKind>,
    /// The fields, in the order in which they are shown.
    pub fields: Vec<Field>,
    /// Indices of the fields that may stand in a report published as lessons only.
    pub lessons_only: Vec<u16>,
}

impl Field {
    /// Index of the value with this id.
    #[must_use]
    pub fn value(&self, id: &str) -> Option<u16> {
        self.by_id.get(id).copied()
    }

    /// Ids of the values that a person may choose from (the years of a period aside).
    #[must_use]
    pub fn value_ids(&self) -> Vec<&str> {
        let chosen =
            self.values.iter().filter(|value| !(self.kind == FieldKind::Period && is_year(&value.id)));
        chosen.map(|value| value.id.as_str()).collect()
    }
}

/// Four digits.
pub(crate) fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

impl Taxonomy {
    /// Reads `taxonomy.yaml`. `None` if a finding makes it useless.
    pub fn read(source: &Source<'_>, findings: &mut Vec<Finding>) -> Option<Self> {
        read::taxonomy(source, findings)
    }

    /// Whether what was written for another version is still good: for the same one, or for an earlier one of the same
    /// number before the dot. From 1.0 to 1.1 fields, values and labels may be added; whoever takes a value away or gives
    /// it another meaning begins 2.0, and every report is looked at again.
    #[must_use]
    pub fn continues(current: &str, written: &str) -> bool {
        let parts = |version: &str| {
            let (major, minor) = version.split_once('.')?;
            Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?))
        };
        match (parts(current), parts(written)) {
            (Some(current), Some(written)) => current.0 == written.0 && written.1 <= current.1,
            _ => current == written,
        }
    }

    /// Index of the field with this id.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<u16> {
        let at = self.fields.iter().position(|field| field.id == id)?;
        u16::try_from(at).ok()
    }

    /// Fields that readers see, with their indices.
    pub fn public_fields(&self) -> impl Iterator<Item = (u16, &Field)> {
        (0u16..).zip(&self.fields).filter(|(_, field)| field.level == Level::Public)
    }

    /// Index of the kind of a mark by what stands in its brackets: the kind's own words, then
    /// nothing, a blank and a letter or number (`officer A`), or a colon and words (`place: barn`).
    #[must_use]
    pub fn mark_kind(&self, inner: &str) -> Option<usize> {
        self.marks.iter().position(|kind| {
            let Some(rest) = inner.strip_prefix(kind.id.as_str()) else { return false };
            let named = |rest: &str| rest.len() <= 3 && rest.bytes().all(|b| b.is_ascii_alphanumeric());
            match rest.as_bytes() {
                [] => true,
                [b' ', name @ ..] if !name.is_empty() => named(&rest[1..]),
                [b':', b' ', detail @ ..] => !detail.trim_ascii().is_empty(),
                _ => false,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_minor_version_continues_an_earlier_one() {
        for (current, written) in [("1.0", "1.0"), ("1.3", "1.0"), ("1.10", "1.9"), ("spring", "spring")] {
            assert!(Taxonomy::continues(current, written), "{current} {written}");
        }
        for (current, written) in [
            ("1.0", "1.1"),
            ("2.0", "1.0"),
            ("1.0", "0.9"),
            ("1.1", "1"),
            ("1.1", "1.x"),
            ("summer", "spring"),
        ] {
            assert!(!Taxonomy::continues(current, written), "{current} {written}");
        }
    }
}
