//! One thing that a reviewer did.

use approvals::Stage;
use jiff::civil::Date;
use report::ReportId;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A record, sealed to all reviewers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// How many decisions its writer knew of: a decision counts if no other was taken before it.
    pub step: u32,
    /// The day.
    pub day: Date,
    /// Who: a pseudonym, or `desk` for what no person decides.
    pub by: String,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum What {
    /// A desk saw the report for the first time.
    Listed,
    /// A desk said that the report's end is near.
    Soon,
    /// Somebody works on it.
    Claimed,
    /// Somebody knows the incident, and stays away.
    Recused,
    /// Somebody at the second stage looked at the original.
    OriginalOpened {
        /// Why.
        reason: String,
    },
    /// A text under work; of each writer only the one with the highest number counts.
    Draft {
        /// The report's file.
        text: String,
        /// Counts the writer's drafts of this report.
        #[serde(default)]
        number: u32,
    },
    /// Stage 1 is done.
    Deidentified {
        /// The report's id from now on.
        #[serde(with = "id")]
        id: ReportId,
        /// The report's file.
        text: String,
        /// For the next reviewer.
        note: String,
    },
    /// Stage 2 has written the lessons.
    LessonsWritten {
        /// The report's file.
        text: String,
        /// For the next reviewer.
        note: String,
    },
    /// A stage was signed.
    Approved {
        /// Which.
        #[serde(with = "stage")]
        stage: Stage,
        /// Why a report that stands out may be published; mostly nothing.
        #[serde(default)]
        reason: String,
        /// Number of the roster that was the newest then; 0 where a record doesn't say.
        #[serde(default)]
        roster: u32,
    },
    /// One step back.
    SentBack {
        /// Why.
        reason: String,
    },
    /// Something must be clarified first.
    Held {
        /// What.
        reason: String,
    },
    /// It is clarified; what was signed before stays signed.
    Resumed {
        /// How.
        reason: String,
    },
    /// The event isn't told.
    LessonsOnly {
        /// Why.
        reason: String,
        /// The report's file without it, if there is one yet.
        text: Option<String>,
    },
}

impl What {
    /// Its place among what was done at the same step.
    #[must_use]
    pub(super) fn order(&self) -> (bool, u32) {
        // What decides comes last: it ends the step.
        (self.decides(), if let Self::Draft { number, .. } = self { *number } else { 0 })
    }

    /// Whether it changes what is to be done next, and so is taken or not.
    #[must_use]
    pub fn decides(&self) -> bool {
        matches!(
            self,
            Self::Deidentified { .. }
                | Self::LessonsWritten { .. }
                | Self::Approved { .. }
                | Self::SentBack { .. }
                | Self::Held { .. }
                | Self::Resumed { .. }
                | Self::LessonsOnly { .. }
        )
    }
}

mod id {
    use super::{Deserialize, Deserializer, ReportId, Serializer};

    pub(super) fn serialize<S: Serializer>(id: &ReportId, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(id.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<ReportId, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(|_| serde::de::Error::custom("no id of a report"))
    }
}

mod stage {
    use super::{Deserialize, Deserializer, Serializer, Stage};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
    pub(super) fn serialize<S: Serializer>(stage: &Stage, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(stage.word())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Stage, D::Error> {
        let text = String::deserialize(from)?;
        Stage::from_word(&text).ok_or_else(|| serde::de::Error::custom("no stage"))
    }
}
