//! The chain of release manifests.

use std::collections::{BTreeMap, BTreeSet};

use report::{Finding, ReportId};

use super::{Library, Parts};
use crate::digest::Digest;
use crate::manifest::Manifest;
use crate::roster::Chain;
use crate::rules;
use crate::signature::Namespace;

/// What was released, as far as the signatures under it count today.
#[derive(Debug, Default)]
pub(crate) struct Released {
    /// Each report as a manifest names it, with the earliest roster of such a manifest.
    pub(crate) versions: BTreeMap<(ReportId, Digest), u32>,
    /// What the newest manifest that names it says of each report.
    pub(crate) newest: BTreeMap<ReportId, Digest>,
    /// Reports of manifests that a compromised key voided.
    pub(crate) voided: BTreeSet<ReportId>,
}

pub(super) fn check(
    library: &Library,
    parts: &Parts<'_>,
    chain: &Chain,
    findings: &mut Vec<Finding>,
) -> Released {
    let mut released = Released::default();
    let known: BTreeSet<ReportId> = library.reports.iter().map(|report| report.id).collect();
    let (mut previous, mut roster, mut newest) = (None, 1, None);
    for ((number, signed), expected) in parts.releases.iter().zip(1..) {
        let name = &signed.file.name;
        let manifest = match Manifest::read(&signed.file.bytes) {
            Ok(manifest) => manifest,
            Err(error) => {
                findings.push(rules::statement_format::finding(signed.file, &error));
                return released;
            }
        };
        if *number != expected || manifest.number != *number || manifest.previous != previous {
            findings.push(rules::release_chain::finding(name, expected));
            return released;
        }
        if manifest.roster < roster || manifest.roster > chain.number() {
            findings.push(rules::release_roster::finding(name, manifest.roster, roster, chain.number()));
        }
        let then = chain.signers_then(manifest.roster, signed, Namespace::Release).len();
        let signers = chain.signers(manifest.roster, signed, Namespace::Release).len();
        // A key that was compromised later takes the reports back, not the chain: a newer release can have them again.
        let newest_of_all = parts.releases.keys().last() == Some(number);
        if then < 2 || (newest_of_all && signers < 2) {
            findings.push(rules::release_unsigned::finding(name, signers));
        }
        if signers < 2 {
            released.voided.extend(manifest.reports.iter().map(|(id, _)| *id));
        }
        for (id, digest) in &manifest.reports {
            if signers >= 2 {
                released.versions.entry((*id, *digest)).or_insert(manifest.roster);
                released.newest.insert(*id, *digest);
            }
            if !known.contains(id) && !parts.withdrawals.contains_key(id) {
                findings.push(rules::release_report::gone(name, *id));
            }
        }
        previous = Some(Digest::of(&signed.file.bytes));
        roster = roster.max(manifest.roster);
        newest = Some((name, manifest.others));
    }
    match (newest, library.others) {
        (None, _) => findings.push(rules::release_chain::none()),
        (Some((name, signed)), Some(others)) if signed != others => {
            findings.push(rules::release_others::finding(name));
        }
        (Some(_), _) => {}
    }
    released
}
