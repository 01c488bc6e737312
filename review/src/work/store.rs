//! Sealed objects of the vault, opened: reports, and the records about them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use rayon::prelude::*;
use seal::{Identity, OpenError, Recipients, SealedReport, open, open_work, seal, seal_work};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{Case, Record, What};
use crate::failpoint;
use crate::ledger::{LEDGER, Row};
use crate::submission::{Sealed, read_submission};
use crate::vault::{REPORTS, Vault, VaultError, WORK, hex, random_name};

/// The vault with the keys to it. What was opened once stays at hand, since no object of a vault ever changes.
pub struct Store {
    vault: Box<dyn Vault>,
    identities: Vec<Identity>,
    recipients: Option<Recipients>,
    originals: Mutex<HashMap<String, Original>>,
    records: Mutex<HashMap<String, Result<Record, SetAside>>>,
}

/// A report that was opened, with what was done about it.
pub struct Opened {
    /// The SHA-256 of its sealed bytes, in hexadecimal: the key of its work.
    pub hash: String,
    /// Its names in the vault; more than one if a move was killed.
    pub names: Vec<String>,
    /// What its reporter said.
    pub submission: Arc<report::Submission>,
    /// The records, by their names.
    pub records: Vec<(String, Record)>,
    /// What follows from them.
    pub case: Case,
    /// Short names of others that may tell of the same event.
    pub repeats: Vec<String>,
}

/// An object that can't be used. It is shown, and stops nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Its name in the vault.
    pub name: String,
    /// Why, in words.
    pub reason: &'static str,
}

/// Why the store can't do what it should.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Nobody to seal to.
    #[error("the roster names nobody to whom work could be sealed")]
    NoRecipients,
    /// A row of the ledger that these keys don't open, or that is none.
    #[error("`{0}`, a row of the ledger, can't be opened")]
    Ledger(String),
    /// A record that is too large, or recipients that can't be used together.
    #[error("the record can't be sealed")]
    Seal,
}

impl Store {
    /// A vault, a reviewer's keys, and to whom new records are sealed.
    #[must_use]
    pub fn new(vault: Box<dyn Vault>, identities: Vec<Identity>, recipients: Option<Recipients>) -> Self {
        let (originals, records) = (Mutex::default(), Mutex::default());
        Self { vault, identities, recipients, originals, records }
    }

    /// Seals new records to others from now on: the roster changed.
    pub fn seal_to(&mut self, recipients: Option<Recipients>) {
        self.recipients = recipients;
    }

    /// The vault itself.
    #[must_use]
    pub fn vault(&self) -> &dyn Vault {
        self.vault.as_ref()
    }

