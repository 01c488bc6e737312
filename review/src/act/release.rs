//! A release: a manifest signed by two, and one commit with everything in it.

use std::collections::BTreeSet;

use approvals::{Digest, Manifest, Namespace, Signatures, Standing};
use report::{Period, ReportId};

use super::batch::{self, Batched};
use super::{Review, reference};
use crate::ledger::quarter;
use crate::refusal::Stop;
use crate::repository::{Change, NO_TIME};
use crate::sign::SigningKey;
use crate::work::{Opened, State};

/// A release under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Its number.
    pub number: u32,
    /// Its reports that were reviewed here.
    pub reports: Vec<ReportId>,
    /// The imported reports in it.
    pub batch: Option<Batched>,
    /// Who signed it.
    pub signers: Vec<String>,
    /// The digest of its manifest as it would be signed now: every report in it, byte by byte.
    pub digest: String,
}

impl Release {
    fn of(manifest: &Manifest, batch: Option<Batched>, signers: BTreeSet<String>) -> Self {
        let imported = |id: &ReportId| batch.as_ref().is_some_and(|batch| batch.has(*id));
        let reports = manifest.reports.iter().map(|(id, _)| *id).filter(|id| !imported(id)).collect();
        let digest = Digest::of(manifest.to_string().as_bytes()).to_string();
        Self { number: manifest.number, reports, batch, signers: signers.into_iter().collect(), digest }
    }
}

pub(super) fn branch(number: u32) -> String {
    format!("release/{number}")
}

pub(super) fn path(number: u32) -> String {
    format!("content/releases/{number}.txt")
}

/// The number of the next release, and the digest of the last.
pub(super) fn next(review: &Review) -> Result<(u32, Option<Digest>), Stop> {
    let files = review.repository.files(&review.published.commit, "content/releases/")?;
    let number = |path: &str| path.strip_prefix("content/releases/")?.strip_suffix(".txt")?.parse().ok();
    let last: u32 = files.iter().filter_map(|entry| number(&entry.path)).max().unwrap_or(0);
    let bytes = review.repository.file(&review.published.commit, &path(last))?;
    Ok((last + 1, bytes.map(|bytes| Digest::of(&bytes))))
}

/// The reports that wait for a release.
fn ready(review: &Review) -> Vec<&Opened> {
    let ready = |own: &&Opened| {
        own.case.state == State::Ready
            && own.case.held.is_none()
            && own.case.id.is_some_and(|id| !review.published.knows(id))
    };
    let mut chosen: Vec<&Opened> = Vec::new();
    for own in review.reports.iter().filter(ready) {
        // Two that may tell of the same event are never released together: the second waits for the next release.
        if !chosen.iter().any(|other| own.repeats.iter().any(|name| name == reference(&other.hash))) {
            chosen.push(own);
        }
    }
    chosen
}

/// Signs the next release; the first to sign puts it together from all reports that are ready.
pub fn sign_release(
    review: &Review,
    by: &str,
    key: &SigningKey,
    period: Option<Period>,
) -> Result<Release, Stop> {
    let reviewer = review.published.reviewer(by)?;
    let (number, previous) = next(review)?;
    let before = review.repository.branch(&branch(number))?;
    let batch = batch::complete(review)?;
    let (mut wanted, nothing) = manifest(review, number, previous, period, batch.as_ref())?;
    let begun = match &before {
        Some(commit) => review.repository.file(commit, &path(number))?,
        None => None,
    };
    if period.is_none() {
        wanted = as_begun(wanted, begun.as_deref());
    }
    let (text, mut signatures) = match (&before, begun) {
        // Somebody began it, and nothing changed since.
        (Some(commit), Some(bytes)) if bytes == wanted.to_string().as_bytes() => {
            let signatures = review.repository.file(commit, &format!("{}.sig", path(number)))?;
            (bytes, signatures.unwrap_or_default())
        }
        _ if nothing => {
            let help = "a release takes reports that are ready, or a change of pages, theme or roster";
            return Err(Stop::refused("nothing-to-release", "there is nothing new to release", help));
        }
        _ => (wanted.to_string().into_bytes(), Vec::new()),
    };
    let signature = key.sign(reviewer, Namespace::Release, &text)?;
    if !signers(review, Namespace::Release, &text, &signatures).contains(by) {
        signatures.extend_from_slice(signature.as_bytes());
    }
    let changes = [
        Change::put(path(number), text.clone()),
        Change::put(format!("{}.sig", path(number)), signatures.clone()),
    ];
    let commit = review.repository.commit(
        &review.published.commit,
        &changes,
        &format!("Release {number}\n"),
        NO_TIME,
    )?;
    review.repository.set_branch(&branch(number), &commit, before.as_deref())?;
    Ok(Release::of(&wanted, batch, signers(review, Namespace::Release, &text, &signatures)))
}

