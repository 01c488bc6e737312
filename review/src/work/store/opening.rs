//! Opens what is sealed: reports, and the records about them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use seal::{OpenError, SealedReport, open, open_work};
use sha2::{Digest as _, Sha256};

use super::{Opened, SetAside, Store, StoreError, is_original};
use crate::ledger::LEDGER;
use crate::submission::{Sealed, read_submission};
use crate::vault::{REPORTS, WORK, hex};
use crate::work::{Case, Record};

impl Store {
    /// Opens every report and its work, on every core; `opened` is told of each. Decoys are deleted on the way.
    pub fn open_all(&self, opened: &(dyn Fn() + Sync)) -> Result<(Vec<Opened>, Vec<SetAside>), StoreError> {
        let mut originals: Vec<String> =
            self.vault.list(REPORTS)?.into_iter().map(|object| object.name).collect();
        let work: Vec<String> = self.vault.list(WORK)?.into_iter().map(|object| object.name).collect();
        let ledger = format!("{WORK}{LEDGER}/");
        let (resealed, work): (Vec<String>, Vec<String>) =
            work.into_iter().partition(|name| is_original(name));
        originals.extend(resealed);
        let records: Vec<String> = work.into_iter().filter(|name| !name.starts_with(&ledger)).collect();
        forget_all_but(&self.originals, &originals);
        forget_all_but(&self.records, &records);
        let read: Vec<Result<Original, StoreError>> = originals
            .into_par_iter()
            .map(|name| {
                let original = self.original(name);
                opened();
                original
            })
            .collect();
        let records: Vec<Result<Option<Read>, StoreError>> =
            records.into_par_iter().map(|name| self.record(name)).collect();
        let mut aside = Vec::new();
        let mut found: BTreeMap<String, Opened> = BTreeMap::new();
        for original in read {
            match original? {
                Original::Gone => {}
                Original::Decoy(name) => self.vault.delete(&name)?,
                Original::Unusable(unusable) => aside.push(unusable),
                Original::Report { hash, name, submission } => {
                    let case = Case::of(&[]);
                    let own = found.entry(hash.clone()).or_insert_with(|| Opened {
                        hash,
                        names: Vec::new(),
                        submission,
                        records: Vec::new(),
                        case,
                        repeats: Vec::new(),
                    });
                    own.names.push(name);
                }
            }
        }
        for record in records {
            let Some((name, record)) = record? else { continue };
            let hash = name.strip_prefix(WORK).and_then(|rest| rest.split('/').next()).unwrap_or_default();
            match record {
                Ok(record) => {
                    if let Some(own) = found.get_mut(hash) {
                        own.records.push((name, record));
                    }
                }
                Err(unusable) => aside.push(unusable),
            }
        }
        let mut all: Vec<Opened> = found.into_values().collect();
        for own in &mut all {
            own.case = Case::of(&own.records);
        }
        Ok((all, aside))
    }

    fn original(&self, name: String) -> Result<Original, StoreError> {
        if let Some(known) = at_hand(&self.originals, &name) {
            return Ok(known);
        }
        let original = self.open_original(name.clone())?;
        if !matches!(original, Original::Gone | Original::Decoy(_)) {
            keep(&self.originals, name, original.clone());
        }
        Ok(original)
    }

    fn open_original(&self, name: String) -> Result<Original, StoreError> {
        let Some(bytes) = self.vault.get(&name)? else { return Ok(Original::Gone) };
        let unusable = |name, reason| Ok(Original::Unusable(SetAside { name, reason }));
        let kept = name.strip_prefix(WORK).and_then(|rest| rest.split('/').next());
        let hash = kept.map_or_else(|| hex(&Sha256::digest(&bytes)), str::to_owned);
        let Ok(sealed) = SealedReport::from_bytes(bytes) else {
            return unusable(name, "it isn't a sealed report");
        };
        let text = match open(&sealed, &self.identities) {
            Ok(text) => text,
            Err(OpenError::WrongKey) => return unusable(name, "it is sealed to other keys than yours"),
            Err(OpenError::Damaged) => return unusable(name, "it is damaged"),
        };
        match read_submission(&text) {
            Some(Sealed::Decoy) => Ok(Original::Decoy(name)),
            Some(Sealed::Report(submission)) => {
                Ok(Original::Report { hash, name, submission: Arc::new(submission) })
            }
            None => unusable(name, "what is sealed in it isn't a report"),
        }
    }

    pub(super) fn record(&self, name: String) -> Result<Option<Read>, StoreError> {
        if let Some(known) = at_hand(&self.records, &name) {
            return Ok(Some((name, known)));
        }
        let Some(bytes) = self.vault.get(&name)? else { return Ok(None) };
        let unusable = |reason| Err(SetAside { name: name.clone(), reason });
        let record = match open_work(&bytes, &self.identities) {
            Ok(text) => serde_json::from_slice(&text).or_else(|_| unusable("it isn't a record of a review")),
            Err(OpenError::WrongKey) => unusable("it is sealed to other keys than yours"),
            Err(OpenError::Damaged) => unusable("it is damaged"),
        };
        keep(&self.records, name.clone(), record.clone());
        Ok(Some((name, record)))
    }
}

/// A record under its name, or why it is none.
pub(super) type Read = (String, Result<Record, SetAside>);

#[derive(Clone)]
pub(super) enum Original {
    Gone,
    Decoy(String),
    Unusable(SetAside),
    Report { hash: String, name: String, submission: Arc<report::Submission> },
}

/// What was opened before. A thread that panicked leaves a map that is whole all the same.
fn at_hand<T: Clone>(known: &Mutex<HashMap<String, T>>, name: &str) -> Option<T> {
    known.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
}

fn keep<T>(known: &Mutex<HashMap<String, T>>, name: String, opened: T) {
    known.lock().unwrap_or_else(PoisonError::into_inner).insert(name, opened);
}

/// What is gone from the vault goes from memory.
fn forget_all_but<T>(known: &Mutex<HashMap<String, T>>, names: &[String]) {
    let names: HashSet<&str> = names.iter().map(String::as_str).collect();
    known.lock().unwrap_or_else(PoisonError::into_inner).retain(|name, _| names.contains(name.as_str()));
}
