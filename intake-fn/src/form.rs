//! The form without JavaScript, as the built site hands it over: one file with pages that have places to fill, the
//! questions, the recipients and every sentence an answer may have.

mod answers;
mod fill;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use axum::http::{HeaderName, HeaderValue};
use seal::{RecipientError, Recipients};
use serde::Deserialize;

pub(crate) use answers::Answers;
use fill::Page;

use crate::refusal::Refusal;

/// The form.
#[derive(Debug)]
pub struct Form {
    /// Path under which the site is served, with a slash at both ends.
    pub(crate) base: String,
    pub(crate) questionnaire: String,
    pub(crate) questions: Vec<Question>,
    pub(crate) recipients: Recipients,
    /// What every answer carries.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// Whether the form without JavaScript is open.
    pub(crate) open: bool,
    /// The form itself.
    pub(crate) blank: Page,
    pub(crate) received: String,
    pub(crate) not_member: String,
    pub(crate) problem: Page,
    pub(crate) summary: Page,
    pub(crate) error_prefix: String,
    sentences: BTreeMap<String, Sentence>,
}

/// A question of the form.
#[derive(Debug, Deserialize)]
pub(crate) struct Question {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    /// Asked in the detailed part alone.
    pub(crate) detailed: bool,
    /// About the report; an answer to it alone doesn't make one.
    pub(crate) about: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Text,
    One,
    Many,
}

/// What an answer says.
#[derive(Debug, Deserialize)]
pub(crate) struct Sentence {
    pub(crate) title: String,
    pub(crate) message: String,
}

/// Why a form's file can't be used.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// It isn't there.
    #[error("there is no form in `{}`: {source}; build the site with a questionnaire and a roster", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// It says something else than a form.
    #[error("the form in `{}` can't be read ({source}); build site and intake from the same source", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Where and why.
        source: serde_json::Error,
    },
    /// A recipient in it can't be used.
    #[error("a recipient of the form can't be used: {0}")]
    Recipients(#[from] RecipientError),
    /// A place or a sentence is missing in it.
    #[error("the form lacks {0}; build site and intake from the same source")]
    Lacks(String),
}

#[derive(Deserialize)]
struct Raw {
    version: u8,
    base: String,
    questionnaire: String,
    recipients: Vec<String>,
    questions: Vec<Question>,
    headers: Vec<(String, String)>,
    open: bool,
    pages: RawPages,
    error_prefix: String,
    sentences: BTreeMap<String, Sentence>,
}

#[derive(Deserialize)]
struct RawPages {
    form: String,
    received: String,
    not_member: String,
    problem: String,
    summary: String,
}

/// Version of the file that this program reads.
const VERSION: u8 = 1;

impl Form {
    /// Reads the file that `nearmiss build` wrote into the site.
    pub fn read(path: &Path) -> Result<Self, FormError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| FormError::Missing { path: path.to_owned(), source })?;
        let raw: Raw = serde_json::from_str(&text)
            .map_err(|source| FormError::Unreadable { path: path.to_owned(), source })?;
        Self::new(raw)
    }

    fn new(raw: Raw) -> Result<Self, FormError> {
        let lacks = |what: &str| FormError::Lacks(what.to_owned());
        if raw.version != VERSION {
            return Err(lacks("the version this program reads"));
        }
        if let Some(refusal) = Refusal::ALL.iter().find(|refusal| !raw.sentences.contains_key(refusal.key()))
        {
            return Err(lacks(&format!("a sentence for `{}`", refusal.key())));
        }
        let header = |(name, value): (String, String)| {
            let name = HeaderName::try_from(name).ok()?;
            Some((name, HeaderValue::try_from(value).ok()?))
        };
        let headers: Option<Vec<_>> = raw.headers.into_iter().map(header).collect();
        let blank = Page::new(&raw.pages.form);
        for (place, what) in
            [("ticket", "a place for the ticket"), ("summary", "a place for what went wrong")]
        {
            if !blank.has(place) {
                return Err(lacks(what));
            }
        }
        Ok(Self {
            base: raw.base,
            questionnaire: raw.questionnaire,
            recipients: Recipients::parse(&raw.recipients.join("\n"))?,
            questions: raw.questions,
            headers: headers.ok_or_else(|| lacks("headers that HTTP allows"))?,
            open: raw.open,
            blank,
            received: raw.pages.received,
            not_member: raw.pages.not_member,
            problem: Page::new(&raw.pages.problem),
            summary: Page::new(&raw.pages.summary),
            error_prefix: raw.error_prefix,
            sentences: raw.sentences,
        })
    }

    pub(crate) fn sentence(&self, refusal: Refusal) -> &Sentence {
        // Every key was looked for when the file was read.
        &self.sentences[refusal.key()]
    }
}
