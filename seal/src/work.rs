//! What reviewers seal for each other: drafts, notes, claims. Of any length, rounded up so that the size says little.

use std::io::{Read as _, Write as _};
use std::rc::Rc;

use zeroize::Zeroizing;

use crate::open::{Identity, OpenError};
use crate::recipient::Recipients;
use crate::sealed::{File, SEALED_BYTES, SealError};

/// Bytes of a chunk of the age format's payload, and of the tag behind each.
const CHUNK: usize = 64 << 10;
const TAG: usize = 16;

/// Seals a text into a whole number of times [`SEALED_BYTES`]; spaces behind it fill the rest.
pub fn seal_work(text: &[u8], recipients: &Recipients) -> Result<Vec<u8>, SealError> {
    let encryptor = age::Encryptor::with_recipients(recipients.keys()).map_err(|_| SealError::Recipients)?;
    let file = File::default();
    let written = Rc::clone(&file.length);
    let wrong = |_| SealError::Recipients;
    let mut writer = encryptor.wrap_output(file).map_err(wrong)?;
    let header = written.get();
    let room = (1..)
        .find_map(|files: usize| room_in(files * SEALED_BYTES, header).filter(|room| *room >= text.len()));
    let room = room.ok_or(SealError::Recipients)?;
    let mut padded = Zeroizing::new(Vec::with_capacity(room));
    padded.extend_from_slice(text);
    padded.resize(room, b' ');
    writer.write_all(&padded).map_err(wrong)?;
    Ok(writer.finish().map_err(wrong)?.bytes)
}

/// The text that fills a file of this size exactly. `None` where no length does.
fn room_in(size: usize, header: usize) -> Option<usize> {
    let payload = size.checked_sub(header)?;
    let chunks = payload.div_ceil(CHUNK + TAG);
    let room = payload.checked_sub(chunks * TAG)?;
    (room.div_ceil(CHUNK) == chunks).then_some(room)
}

/// Opens what [`seal_work`] sealed: the text, without the spaces behind it.
pub fn open_work(bytes: &[u8], identities: &[Identity]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let decryptor = age::Decryptor::new(bytes).map_err(|_| OpenError::Damaged)?;
    let keys = identities.iter().map(Identity::key);
    let mut reader = decryptor.decrypt(keys).map_err(|error| match error {
        age::DecryptError::NoMatchingKeys => OpenError::WrongKey,
        _ => OpenError::Damaged,
    })?;
    // Its whole room at once: a vector that grows leaves copies of what it held behind.
    let mut text = Zeroizing::new(Vec::with_capacity(bytes.len()));
    reader.read_to_end(&mut text).map_err(|_| OpenError::Damaged)?;
    let length = text.trim_ascii_end().len();
    text.truncate(length);
    Ok(text)
}
