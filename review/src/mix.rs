//! The mixer: breaks the order in which reports came in. It has no key, and can't read what it moves.

use std::time::Duration;

use crate::failpoint;
use crate::vault::{IN, Vault, VaultError};

/// The longest life of a ticket: for as long, a sender may send again, and must find what arrived under its old name.
pub const LONGEST_TICKET: Duration = Duration::from_hours(24);

/// Fewer than these are never moved together: each of them hides among the others.
pub const LEAST: usize = 5;

/// What a run of the mixer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mixed {
    /// Objects moved.
    pub moved: usize,
    /// Objects that wait for others, or for their tickets to end.
    pub waiting: usize,
}

/// Moves what lies under `in/` for longer than a ticket lives to `reports/`, in random order and under new names, if
/// that is at least [`LEAST`] objects. Killed anywhere, the next run goes on: nothing is lost, and nothing stays twice.
pub fn mix(vault: &dyn Vault, longest_ticket: Duration, least: usize) -> Result<Mixed, VaultError> {
    let _alone = vault.alone()?;
    vault.finish_moves()?;
    let arrived = vault.list(IN)?;
    let mut due: Vec<&str> = arrived
        .iter()
        .filter(|object| object.age >= longest_ticket)
        .map(|object| object.name.as_str())
        .collect();
    if due.len() < least.max(1) {
        return Ok(Mixed { moved: 0, waiting: arrived.len() });
    }
    shuffle(&mut due)?;
    for name in &due {
        vault.move_on(name)?;
        failpoint::reached("one-mixed");
    }
    Ok(Mixed { moved: due.len(), waiting: arrived.len() - due.len() })
}

/// Every order is as likely as any other (Fisher and Yates, as Durstenfeld wrote it down, CACM 7 (1964), algorithm 235).
fn shuffle(names: &mut [&str]) -> Result<(), VaultError> {
    for last in (1..names.len()).rev() {
        names.swap(last, below(last + 1)?);
    }
    Ok(())
}

/// A random number below `limit`, without a preference: numbers of the incomplete last round are drawn again.
fn below(limit: usize) -> Result<usize, VaultError> {
    let limit = limit as u64;
    loop {
        let mut bytes = [0; 8];
        getrandom::fill(&mut bytes).map_err(|error| VaultError::Refused {
            doing: "draw a random number".to_owned(),
            reason: error.to_string(),
        })?;
        let number = u64::from_le_bytes(bytes);
        if number < u64::MAX - u64::MAX % limit {
            return Ok(usize::try_from(number % limit).unwrap_or(0));
        }
    }
}