    /// The public halves of the reviewer's keys.
    #[must_use]
    pub fn recipients_of_keys(&self) -> Vec<String> {
        self.identities.iter().map(Identity::recipient).collect()
    }

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
            return unusable(name, "it is no sealed report");
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
            None => unusable(name, "what is sealed in it is no report"),
        }
    }

    fn record(&self, name: String) -> Result<Option<Read>, StoreError> {
        if let Some(known) = at_hand(&self.records, &name) {
            return Ok(Some((name, known)));
        }
        let Some(bytes) = self.vault.get(&name)? else { return Ok(None) };
        let unusable = |reason| Err(SetAside { name: name.clone(), reason });
        let record = match open_work(&bytes, &self.identities) {
            Ok(text) => serde_json::from_slice(&text).or_else(|_| unusable("it is no record of a review")),
            Err(OpenError::WrongKey) => unusable("it is sealed to other keys than yours"),
            Err(OpenError::Damaged) => unusable("it is damaged"),
        };
        keep(&self.records, name.clone(), record.clone());
        Ok(Some((name, record)))
    }

    /// Writes a record about a report, sealed to every reviewer.
    pub fn write(&self, hash: &str, record: &Record) -> Result<String, StoreError> {
        let name = format!("{WORK}{hash}/{}", random_name()?);
        self.write_as(&name, record)?;
        Ok(name)
    }

    /// Writes a draft, and deletes the writer's older ones: killed in between, the one with the higher number counts.
    pub fn write_draft(&self, own: &Opened, day: Date, by: &str, text: &str) -> Result<(), StoreError> {
        let records = self.records(&own.hash)?;
        let drafts = records.iter().filter_map(|(name, record)| match &record.what {
            What::Draft { number, .. } if record.by == by => Some((name, *number)),
            _ => None,
        });
        let drafts: Vec<(&String, u32)> = drafts.collect();
        let number = drafts.iter().map(|(_, number)| number + 1).max().unwrap_or(0);
        let what = What::Draft { text: text.to_owned(), number };
        let step = Case::of(&records).step;
        self.write(&own.hash, &Record { step, day, by: by.to_owned(), what })?;
        failpoint::reached("draft-written");
        drafts.into_iter().try_for_each(|(name, _)| Ok(self.vault.delete(name)?))
    }

    /// Writes the row of a report into the ledger, once: killed afterwards and done again, it is still one. The row
    /// doesn't name the report; the name of its object follows from a hash that goes with the report.
    pub fn write_row(&self, hash: &str, row: &Row) -> Result<(), StoreError> {
        let own = hex(&Sha256::digest(format!("nearmiss-ledger {hash}"))[..16]);
        match self.write_as(&format!("{WORK}{LEDGER}/{own}"), row) {
            Err(StoreError::Vault(VaultError::Taken(_))) => Ok(()),
            written => written,
        }
    }

    /// All rows of the ledger, in an order that says nothing. One that can't be opened is an error: a count without it
    /// would be wrong.
    pub fn rows(&self) -> Result<Vec<Row>, StoreError> {
        let mut rows = Vec::new();
        for object in self.vault.list(&format!("{WORK}{LEDGER}/"))? {
            let Some(bytes) = self.vault.get(&object.name)? else { continue };
            let text = open_work(&bytes, &self.identities).ok();
            let row = text.and_then(|text| serde_json::from_slice(&text).ok());
            rows.push(row.ok_or(StoreError::Ledger(object.name))?);
        }
        Ok(rows)
    }

    fn write_as(&self, name: &str, what: &impl Serialize) -> Result<(), StoreError> {
        let recipients = self.recipients.as_ref().ok_or(StoreError::NoRecipients)?;
        let text = zeroize::Zeroizing::new(serde_json::to_vec(what).map_err(|_| StoreError::Seal)?);
        let bytes = seal_work(&text, recipients).map_err(|_| StoreError::Seal)?;
        Ok(self.vault.put(name, &bytes)?)
    }

    /// The records about a report, as the vault has them now; those that can't be used are left out.
    pub fn records(&self, hash: &str) -> Result<Vec<(String, Record)>, StoreError> {
        let names = self.vault.list(&format!("{WORK}{hash}/"))?.into_iter().map(|object| object.name);
        let mut records = Vec::new();
        for name in names.filter(|name| !is_original(name)) {
            if let Some((name, Ok(record))) = self.record(name)? {
                records.push((name, record));
            }
        }
        Ok(records)
    }

    /// Notes that a desk has seen a report, if none has before.
    pub fn list_first(&self, opened: &mut Opened, today: Date) -> Result<(), StoreError> {
        if opened.case.listed.is_none() {
            let record = Record { step: 0, day: today, by: "desk".to_owned(), what: What::Listed };
            let name = self.write(&opened.hash, &record)?;
            opened.records.push((name, record));
            opened.case = Case::of(&opened.records);
        }
        Ok(())
    }

    /// Seals every report and record anew, to whom work is sealed now. Each new object is there before the old one goes;
    /// killed in between, a report has two names for a while and a record stands twice, which changes nothing.
    ///
    /// A report keeps the key by which its work is found: its new bytes lie beside its work.
    pub fn reseal(&self) -> Result<usize, StoreError> {
        let recipients = self.recipients.as_ref().ok_or(StoreError::NoRecipients)?;
        let mut count = 0;
        for object in [self.vault.list(REPORTS)?, self.vault.list(WORK)?].concat() {
            let name = object.name;
            let Some(bytes) = self.vault.get(&name)? else { continue };
            // What these keys don't open stays as it is.
            let Ok(text) = open_work(&bytes, &self.identities) else { continue };
            let (folder, start) = match (name.starts_with(REPORTS), is_original(&name)) {
                (true, _) => (format!("{WORK}{}", hex(&Sha256::digest(&bytes))), ORIGINAL),
                (false, original) => {
                    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
                    (folder, if original { ORIGINAL } else { "" })
                }
            };
            let sealed = if start.is_empty() {
                seal_work(&text, recipients).map_err(|_| StoreError::Seal)?
            } else {
                seal(&text, recipients).map_err(|_| StoreError::Seal)?.into_bytes()
            };
            self.vault.put(&format!("{folder}/{start}{}", random_name()?), &sealed)?;
            failpoint::reached("resealed");
            self.vault.delete(&name)?;
            count += 1;
        }
        Ok(count)
    }

    /// Deletes a report and all work about it, and looks whether it is gone.
    pub fn purge(&self, hash: &str, names: &[String]) -> Result<usize, StoreError> {
        let work = format!("{WORK}{hash}/");
        let mut all: Vec<String> = self.vault.list(&work)?.into_iter().map(|object| object.name).collect();
        // The original last: killed before, what is left still belongs to something, and is found again.
        all.extend(names.iter().cloned());
        for name in &all {
            self.vault.delete(name)?;
        }
        for name in &all {
            if self.vault.get(name)?.is_some() {
                let reason = format!("`{name}` is still there");
                return Err(VaultError::Refused { doing: "delete".to_owned(), reason }.into());
            }
        }
        Ok(all.len())
    }
}

/// How the name of an original begins that was sealed anew.
const ORIGINAL: &str = "original-";

fn is_original(name: &str) -> bool {
    name.starts_with(WORK) && name.rsplit('/').next().is_some_and(|last| last.starts_with(ORIGINAL))
}

/// A record under its name, or why it is none.
type Read = (String, Result<Record, SetAside>);

#[derive(Clone)]
enum Original {
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
