//! To whom a report is sealed.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// Most recipients of one report: each takes some 150 bytes of its fixed size.
pub const MOST_RECIPIENTS: usize = 20;

/// A reviewer's public key, as age writes it: `age1…`, or `age1tag1…` for a key that stays in hardware.
#[derive(Clone)]
pub struct Recipient {
    text: String,
    key: Key,
}

#[derive(Clone)]
enum Key {
    Native(age::x25519::Recipient),
    Hardware(age::tag::Recipient),
}

/// Why a text is no recipient.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecipientError {
    /// Not a key, or one with a slip in it.
    #[error("line {0} is no age recipient: it should look like age1… and pass its own checksum")]
    NotARecipient(usize),
    /// A report that nobody can open is lost.
    #[error("there is no recipient")]
    None,
    /// The header would grow beyond its share of the fixed size.
    #[error("there are more than {MOST_RECIPIENTS} recipients")]
    TooMany,
}

impl Recipient {
    fn key(&self) -> &dyn age::Recipient {
        match &self.key {
            Key::Native(key) => key,
            Key::Hardware(key) => key,
        }
    }

    /// The first 16 hexadecimal digits of the SHA-256 of the recipient as it is written, in groups of four: short
    /// enough to be read out over a telephone.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(self.text.as_bytes());
        let groups: Vec<String> = digest.chunks(2).take(4).map(hex).collect();
        groups.join(" ")
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}

impl FromStr for Recipient {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let native = text.parse().map(Key::Native).ok();
        let key = native.or_else(|| text.parse().map(Key::Hardware).ok()).ok_or(())?;
        Ok(Self { text: text.to_owned(), key })
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({})", self.text)
    }
}

/// The recipients of a report: at least one.
#[derive(Debug, Clone)]
pub struct Recipients(Vec<Recipient>);

impl Recipients {
    /// Reads a recipients file as `age -R` does: one a line, blank lines and lines that begin with `#` aside.
    pub fn parse(text: &str) -> Result<Self, RecipientError> {
        let mut recipients = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                recipients.push(line.parse().map_err(|()| RecipientError::NotARecipient(number))?);
            }
        }
        match recipients.len() {
            0 => Err(RecipientError::None),
            1..=MOST_RECIPIENTS => Ok(Self(recipients)),
            _ => Err(RecipientError::TooMany),
        }
    }

    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = &Recipient> {
        self.0.iter()
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &dyn age::Recipient> {
        self.0.iter().map(Recipient::key)
    }
}
