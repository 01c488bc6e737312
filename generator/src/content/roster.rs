//! `roster/<n>.yaml`: the reviewers under their pseudonyms, and the keys to which reports are sealed. The highest
//! number is the one in force.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bech32::Bech32;
use bech32::primitives::decode::CheckedHrpstring;
use report::yaml::Word;
use report::{Finding, Keys, Source};
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
    let mut keys = Keys::read(source, source.text, 1, findings)?;
    let demo = keys.flag("demo", findings);
    let mut recipients = Vec::new();
    let mut seen = BTreeSet::new();
    for keys in keys.maps("reviewers", findings) {
        recipients.extend(reviewer(keys, &mut seen, findings));
    }
    let place = keys.place("reviewers");
    keys.finish(findings);
    if recipients.len() > MOST_RECIPIENTS {
        findings.push(rules::roster_many::finding(source, place, recipients.len(), MOST_RECIPIENTS));
    } else if !demo && recipients.len() < 2 {
        findings.push(rules::roster_recipients::finding(source, place, recipients.len()));
    } else if !demo && !recipients.iter().any(|recipient: &RosterRecipient| recipient.offline) {
        findings.push(rules::roster_offline::finding(source, place));
    }
    let path = source.name.to_owned();
    (!recipients.is_empty()).then_some(Roster { path, demo, recipients })
}

fn reviewer(
    mut keys: Keys<'_>,
    seen: &mut BTreeSet<String>,
    findings: &mut Vec<Finding>,
) -> Option<RosterRecipient> {
    let id = keys.required("id", "r-04", findings);
    keys.words("roles", findings);
    keys.text("signing_key", findings);
    let offline = keys.flag("offline", findings);
    let left = keys.flag("retired", findings) | keys.flag("compromised", findings);
    let key = keys.text("recipient", findings);
    if let Some(word) = key.as_ref().filter(|word| !is_recipient(word)) {
        findings.push(rules::roster_key::finding(keys.source(), word.place));
    }
    for word in [id.as_ref(), key.as_ref()].into_iter().flatten() {
        if !seen.insert(word.text.clone()) {
            findings.push(keys.repeated("reviewers", word));
        }
    }
    keys.finish(findings);
    let (id, key) = (id?, key.filter(is_recipient)?);
    // Whoever left opens nothing that is sealed from now on.
    (!left).then_some(RosterRecipient { reviewer: id.text, key: key.text, offline })
}

/// A recipient of age's own kind, or of a key in hardware, with its checksum right.
fn is_recipient(word: &Word) -> bool {
    CheckedHrpstring::new::<Bech32>(&word.text)
        .is_ok_and(|key| matches!(key.hrp().as_str(), "age" | "age1tag") && word.text.starts_with("age1"))
}
