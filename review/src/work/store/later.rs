//! What becomes of sealed objects later: sealed anew for other reviewers, or deleted.

use seal::{SealedReport, open_work, seal, seal_work};
use sha2::{Digest as _, Sha256};

use super::{ORIGINAL, Store, StoreError, is_original};
use crate::failpoint;
use crate::vault::{REPORTS, VaultError, WORK, hex, random_name};

/// What sealing anew came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resealed {
    /// Objects that were sealed anew.
    pub count: usize,
    /// Names of objects that can be opened and not be sealed again, because they are too large. They stay as they are.
    pub left: Vec<String>,
}

impl Store {
    /// Seals every report and record anew, to whom work is sealed now. Each new object is there before the old one goes;
    /// killed in between, a report has two names for a while and a record stands twice, which changes nothing.
    ///
    /// A report keeps the key by which its work is found: its new bytes lie beside its work.
    pub fn reseal(&self) -> Result<Resealed, StoreError> {
        let recipients = self.recipients.as_ref().ok_or(StoreError::NoRecipients)?;
        let mut done = Resealed { count: 0, left: Vec::new() };
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
                seal_work(&text, recipients).ok()
            } else {
                seal(&text, recipients).ok().map(SealedReport::into_bytes)
            };
            // Whoever seals by hand can fill a report beyond what is sealed here. It stops none of the others.
            let Some(sealed) = sealed else {
                done.left.push(name);
                continue;
            };
            let new = format!("{folder}/{start}{}", random_name()?);
            self.vault.put(&new, &sealed)?;
            failpoint::reached("resealed");
            // What another desk deleted meanwhile doesn't come back.
            if self.vault.get(&name)?.is_none() {
                self.vault.delete(&new)?;
                continue;
            }
            self.vault.delete(&name)?;
            done.count += 1;
        }
        Ok(done)
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
        // What another desk wrote meanwhile; whoever writes later sees that the original is gone.
        for object in self.vault.list(&work)? {
            self.vault.delete(&object.name)?;
            all.push(object.name);
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
