//! Each report against its two approvals, or the batch it came with.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use report::{Finding, ReportId, Taxonomy};

use super::releases::Released;
use super::{Library, Parts, ReportFile, Signed};
use crate::approval::{Approval, Stage};
use crate::batch::Batch;
use crate::digest::Digest;
use crate::roster::{Chain, Role, Standing};
use crate::rules;
use crate::signature::{Namespace, Signatures};

pub(super) fn check(
    library: &Library,
    parts: &Parts<'_>,
    chain: &Chain,
    released: &Released,
    findings: &mut Vec<Finding>,
) {
    let batches = batches(library, parts, chain, findings);
    let judge = Judge { library, parts, chain, released, batches };
    let judged: Vec<Vec<Finding>> =
        library.reports.par_iter().with_min_len(64).map(|report| judge.report(report)).collect();
    findings.extend(judged.into_iter().flatten());
    let known: BTreeSet<ReportId> = library.reports.iter().map(|report| report.id).collect();
    for ((id, _), signed) in &parts.approvals {
        if !known.contains(id) && !parts.withdrawals.contains_key(id) {
            findings.push(rules::unsigned_file::orphan(&signed.file.name, *id));
        }
    }
}

/// The imported reports that a batch approves, with their bytes.
fn batches(
    library: &Library,
    parts: &Parts<'_>,
    chain: &Chain,
    findings: &mut Vec<Finding>,
) -> BTreeMap<ReportId, Digest> {
    let mut approved = BTreeMap::new();
    for (number, signed) in &parts.batches {
        let name = &signed.file.name;
        match Batch::read(&signed.file.bytes) {
            Err(error) => findings.push(rules::statement_format::finding(signed.file, &error)),
            Ok(batch) if batch.number != *number => findings.push(rules::batch::number(name, batch.number)),
            Ok(batch) if !Taxonomy::continues(&library.taxonomy, &batch.taxonomy) => {
                findings.push(rules::approval_taxonomy::finding(name, &batch.taxonomy, &library.taxonomy));
            }
            Ok(batch) => {
                let signers = chain.signers(batch.roster, signed, Namespace::Approval);
                let has = |role: Role| signers.iter().any(|reviewer| reviewer.roles.contains(&role));
                if signers.len() < 2 || !has(Role::Content) || !has(Role::Deidentification) {
                    findings.push(rules::batch::unsigned(name, signers.len()));
                } else {
                    approved.extend(batch.reports);
                }
            }
        }
    }
    approved
}

struct Judge<'a> {
    library: &'a Library,
    parts: &'a Parts<'a>,
    chain: &'a Chain,
    released: &'a Released,
    batches: BTreeMap<ReportId, Digest>,
}

