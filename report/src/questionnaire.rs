//! What a reporter is asked: `content/questionnaire.yaml`.
//!
//! One list of sections for both depths. Questions about what happened in words, choices of the form's own, and
//! fields of the taxonomy; every one of them can be skipped.

mod read;

use crate::finding::Finding;
use crate::source::Source;
use crate::taxonomy::Taxonomy;

/// How far a reporter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// What happened, in words, and a few choices.
    Basic,
    /// The coded questions, too.
    Detailed,
}

impl Depth {
    /// Its word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Detailed => "detailed",
        }
    }
}

/// The list.
#[derive(Debug, Clone)]
pub struct Questionnaire {
    /// Its version; every sent report says the one it answers.
    pub version: String,
    /// How long the basic form takes, for the reporter: "5 to 10 minutes".
    pub basic_time: String,
    /// How long the detailed form takes.
    pub detailed_time: String,
    /// The sections, in order; those of [`Depth::Detailed`] come last.
    pub sections: Vec<QuestionSection>,
}

/// Questions that are asked together.
#[derive(Debug, Clone)]
pub struct QuestionSection {
    /// Its name in addresses within the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// A sentence under the heading; may be empty.
    pub text: String,
    /// From which depth on it is asked.
    pub depth: Depth,
    /// The questions, in order.
    pub questions: Vec<Question>,
}

/// A question.
#[derive(Debug, Clone)]
pub struct Question {
    /// Key of its answer.
    pub id: String,
    /// The question itself.
    pub label: String,
    /// A sentence under it; may be empty.
    pub hint: String,
    /// What it takes as an answer.
    pub kind: QuestionKind,
}

/// What a question takes as an answer.
#[derive(Debug, Clone)]
pub enum QuestionKind {
    /// Words.
    Text,
    /// One of the form's own choices. These are about the report, and alone they don't make one.
    Choice(Vec<Choice>),
    /// Values of a field of the taxonomy, by its index.
    Field(u16),
}

/// One of the form's own choices.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The answer in files.
    pub id: String,
    /// The answer for the reporter.
    pub label: String,
    /// What to consider when this is chosen; may be empty.
    pub advice: String,
}

impl Questionnaire {
    /// Reads `questionnaire.yaml`. `None` if a finding makes it useless.
    pub fn read(source: &Source<'_>, taxonomy: &Taxonomy, findings: &mut Vec<Finding>) -> Option<Self> {
        read::questionnaire(source, taxonomy, findings)
    }

    /// All questions, in order.
    pub fn questions(&self) -> impl Iterator<Item = (&QuestionSection, &Question)> {
        self.sections
            .iter()
            .flat_map(|section| section.questions.iter().map(move |question| (section, question)))
    }
}
