//! The id of a report: `nm-` and eight characters, random, never in sequence.

use std::fmt;
use std::str::FromStr;

/// The characters an id is made of: digits and lower-case letters without those that are
/// mistaken for each other on a printed page (0 o 1 l i u).
pub const ID_ALPHABET: &[u8; 30] = b"23456789abcdefghjkmnpqrstvwxyz";

/// A report's id, for instance `nm-7k3q9d2m`. It is also the report's address and file name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId([u8; 11]);

/// Why a text is no id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdError;

impl ReportId {
    /// An id from 8 bytes that are random, or a hash; each is taken modulo the alphabet.
    /// 8 × log2(30) = 39 bits: two of a million reports are the same with a chance of 1 in 2.
    /// Whoever makes ids therefore checks that the id is free.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 8]) -> Self {
        let mut id = *b"nm-........";
        for (place, byte) in id[3..].iter_mut().zip(bytes) {
            *place = ID_ALPHABET[usize::from(byte) % ID_ALPHABET.len()];
        }
        Self(id)
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for ReportId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let bytes: [u8; 11] = text.as_bytes().try_into().map_err(|_| IdError)?;
        let well_formed =
            bytes.starts_with(b"nm-") && bytes[3..].iter().all(|byte| ID_ALPHABET.contains(byte));
        if well_formed { Ok(Self(bytes)) } else { Err(IdError) }
    }
}

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_nm_and_eight_characters_that_nobody_mistakes() {
        for good in ["nm-7k3q9d2m", "nm-22222222"] {
            assert_eq!(good.parse::<ReportId>().map(|id| id.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", "nm-", "nm-7k3q9d2", "nm-7k3q9d2mm", "nm-0k3q9d2m", "NM-7K3Q9D2M", "nm-7k3q9d2ü"] {
            assert_eq!(bad.parse::<ReportId>(), Err(IdError), "{bad}");
        }
    }
}
