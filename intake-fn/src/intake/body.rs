//! Reading a body: never more of it than a report can have, and not for ever.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::Body;
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

/// A body's part of what may be under way; given back when it goes.
struct Room(usize);

impl Room {
    fn take(&mut self, bytes: usize) -> Result<(), Refusal> {
        if UNDER_WAY.fetch_add(bytes, Ordering::Relaxed) + bytes > MOST_UNDER_WAY {
            UNDER_WAY.fetch_sub(bytes, Ordering::Relaxed);
            return Err(Refusal::Busy(AGAIN));
        }
        self.0 += bytes;
        Ok(())
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

/// Reads a body of at most so many bytes, into memory that is wiped. What the connection itself holds of it meanwhile
/// isn't ours to wipe.
pub(super) async fn read(
    mut body: Body,
    most: usize,
    expected: usize,
) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(expected.min(most)));
    let mut room = Room(0);
    room.take(bytes.capacity())?;
    let reading = async {
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| Refusal::Unfinished)?;
            let Some(data) = frame.data_ref() else { continue };
            if bytes.len() + data.len() > most {
                return Err(Refusal::TooLarge);
            }
            let before = bytes.capacity();
            grow(&mut bytes, data);
            room.take(bytes.capacity() - before)?;
        }
        Ok(())
    };
    tokio::time::timeout(LONGEST, reading).await.map_err(|_| Refusal::Unfinished)??;
    Ok(bytes)
}

/// As `extend`, but the memory that is left behind is wiped.
fn grow(bytes: &mut Zeroizing<Vec<u8>>, data: &[u8]) {
    if bytes.capacity() - bytes.len() < data.len() {
        let mut larger = Zeroizing::new(Vec::with_capacity((bytes.len() + data.len()) * 2));
        larger.extend_from_slice(bytes);
        *bytes = larger;
    }
    bytes.extend_from_slice(data);
}
