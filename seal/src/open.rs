//! Opening, which only reviewers can.

use std::fmt;

use age::x25519;
use zeroize::Zeroizing;

use crate::sealed::SealedReport;

/// A reviewer's secret key.
#[derive(Clone)]
pub struct Identity(x25519::Identity);

/// Why a text is no identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no age identity in it: a line should begin with AGE-SECRET-KEY-1")]
pub struct IdentityError;

/// Why a sealed report can't be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// It is sealed to other keys.
    #[error("none of these keys opens it")]
    WrongKey,
    /// It was changed on its way, or never was what it seems to be.
    #[error("it is damaged, or no sealed report")]
    Damaged,
}

impl Identity {
    /// Reads an identity file as `age-keygen` writes it: every key in it.
    pub fn parse(text: &str) -> Result<Vec<Self>, IdentityError> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let keys: Result<Vec<Self>, _> =
            lines.map(|line| line.parse().map(Self).map_err(|_| IdentityError)).collect();
        keys.and_then(|keys| if keys.is_empty() { Err(IdentityError) } else { Ok(keys) })
    }
}

impl Identity {
    pub(crate) fn key(&self) -> &dyn age::Identity {
        &self.0
    }

    /// The public half, to which reports are sealed.
    #[must_use]
    pub fn recipient(&self) -> String {
        self.0.to_public().to_string()
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(secret)")
    }
}

/// Opens a sealed report: the text, without the spaces behind it.
pub fn open(sealed: &SealedReport, identities: &[Identity]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    crate::work::open_work(sealed.as_bytes(), identities)
}
