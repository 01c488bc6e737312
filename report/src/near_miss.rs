//! A near miss as it is published: de-identified, with its lesson.

use crate::id::ReportId;
use crate::section::Section;
use crate::source::Place;

/// How much of a report is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publication {
    /// Everything.
    Full,
    /// Takeaway and lessons, without the event.
    LessonsOnly,
}

/// One value of one field: indices into the taxonomy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Facet {
    /// Index of the field.
    pub field: u16,
    /// Index of the value within the field.
    pub value: u16,
}

/// A text that may stand in a report although it looks like an identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The text, exactly as it stands in the report.
    pub text: Box<str>,
    /// Why it identifies nobody.
    pub reason: Box<str>,
    /// Where it is allowed.
    pub place: Place,
}

/// A report in the form in which it is published. Whatever a reporter wrote and reviewers took
/// out is not in it: it is made from a file in `content/reports/`, never from a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearMiss {
    /// Its id, address and file name.
    pub id: ReportId,
    /// One line.
    pub title: Box<str>,
    /// How much of it is published.
    pub publication: Publication,
    /// Invented, to show the form.
    pub sample: bool,
    /// The id it had in the library it was imported from.
    pub source_id: Option<Box<str>>,
    /// Its coded fields, sorted.
    pub facets: Box<[Facet]>,
    /// Reports that the reviewers chose as having the same lesson.
    pub related: Box<[(ReportId, Place)]>,
    /// Texts that look as if they identified somebody and don't, each with the reason.
    pub allowed: Box<[Allowed]>,
    /// Its sections in order: name, line in the file of the first line of text, Markdown.
    pub sections: Box<[(Section, usize, Box<str>)]>,
}

impl NearMiss {
    /// The Markdown of a section, or nothing.
    #[must_use]
    pub fn section(&self, section: Section) -> Option<&str> {
        self.sections.iter().find(|(own, ..)| *own == section).map(|(.., text)| text.as_ref())
    }

    /// The one sentence to remember.
    #[must_use]
    pub fn takeaway(&self) -> &str {
        self.section(Section::Takeaway).unwrap_or_default()
    }

    /// The values of a field, as indices within it.
    pub fn values(&self, field: u16) -> impl Iterator<Item = u16> + '_ {
        self.facets.iter().filter(move |facet| facet.field == field).map(|facet| facet.value)
    }
}