/// The next release as it would be signed now, and who has signed exactly that; `None` if it would say nothing new.
pub fn next_release(review: &Review) -> Result<Option<Release>, Stop> {
    let (number, previous) = next(review)?;
    let batch = batch::complete(review)?;
    let (wanted, nothing) = manifest(review, number, previous, None, batch.as_ref())?;
    let begun = match review.repository.branch(&branch(number))? {
        Some(commit) => {
            let text = review.repository.file(&commit, &path(number))?.unwrap_or_default();
            let signatures = review.repository.file(&commit, &format!("{}.sig", path(number)))?;
            Some((text, signatures.unwrap_or_default()))
        }
        None => None,
    };
    let wanted = as_begun(wanted, begun.as_ref().map(|(text, _)| text.as_slice()));
    let begun = begun.filter(|(text, _)| text == wanted.to_string().as_bytes());
    if nothing && begun.is_none() {
        return Ok(None);
    }
    let signers = begun
        .map(|(text, signatures)| signers(review, Namespace::Release, &text, &signatures))
        .unwrap_or_default();
    Ok(Some(Release::of(&wanted, batch, signers)))
}

/// A manifest with the period of one that was begun and is the same otherwise: whoever began it may have named another, or signed in
/// another quarter, and the second signs what the first did.
fn as_begun(wanted: Manifest, begun: Option<&[u8]>) -> Manifest {
    let begun = begun.and_then(|text| Manifest::read(text).ok());
    begun.filter(|begun| Manifest { period: begun.period, ..wanted.clone() } == *begun).unwrap_or(wanted)
}

/// The manifest as it should be now, and whether it would say nothing new.
fn manifest(
    review: &Review,
    number: u32,
    previous: Option<Digest>,
    period: Option<Period>,
    batch: Option<&Batched>,
) -> Result<(Manifest, bool), Stop> {
    let (library, _) = generator::gate::library(&review.published.content)
        .map_err(|error| Stop::failed(error.to_string(), "check the disk's room"))?;
    let others = library.others.unwrap_or_else(|| Digest::of(b""));
    let mut reports: Vec<(ReportId, Digest)> = ready(review)
        .into_iter()
        .filter_map(|own| Some((own.case.id?, Digest::of(own.case.text.as_ref()?.as_bytes()))))
        .chain(batch.into_iter().flat_map(|batch| batch.statement.reports.iter().copied()))
        .collect();
    reports.sort_unstable();
    let today = quarter(review.today).parse().ok();
    let period =
        period.or(today).ok_or_else(|| Stop::failed("today is in no quarter", "name one with `--period`"))?;
    let manifest = Manifest { number, previous, roster: review.published.number, period, others, reports };
    let last = match number {
        1 => None,
        _ => review.repository.file(&review.published.commit, &path(number - 1))?,
    };
    let last = last.and_then(|bytes| Manifest::read(&bytes).ok());
    let same = last.is_some_and(|last| last.others == manifest.others && last.roster == manifest.roster);
    let nothing = manifest.reports.is_empty() && same;
    Ok((manifest, nothing))
}

/// Who of the newest roster signed this.
pub(super) fn signers(
    review: &Review,
    namespace: Namespace,
    text: &[u8],
    signatures: &[u8],
) -> BTreeSet<String> {
    let Ok(signatures) = Signatures::read(signatures) else { return BTreeSet::new() };
    let active = review.published.roster.reviewers.iter().filter(|own| own.standing == Standing::Active);
    let signed = active
        .filter(|own| own.signing_key.as_ref().is_some_and(|key| signatures.are_by(key, namespace, text)));
    signed.map(|own| own.id.clone()).collect()
}
