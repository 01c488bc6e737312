//! The domain of the near-miss library: what a report is, which words it may use,
//! and what is said to its writer when something in it can't stand.
//!
//! No input or output, no clock, no threads, no logging: values in, values out. The crate
//! builds for `wasm32-unknown-unknown`, which keeps it that way.
//!
//! The way in is [`parse`]: bytes of a Markdown file and a [`Taxonomy`] give a [`NearMiss`]
//! and every [`Finding`], never only the first.

mod finding;
mod front_matter;
mod id;
mod mark;
mod near_miss;
mod nearest;
mod parse;
mod period;
mod questionnaire;
mod rules;
mod section;
mod source;
#[cfg(feature = "submission")]
mod submission;
mod taxonomy;
pub mod yaml;

pub use finding::{Finding, Severity};
pub use front_matter::{Keys, read_document};
pub use id::{ID_ALPHABET, IdError, ReportId};
pub use mark::{Mark, marks_in};
pub use near_miss::{Allowed, Facet, NearMiss, Publication};
pub use nearest::nearest;
pub use parse::{MAX_REPORT_BYTES, parse, too_large};
pub use period::{Period, PeriodError};
pub use questionnaire::{Choice, Depth, Question, QuestionKind, QuestionSection, Questionnaire};
pub use section::{PROMPT_TITLE, Section};
pub use source::{Document, Place, Source, is_hidden};
#[cfg(feature = "submission")]
pub use submission::{Answer, Submission};
pub use taxonomy::{Field, FieldKind, Group, Level, MarkKind, Taxonomy, Value};
