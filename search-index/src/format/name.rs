//! What a chunk is called.

use sha2::{Digest, Sha256};

use super::bytes::{Damaged, Reader, Writer};

/// The first 48 bits of the SHA-256 of a chunk as it is stored. They tell damage and versions apart; nobody but
/// the operator can put a chunk on the site, so no more is asked of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ChunkName(pub [u8; LENGTH]);

const LENGTH: usize = 6;

impl ChunkName {
    /// The name of these bytes.
    #[must_use]
    pub fn of(stored: &[u8]) -> Self {
        let mut name = [0; LENGTH];
        name.copy_from_slice(&Sha256::digest(stored)[..LENGTH]);
        Self(name)
    }

    /// Reads 12 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes().as_chunks::<2>();
        if digits.0.len() != LENGTH || !digits.1.is_empty() {
            return None;
        }
        let mut name = [0; LENGTH];
        for (byte, pair) in name.iter_mut().zip(digits.0) {
            let [high, low] = pair.map(|digit| match digit {
                b'0'..=b'9' => Some(digit - b'0'),
                b'a'..=b'f' => Some(digit - b'a' + 10),
                _ => None,
            });
            *byte = high? << 4 | low?;
        }
        Some(Self(name))
    }

    /// 12 hexadecimal digits.
    #[must_use]
    pub fn hex(self) -> String {
        let digits = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits.map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])).collect()
    }

    pub(super) fn write(self, to: &mut Writer) {
        to.bytes.extend(self.0);
    }

    pub(super) fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        let bytes = from.take(LENGTH)?.first_chunk::<LENGTH>().ok_or(Damaged("it ends too early"))?;
        Ok(Self(*bytes))
    }
}
