//! What the reviewer at this desk can do with a report now.

use approvals::{Reviewer, Role, Stage};

use super::attest::HandOver;
use crate::work::{Case, State};

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// Edits the text so that it identifies nobody.
    Deidentify,
    /// Writes the lessons and signs the content.
    Lessons,
    /// Reads the final text and signs the de-identification.
    Countersign,
    /// Reads; why there is nothing to do, in words.
    Wait(&'static str),
}

impl Turn {
    /// For this reviewer.
    pub(super) fn of(case: &Case, reviewer: &Reviewer) -> Self {
        let by = &reviewer.id;
        let has = |role| reviewer.roles.contains(&role);
        let edited = case.editors.contains(by);
        if case.recused.contains(by) {
            return Self::Wait("You know this incident and stay away from it.");
        }
        match case.state {
            State::Waiting if has(Role::Deidentification) => Self::Deidentify,
            State::Waiting => Self::Wait("It is waiting for a reviewer to de-identify it."),
            State::Stage1 if edited => Self::Deidentify,
            State::Stage1 | State::Stage2 if edited => {
                Self::Wait("You passed it on. It is waiting for another reviewer.")
            }
            State::Stage1 | State::Stage2 if has(Role::Content) => Self::Lessons,
            State::Stage1 | State::Stage2 => Self::Wait("It is waiting for a reviewer to write the lessons."),
            State::Countersign
                if has(Role::Deidentification)
                    && !case.writers.contains(by)
                    && case.signed.get(&Stage::Content) != Some(by) =>
            {
                Self::Countersign
            }
            State::Countersign => Self::Wait("It is waiting for the de-identifier, who signs last."),
            State::Ready => Self::Wait("It is signed twice and waiting for the next release."),
            State::Published => Self::Wait("It is published."),
        }
    }

    /// Its name in templates.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Deidentify => "deidentify",
            Self::Lessons => "lessons",
            Self::Countersign => "countersign",
            Self::Wait(_) => "wait",
        }
    }

    /// What ends it.
    pub(super) fn hand_over(self) -> Option<HandOver> {
        match self {
            Self::Deidentify => Some(HandOver::PassOn),
            Self::Lessons => Some(HandOver::Content),
            Self::Countersign => Some(HandOver::Deidentification),
            Self::Wait(_) => None,
        }
    }

    /// Whether the text can be changed.
    pub(super) fn edits(self) -> bool {
        matches!(self, Self::Deidentify | Self::Lessons)
    }
}
