//! What becomes of sealed objects later: sealed anew for other reviewers, or deleted.

use seal::{open_work, seal, seal_work};
use sha2::{Digest as _, Sha256};

use super::{ORIGINAL, Store, StoreError, is_original};
use crate::failpoint;
use crate::vault::{REPORTS, VaultError, WORK, hex, random_name};

impl Store {
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
