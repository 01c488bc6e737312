//! Reading a body: never more of it than a report can have, and not for ever.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::BodyExt as _;
use zeroize::Zeroizing;

use crate::refusal::Refusal;

/// A body that takes longer isn't coming: 64 KiB in this time is what the slowest of telephone lines carries.
const LONGEST: Duration = Duration::from_secs(90);

/// Bytes of bodies under way, of all connections together: some thousand reports. What doesn't fit is asked to come again,
/// so that slow senders can't fill the memory.
const MOST_UNDER_WAY: usize = 128 << 20;
/// When to come again.
const AGAIN: Duration = Duration::from_secs(30);

static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);

/// A part of what may be under way, for a body that is read or an answer that is made of it; given back when it goes.
#[derive(Debug)]
pub(crate) struct Room(usize);

impl Room {
    fn take(&mut self, bytes: usize) -> Result<(), Refusal> {
        if UNDER_WAY.fetch_add(bytes, Ordering::Relaxed) + bytes > MOST_UNDER_WAY {
            UNDER_WAY.fetch_sub(bytes, Ordering::Relaxed);
            return Err(Refusal::Busy(AGAIN));
        }
        self.0 += bytes;
        Ok(())
    }

    /// An answer that keeps the room, and what it needs besides, until it is sent, and is wiped then: whoever doesn't read
    /// theirs holds up those who come, and not the machine.
    pub(crate) fn around(mut self, answer: Zeroizing<String>) -> Body {
        UNDER_WAY.fetch_add(answer.len(), Ordering::Relaxed);
        self.0 += answer.len();
        Body::from(Bytes::from_owner(Answer { page: answer, _room: self }))
    }
}

/// A page in its room, for as long as the connection has some of it to send.
struct Answer {
    page: Zeroizing<String>,
    _room: Room,
}

impl AsRef<[u8]> for Answer {
    fn as_ref(&self) -> &[u8] {
        self.page.as_bytes()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        UNDER_WAY.fetch_sub(self.0, Ordering::Relaxed);
    }
}

/// Whether the body is of a type, and as it is: nothing is ever unpacked.
pub(super) fn check_type(headers: &HeaderMap, wanted: &str) -> Result<(), Refusal> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case(wanted) || headers.contains_key(CONTENT_ENCODING) {
        return Err(Refusal::Type);
    }
    Ok(())
}

/// The length that the sender says the body has, if it says one.
pub(super) fn said_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// A body that was read.
pub(super) struct Read {
    pub(super) bytes: Zeroizing<Vec<u8>>,
    pub(super) room: Room,
}

/// Reads a body of at most so many bytes, into memory that is wiped. What the connection itself holds of it meanwhile
/// isn't ours to wipe. Room is taken as bytes come: whoever only announces some holds none.
pub(super) async fn read(mut body: Body, most: usize) -> Result<Read, Refusal> {
    let mut read = Read { bytes: Zeroizing::new(Vec::new()), room: Room(0) };
    let reading = async {
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| Refusal::Unfinished)?;
            let Some(data) = frame.data_ref() else { continue };
            if read.bytes.len() + data.len() > most {
                return Err(Refusal::TooLarge);
            }
            let before = read.bytes.capacity();
            grow(&mut read.bytes, data, most);
            read.room.take(read.bytes.capacity() - before)?;
        }
        Ok(())
    };
    tokio::time::timeout(LONGEST, reading).await.map_err(|_| Refusal::Unfinished)??;
    Ok(read)
}

/// As `extend`, but the memory that is left behind is wiped, and there is never more than `most`.
fn grow(bytes: &mut Zeroizing<Vec<u8>>, data: &[u8], most: usize) {
    if bytes.capacity() - bytes.len() < data.len() {
        let mut larger = Zeroizing::new(Vec::with_capacity(((bytes.len() + data.len()) * 2).min(most)));
        larger.extend_from_slice(bytes);
        *bytes = larger;
    }
    bytes.extend_from_slice(data);
}
