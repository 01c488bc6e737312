//! The reviewers under their pseudonyms: `content/roster/<n>.yaml`.

mod chain;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use bech32::Bech32;
use bech32::primitives::decode::CheckedHrpstring;
use report::{Finding, Keys, Place, Source};

use crate::approval::Stage;
use crate::rules;
use crate::signature::PublicKey;

pub(crate) use chain::Chain;

/// What a reviewer may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The first stage, and the last look.
    Deidentification,
    /// The second stage.
    Content,
}

impl Role {
    /// The role that a stage takes.
    #[must_use]
    pub fn of(stage: Stage) -> Self {
        match stage {
            Stage::Deidentification => Self::Deidentification,
            Stage::Content => Self::Content,
        }
    }
}

/// Whether a reviewer's keys are in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// They are.
    Active,
    /// The reviewer left: what was signed before stays good.
    Retired,
    /// Somebody else may have them: what they signed is void.
    Compromised,
}

/// A reviewer.
#[derive(Debug, Clone)]
pub struct Reviewer {
    /// The pseudonym, for instance `r-04`.
    pub id: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// What they sign with; without one they approve nothing.
    pub signing_key: Option<PublicKey>,
    /// To what reports are sealed for them, an age recipient; without one they open nothing.
    pub recipient: Option<String>,
    /// The recipient is kept away from any network, for recovery.
    pub offline: bool,
    /// Whether the keys are in use.
    pub standing: Standing,
}

/// A roster.
#[derive(Debug, Clone)]
pub struct Roster {
    /// For a demonstration: its keys are known to everyone.
    pub demo: bool,
    /// In the order of the file.
    pub reviewers: Vec<Reviewer>,
    /// Where the list begins.
    pub place: Place,
}

impl Roster {
    /// The reviewer of this pseudonym.
    #[must_use]
    pub fn reviewer(&self, id: &str) -> Option<&Reviewer> {
        self.reviewers.iter().find(|reviewer| reviewer.id == id)
    }
}

/// Reads a roster with everything that is wrong with it. `None` if nothing of it can be used.
pub fn read_roster(source: &Source<'_>, findings: &mut Vec<Finding>) -> Option<Roster> {
    let mut keys = Keys::read(source, source.text, 1, findings)?;
    let demo = keys.flag("demo", findings);
    let mut reviewers = Vec::new();
    let mut seen = BTreeSet::new();
    for keys in keys.maps("reviewers", findings) {
        reviewers.extend(reviewer(keys, &mut seen, findings));
    }
    let place = keys.place("reviewers");
    keys.finish(findings);
    Some(Roster { demo, reviewers, place })
}

fn reviewer(
    mut keys: Keys<'_>,
    seen: &mut BTreeSet<String>,
    findings: &mut Vec<Finding>,
) -> Option<Reviewer> {
    let id = keys.required("id", "r-04", findings);
    let mut roles = Vec::new();
    for word in keys.words("roles", findings) {
        match Stage::from_word(&word.text) {
            Some(stage) => roles.push(Role::of(stage)),
            None => findings.push(keys.unknown_value(&word, "roles", &Stage::ALL.map(Stage::word))),
        }
    }
    let signing = keys.text("signing_key", findings);
    let offline = keys.flag("offline", findings);
    let (retired, compromised) = (keys.flag("retired", findings), keys.flag("compromised", findings));
    let recipient = keys.text("recipient", findings);
    if let Some(word) = recipient.as_ref().filter(|word| !is_recipient(&word.text)) {
        findings.push(rules::roster_key::finding(keys.source(), word.place));
    }
    for word in [&id, &recipient].into_iter().flatten() {
        if !seen.insert(word.text.clone()) {
            findings.push(keys.repeated("reviewers", word));
        }
    }
    let signing_key = signing.and_then(|word| {
        let key: Option<PublicKey> = word.text.parse().ok();
        match &key {
            None => findings.push(rules::roster_signing_key::finding(keys.source(), word.place)),
            // The same key with another comment is the same key: whoever has it would sign for two.
            Some(key) if !seen.insert(format!("key {key}")) => {
                findings.push(keys.repeated("reviewers", &word));
            }
            Some(_) => {}
        }
        key
    });
    keys.finish(findings);
    let standing = match (compromised, retired) {
        (true, _) => Standing::Compromised,
        (false, true) => Standing::Retired,
        (false, false) => Standing::Active,
    };
    let recipient = recipient.map(|word| word.text).filter(|text| is_recipient(text));
    Some(Reviewer { id: id?.text, roles, signing_key, recipient, offline, standing })
}

/// A recipient of age's own kind, or of a key in hardware, with its checksum right.
fn is_recipient(text: &str) -> bool {
    CheckedHrpstring::new::<Bech32>(text)
        .is_ok_and(|key| matches!(key.hrp().as_str(), "age" | "age1tag") && text.starts_with("age1"))
}

/// `content/roster/allowed_signers`, by which anybody checks a signature with `ssh-keygen -Y verify` alone.
#[must_use]
pub fn allowed_signers(roster: &Roster) -> String {
    let mut text = String::new();
    for reviewer in &roster.reviewers {
        if let Some(key) =
            reviewer.signing_key.as_ref().filter(|_| reviewer.standing != Standing::Compromised)
        {
            _ = writeln!(text, "{} namespaces=\"nearmiss-*\" {key}", reviewer.id);
        }
    }
    text
}
