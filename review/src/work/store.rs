//! Sealed objects of the vault, opened: reports, and the records about them.

mod later;
mod opening;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jiff::civil::Date;
use seal::{Identity, Recipients, open_work, seal_work};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{Case, Record, What};
use crate::failpoint;
use crate::ledger::{LEDGER, Row};
use crate::vault::{Vault, VaultError, WORK, hex, random_name};
pub use later::Resealed;
use opening::Original;

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

    /// Writes a record about a report, sealed to every reviewer; `None` if another decision was taken at this step. Of two
    /// that are written at the same moment the vault takes one: they have one name, which says nothing to others.
    pub fn write(&self, hash: &str, record: &Record) -> Result<Option<String>, StoreError> {
        let name = if record.what.decides() {
            hex(&Sha256::digest(format!("nearmiss-step {hash} {}", record.step))[..16])
        } else {
            random_name()?
        };
        let name = format!("{WORK}{hash}/{name}");
        match self.write_as(&name, record) {
            Err(StoreError::Vault(VaultError::Taken(_))) if record.what.decides() => Ok(None),
            written => written.map(|()| Some(name)),
        }
    }

    /// Whether a report's original is still in the vault: under one of these names, or sealed anew by another desk since.
    pub fn has_original(&self, hash: &str, names: &[String]) -> Result<bool, StoreError> {
        for name in names {
            if self.vault.get(name)?.is_some() {
                return Ok(true);
            }
        }
        Ok(self.vault.list(&format!("{WORK}{hash}/"))?.iter().any(|object| is_original(&object.name)))
    }

    /// Writes a draft while the report is there, and tells whether it is; deletes the writer's older ones of this step: killed in between, the one with the higher number
    /// counts. One of an earlier step stays, because it says who edited then.
    pub fn write_draft(&self, own: &Opened, day: Date, by: &str, text: &str) -> Result<bool, StoreError> {
        let records = self.records(&own.hash)?;
        let drafts = records.iter().filter_map(|(name, record)| match &record.what {
            What::Draft { number, .. } if record.by == by => Some((name, *number, record.step)),
            _ => None,
        });
        let drafts: Vec<(&String, u32, u32)> = drafts.collect();
        let number = drafts.iter().map(|(_, number, _)| number + 1).max().unwrap_or(0);
        let what = What::Draft { text: text.to_owned(), number };
        let step = Case::of(&records).step;
        let name = self.write(&own.hash, &Record { step, day, by: by.to_owned(), what })?;
        failpoint::reached("draft-written");
        if !self.keep_with_original(&own.hash, &own.names, name)? {
            return Ok(false);
        }
        let mut older = drafts.into_iter().filter(|(.., own)| *own == step);
        older.try_for_each(|(name, ..)| self.vault.delete(name))?;
        Ok(true)
    }

    /// What was written about a report that was deleted meanwhile goes, too: nothing would ever lead to it again.
    fn keep_with_original(
        &self,
        hash: &str,
        names: &[String],
        written: Option<String>,
    ) -> Result<bool, StoreError> {
        let there = self.has_original(hash, names)?;
        if let Some(name) = written.filter(|_| !there) {
            self.vault.delete(&name)?;
        }
        Ok(there)
    }

    /// Writes the row of a report into the ledger, once: killed afterwards and done again, it is still one. The row
    /// doesn't name the report; the name of its object follows from a hash that goes with the report.
    pub fn write_row(&self, hash: &str, row: &Row) -> Result<(), StoreError> {
        let own = hex(&Sha256::digest(format!("nearmiss-ledger {hash}"))[..16]);
        match self.write_as(&format!("{WORK}{LEDGER}/{own}"), row) {
            Err(StoreError::Vault(VaultError::Taken(name))) => {
                // Somebody was killed after an end that didn't come to be: what is true is what ends it now.
                let read = |bytes: Vec<u8>| {
                    let text = open_work(&bytes, &self.identities).ok()?;
                    serde_json::from_slice::<Row>(&text).ok()
                };
                if self.vault.get(&name)?.and_then(read).is_none_or(|there| there.ends_as(row)) {
                    return Ok(());
                }
                self.vault.delete(&name)?;
                self.write_as(&name, row)
            }
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

    /// Notes what a desk saw on this day.
    pub fn write_seen(&self, hash: &str, names: &[String], day: Date, what: What) -> Result<(), StoreError> {
        let name = self.write(hash, &Record { step: 0, day, by: "desk".to_owned(), what })?;
        self.keep_with_original(hash, names, name).map(|_| ())
    }
}

/// How the name of an original begins that was sealed anew.
const ORIGINAL: &str = "original-";

fn is_original(name: &str) -> bool {
    name.starts_with(WORK) && name.rsplit('/').next().is_some_and(|last| last.starts_with(ORIGINAL))
}