impl Judge<'_> {
    fn report(&self, report: &ReportFile) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.parts.withdrawals.contains_key(&report.id) {
            return findings;
        }
        if report.sample {
            // A sample is left out: what was released would be gone from the site, and nobody would have taken it back.
            if self.released.newest.contains_key(&report.id) {
                findings.push(rules::release_report::sample(&report.name));
            }
            return findings;
        }
        let own = Stage::ALL.map(|stage| self.parts.approvals.get(&(report.id, stage)));
        match self.batches.get(&report.id) {
            Some(_) if !report.imported => findings.push(rules::batch::not_imported(&report.name)),
            Some(digest) if own.iter().all(Option::is_none) => {
                if *digest != report.sha256 {
                    findings.push(rules::approval_bytes::finding(&report.name, "batch"));
                }
            }
            _ => self.approvals(report, own, &mut findings),
        }
        // What isn't approved isn't released either: one finding says enough.
        if findings.is_empty() && !self.released.versions.contains_key(&(report.id, report.sha256)) {
            let voided = self.released.voided.contains(&report.id);
            findings.push(rules::release_report::missing(&report.name, voided));
        } else if findings.is_empty() && self.released.newest.get(&report.id) != Some(&report.sha256) {
            findings.push(rules::release_report::older(&report.name));
        }
        findings
    }

    fn approvals(&self, report: &ReportFile, own: [Option<&Signed<'_>>; 2], findings: &mut Vec<Finding>) {
        let mut approvals = Vec::new();
        for (stage, signed) in Stage::ALL.into_iter().zip(own) {
            match signed {
                None => findings.push(rules::approval_missing::finding(&report.name, stage)),
                Some(signed) => approvals.extend(self.approval(report, stage, signed, findings)),
            }
        }
        let [first, second] = approvals.as_slice() else { return };
        let name = &self.parts.approvals[&(report.id, Stage::Content)].file.name;
        if first.reviewer == second.reviewer {
            findings.push(rules::approval_same_person::finding(name, &second.reviewer));
        }
        if first.editors != second.editors {
            findings.push(rules::approval_editor::differ(name));
        }
        if second.editors.contains(&second.reviewer) {
            findings.push(rules::approval_editor::finding(name, &second.reviewer));
        }
    }

    /// An approval that can be read, even where something speaks against it.
    fn approval(
        &self,
        report: &ReportFile,
        stage: Stage,
        signed: &Signed<'_>,
        findings: &mut Vec<Finding>,
    ) -> Option<Approval> {
        let name = &signed.file.name;
        let approval = match Approval::read(&signed.file.bytes) {
            Ok(approval) => approval,
            Err(error) => {
                findings.push(rules::statement_format::finding(signed.file, &error));
                return None;
            }
        };
        if approval.report != report.id {
            findings.push(rules::approval_report::finding(name, approval.report, report.id));
        }
        if approval.stage != stage {
            findings.push(rules::approval_stage::finding(name, approval.stage, stage));
        }
        if !Taxonomy::continues(&self.library.taxonomy, &approval.taxonomy) {
            findings.push(rules::approval_taxonomy::finding(
                name,
                &approval.taxonomy,
                &self.library.taxonomy,
            ));
        }
        if approval.sha256 != report.sha256 {
            findings.push(rules::approval_bytes::finding(&report.name, stage.word()));
        }
        self.signer(report, &approval, signed, findings);
        Some(approval)
    }

    fn signer(
        &self,
        report: &ReportFile,
        approval: &Approval,
        signed: &Signed<'_>,
        findings: &mut Vec<Finding>,
    ) {
        let (name, id) = (&signed.file.name, &approval.reviewer);
        let Some((reviewer, today)) = self.chain.reviewer(approval.roster, id) else {
            findings.push(rules::approval_role::unknown(name, id, approval.roster));
            return;
        };
        if reviewer.standing != Standing::Active {
            findings.push(rules::approval_role::inactive(name, id, approval.roster));
        }
        if !reviewer.roles.contains(&Role::of(approval.stage)) {
            findings.push(rules::approval_role::finding(name, id, approval.stage));
        }
        let signatures = signed.signature.and_then(|file| Signatures::read(&file.bytes).ok());
        let key = reviewer.signing_key.as_ref();
        match (signatures, key) {
            (None, _) | (_, None) => findings.push(rules::approval_signature::missing(name)),
            (Some(signatures), Some(key)) if !signatures.name(key) => {
                findings.push(rules::approval_signature::other_key(name, id));
            }
            (Some(signatures), Some(key))
                if !signatures.are_by(key, Namespace::Approval, &signed.file.bytes) =>
            {
                findings.push(rules::approval_signature::broken(name, id));
            }
            _ => {}
        }
        let released = self.released.versions.get(&(report.id, report.sha256));
        match today {
            Standing::Compromised => findings.push(rules::approval_standing::compromised(name, id)),
            Standing::Retired if released.is_none_or(|roster| *roster > self.chain.last_active(id)) => {
                findings.push(rules::approval_standing::retired(name, id));
            }
            _ => {}
        }
    }
}
