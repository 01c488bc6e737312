//! A report that is sealed.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Write};
use std::rc::Rc;

use zeroize::Zeroizing;

use crate::recipient::Recipients;

/// Size of every sealed report, in bytes: what is sent and stored says nothing about how much was said.
pub const SEALED_BYTES: usize = 65_536;

/// Longest text that is sealed, in bytes. The rest of [`SEALED_BYTES`] is for the header, which grows with the
/// recipients and varies at random by some hundred bytes.
pub const MOST_TEXT: usize = 60_000;

/// What age puts behind a payload that is shorter than one of its chunks of 64 KiB: the tag of Poly1305.
const TAG: usize = 16;

const FIRST_LINE: &[u8] = b"age-encryption.org/v1\n";

/// A report that only its recipients can open. The only thing that a vault takes.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedReport(Box<[u8]>);

/// Why bytes are no sealed report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSealed {
    /// Every sealed report has the same size.
    #[error("a sealed report has exactly {SEALED_BYTES} bytes")]
    Size,
    /// Not in the age format.
    #[error("a sealed report is a file in the age format, version 1")]
    Format,
}

/// Why a text can't be sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// More than [`MOST_TEXT`].
    #[error("the report is {over} bytes too long")]
    TooLong {
        /// Bytes beyond what fits.
        over: usize,
    },
    /// The recipients can't be used together.
    #[error("the recipients can't be used")]
    Recipients,
}

impl SealedReport {
    /// Takes bytes that came from elsewhere. Whether they can be opened, only a reviewer can tell.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, NotSealed> {
        if bytes.len() != SEALED_BYTES {
            return Err(NotSealed::Size);
        }
        if !bytes.starts_with(FIRST_LINE) {
            return Err(NotSealed::Format);
        }
        Ok(Self(bytes.into()))
    }

    /// The bytes of the age file.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, without a copy.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into()
    }
}

impl fmt::Debug for SealedReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedReport({} bytes)", self.0.len())
    }
}

/// Seals a text, which is UTF-8 JSON: spaces behind it fill the file up to its fixed size.
///
/// The header is written first and measured, because its length varies from one sealing to the next.
pub fn seal(text: &[u8], recipients: &Recipients) -> Result<SealedReport, SealError> {
    if text.len() > MOST_TEXT {
        return Err(SealError::TooLong { over: text.len() - MOST_TEXT });
    }
    let encryptor = age::Encryptor::with_recipients(recipients.keys()).map_err(|_| SealError::Recipients)?;
    let file = File::default();
    let written = Rc::clone(&file.length);
    // A `Vec` takes every byte: what can go wrong is the size alone.
    let wrong = |_| SealError::Recipients;
    let mut writer = encryptor.wrap_output(file).map_err(wrong)?;
    let room = SEALED_BYTES.checked_sub(written.get() + TAG).ok_or(SealError::Recipients)?;
    let spaces = room.checked_sub(text.len()).ok_or(SealError::Recipients)?;
    let mut padded = Zeroizing::new(Vec::with_capacity(room));
    padded.extend_from_slice(text);
    padded.resize(text.len() + spaces, b' ');
    writer.write_all(&padded).map_err(wrong)?;
    let bytes = writer.finish().map_err(wrong)?.bytes;
    SealedReport::from_bytes(bytes).map_err(|_| SealError::Recipients)
}

/// A file in memory whose length can be read while somebody writes it.
pub(crate) struct File {
    pub(crate) bytes: Vec<u8>,
    pub(crate) length: Rc<Cell<usize>>,
}

impl Default for File {
    fn default() -> Self {
        Self { bytes: Vec::with_capacity(SEALED_BYTES), length: Rc::default() }
    }
}

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        self.length.set(self.bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
