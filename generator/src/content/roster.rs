//! `roster/<n>.yaml`: the reviewers under their pseudonyms, and the keys to which reports are sealed. The highest
//! number is the one in force.

use std::path::{Path, PathBuf};

use approvals::Standing;
use report::{Finding, Source};
use sha2::{Digest, Sha256};

use super::{ContentError, MAX_YAML_BYTES, folder};
use crate::check::rules;

/// Most keys that a report of its fixed size has room for; the intake refuses more.
const MOST_RECIPIENTS: usize = 20;

/// The roster that is in force.
#[derive(Debug, Clone)]
pub struct Roster {
    /// Its file, as it is named in findings.
    pub path: String,
    /// For a demonstration: its key is known to everyone.
    pub demo: bool,
    /// To whom reports are sealed, in order.
    pub recipients: Vec<RosterRecipient>,
}

/// A key to which reports are sealed.
#[derive(Debug, Clone)]
pub struct RosterRecipient {
    /// Whose: a pseudonym.
    pub reviewer: String,
    /// `age1…`
    pub key: String,
    /// Kept away from any network, for recovery.
    pub offline: bool,
}

impl RosterRecipient {
    /// The first 16 hexadecimal digits of the SHA-256 of the key as it is written, in groups of four.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(self.key.as_bytes());
        let pairs = digest.chunks(2).take(4);
        pairs.map(|pair| format!("{:02x}{:02x}", pair[0], pair[1])).collect::<Vec<_>>().join(" ")
    }
}

/// Reads the roster with the highest number. A library without one has no form.
pub(super) fn read(root: &Path, findings: &mut Vec<Finding>) -> Result<Option<Roster>, ContentError> {
    let Some(path) = newest(&root.join("roster")) else { return Ok(None) };
    let shown = path.display().to_string();
    let Some(text) = folder::read_text(root, &path, MAX_YAML_BYTES, findings)? else { return Ok(None) };
    Ok(parse(&Source::new(&shown, &text), findings))
}

fn newest(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let numbered = entries.filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let number: u32 = name.strip_suffix(".yaml")?.parse().ok()?;
        Some((number, entry.path()))
    });
    numbered.max().map(|(_, path)| path)
}

fn parse(source: &Source<'_>, findings: &mut Vec<Finding>) -> Option<Roster> {
    let approvals::Roster { demo, reviewers, place } = approvals::read_roster(source, findings)?;
    // Whoever left opens nothing that is sealed from now on.
    let active = reviewers.into_iter().filter(|reviewer| reviewer.standing == Standing::Active);
    let recipients: Vec<RosterRecipient> = active
        .filter_map(|reviewer| {
            Some(RosterRecipient {
                reviewer: reviewer.id,
                key: reviewer.recipient?,
                offline: reviewer.offline,
            })
        })
        .collect();
    if recipients.len() > MOST_RECIPIENTS {
        findings.push(rules::roster_many::finding(source, place, recipients.len(), MOST_RECIPIENTS));
    } else if !demo && recipients.len() < 2 {
        findings.push(rules::roster_recipients::finding(source, place, recipients.len()));
    } else if !demo && !recipients.iter().any(|recipient| recipient.offline) {
        findings.push(rules::roster_offline::finding(source, place));
    }
    let path = source.name.to_owned();
    (!recipients.is_empty()).then_some(Roster { path, demo, recipients })
}
