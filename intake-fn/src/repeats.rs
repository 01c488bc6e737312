//! Reports that are known to be in the vault, by the names of their objects: what is sent again is answered without
//! another look, and takes no place of what is new. So one proof of work can't be shown over and over to use up what is
//! taken in a minute.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use crate::vault::ObjectName;

/// As many as are taken in half an hour at the usual most. Older ones cost a look into the vault.
const MOST: usize = 4096;

/// The last names. They say nothing about senders, and all of them can be listed in the vault.
#[derive(Debug, Default)]
pub struct Repeats(Mutex<VecDeque<ObjectName>>);

impl Repeats {
    /// Whether the report of this name is in the vault for sure.
    pub(crate) fn knows(&self, name: ObjectName) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(&name)
    }

    /// Remembers that the vault has it.
    pub(crate) fn add(&self, name: ObjectName) {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if names.len() == MOST {
            names.pop_front();
        }
        names.push_back(name);
    }
}
