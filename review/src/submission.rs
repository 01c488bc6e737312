//! From what was sealed to a [`Submission`]: the only place that reads one.

use std::collections::BTreeMap;

use report::{Answer, Depth, Submission};
use serde::Deserialize;

/// What lies in a sealed object.
pub enum Sealed {
    /// A report.
    Report(Submission),
    /// Sent to hide when reports come in.
    Decoy,
}

#[derive(Deserialize)]
struct Raw {
    version: u32,
    #[serde(default)]
    questionnaire: String,
    #[serde(default)]
    depth: String,
    #[serde(default)]
    answers: BTreeMap<String, RawAnswer>,
    #[serde(default)]
    decoy: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawAnswer {
    Text(String),
    Values(Vec<String>),
}

/// Reads the JSON object of a sealed report. Anybody can seal anything to a public key: `None` for what isn't one.
#[must_use]
pub fn read_submission(text: &[u8]) -> Option<Sealed> {
    let raw: Raw = serde_json::from_slice(text).ok()?;
    if raw.decoy {
        return Some(Sealed::Decoy);
    }
    if raw.version != 1 {
        return None;
    }
    let depth = if raw.depth == Depth::Detailed.word() { Depth::Detailed } else { Depth::Basic };
    let mut submission = Submission::new(&raw.questionnaire, depth);
    for (question, answer) in raw.answers {
        submission.answer(
            &question,
            match answer {
                RawAnswer::Text(text) => Answer::Text(text),
                RawAnswer::Values(values) => Answer::Values(values),
            },
        );
    }
    Some(Sealed::Report(submission))
}
