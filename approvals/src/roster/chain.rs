//! Each roster is signed by two of the one before; the first one's digest is given from outside.

use std::collections::BTreeMap;

use report::{Finding, Source};

use super::{Reviewer, Roster, Standing, allowed_signers, read_roster};
use crate::digest::Digest;
use crate::gate::{File, Signed};
use crate::rules;
use crate::signature::{Namespace, Signatures};

/// All rosters, each vouched for by the one before.
#[derive(Debug)]
pub(crate) struct Chain {
    rosters: Vec<Roster>,
}

impl Chain {
    /// Follows the chain from its root. `None` where it breaks: then nothing else can be judged.
    pub(crate) fn follow(
        rosters: &BTreeMap<u32, Signed<'_>>,
        root: Digest,
        findings: &mut Vec<Finding>,
    ) -> Option<Self> {
        let mut chain = Self { rosters: Vec::new() };
        for ((number, signed), expected) in rosters.iter().zip(1..) {
            let file = signed.file;
            if *number != expected {
                findings.push(rules::roster_chain::missing(&file.name, expected));
                return None;
            }
            if expected == 1 && Digest::of(&file.bytes) != root {
                findings.push(rules::roster_root::finding(&file.name, Digest::of(&file.bytes), root));
                return None;
            }
            let text = String::from_utf8_lossy(&file.bytes);
            let mut found = Vec::new();
            let roster = read_roster(&Source::new(&file.name, &text), &mut found);
            let broken = found.iter().any(|finding| finding.severity == report::Severity::Error);
            findings.extend(found);
            let roster = roster.filter(|_| !broken)?;
            if let Some(before) = chain.rosters.last()
                && !follows(before, &roster, signed, findings)
            {
                return None;
            }
            chain.rosters.push(roster);
        }
        if chain.rosters.is_empty() {
            findings.push(rules::roster_chain::none());
            return None;
        }
        Some(chain)
    }

    /// The roster in force.
    pub(crate) fn newest(&self) -> &Roster {
        &self.rosters[self.rosters.len() - 1]
    }

    pub(crate) fn number(&self) -> u32 {
        u32::try_from(self.rosters.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn roster(&self, number: u32) -> Option<&Roster> {
        self.rosters.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// A reviewer as roster `number` has them, and how they stand today.
    pub(crate) fn reviewer(&self, number: u32, id: &str) -> Option<(&Reviewer, Standing)> {
        let reviewer = self.roster(number)?.reviewer(id)?;
        let today = self.newest().reviewer(id).map_or(Standing::Retired, |reviewer| reviewer.standing);
        Some((reviewer, today))
    }

    /// The last roster in which a reviewer was active.
    pub(crate) fn last_active(&self, id: &str) -> u32 {
        let active =
            |roster: &Roster| roster.reviewer(id).is_some_and(|own| own.standing == Standing::Active);
        (1..)
            .zip(&self.rosters)
            .filter(|(_, roster)| active(roster))
            .map(|(number, _)| number)
            .last()
            .unwrap_or(0)
    }

    /// Who of the roster signed these bytes, active there.
    pub(crate) fn signers_then(
        &self,
        number: u32,
        signed: &Signed<'_>,
        namespace: Namespace,
    ) -> Vec<&Reviewer> {
        self.roster(number).map_or_else(Vec::new, |roster| signers(roster, signed, namespace))
    }

    /// The same without those who are compromised today.
    pub(crate) fn signers(&self, number: u32, signed: &Signed<'_>, namespace: Namespace) -> Vec<&Reviewer> {
        let today = |id: &str| self.reviewer(number, id).map(|(_, standing)| standing);
        let mut signers = self.signers_then(number, signed, namespace);
        signers.retain(|reviewer| today(&reviewer.id) != Some(Standing::Compromised));
        signers
    }

    /// The list of keys for outsiders must be the roster's.
    pub(crate) fn check_allowed_signers(&self, file: Option<&File>, findings: &mut Vec<Finding>) {
        let expected = allowed_signers(self.newest());
        if file.is_none_or(|file| file.bytes != expected.as_bytes()) {
            findings.push(rules::allowed_signers::finding(file.map(|file| file.name.as_str())));
        }
    }
}

/// Who of a roster signed these bytes, active there.
fn signers<'r>(roster: &'r Roster, signed: &Signed<'_>, namespace: Namespace) -> Vec<&'r Reviewer> {
    let Some(signatures) = signed.signature.and_then(|file| Signatures::read(&file.bytes).ok()) else {
        return Vec::new();
    };
    let signed_by = |reviewer: &&Reviewer| {
        let key = reviewer.signing_key.as_ref().filter(|_| reviewer.standing == Standing::Active);
        key.is_some_and(|key| signatures.are_by(key, namespace, &signed.file.bytes))
    };
    roster.reviewers.iter().filter(signed_by).collect()
}

/// Whether a roster may come after the one before.
fn follows(before: &Roster, roster: &Roster, signed: &Signed<'_>, findings: &mut Vec<Finding>) -> bool {
    let count = findings.len();
    let name = &signed.file.name;
    // Whom this very roster calls compromised doesn't vouch for it.
    let compromised = |id: &str| roster.reviewer(id).is_some_and(|own| own.standing == Standing::Compromised);
    let mut vouching = signers(before, signed, Namespace::Roster);
    vouching.retain(|reviewer| !compromised(&reviewer.id));
    if vouching.len() < 2 {
        findings.push(rules::roster_chain::unsigned(name, vouching.len()));
    }
    for old in &before.reviewers {
        match roster.reviewer(&old.id) {
            None => findings.push(rules::roster_standing::gone(name, &old.id)),
            Some(new) if new.standing < old.standing => {
                findings.push(rules::roster_standing::better(name, &old.id));
            }
            Some(new) if new.signing_key != old.signing_key && old.signing_key.is_some() => {
                findings.push(rules::roster_standing::other_key(name, &old.id));
            }
            Some(_) => {}
        }
    }
    findings.len() == count
}
