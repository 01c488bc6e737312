//! Whether sealing works on this device, before anybody trusts it with a word.
//!
//! It opens what it sealed by the steps of the specification (<https://age-encryption.org/v1>), not with the age
//! crate's reader: so it is a second opinion, and the module for browsers is half as large, because that reader
//! brings its messages in nine languages along.

use age::Identity as _;
use age::secrecy::ExposeSecret as _;
use age::x25519::Identity;
use age_core::format::read::age_stanza;
use chacha20poly1305::aead::Aead as _;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _, Nonce};
use hkdf::Hkdf;

use crate::recipient::Recipients;
use crate::sealed::{SealedReport, seal};

/// Whether what is sealed to a new key opens with it to the same text, and what is sealed to the recipients doesn't
/// open with that key.
#[must_use]
pub fn test_itself(recipients: &str) -> bool {
    const TEXT: &[u8] = b"{\"test\":\"sealing\"}";
    let identity = Identity::generate();
    let Ok(alone) = Recipients::parse(&identity.to_public().to_string()) else { return false };
    let Ok(recipients) = Recipients::parse(recipients) else { return false };
    let opened = |to| seal(TEXT, to).ok().map(|sealed| payload(&sealed, &identity));
    matches!(opened(&alone), Some(Some(text)) if text.trim_ascii_end() == TEXT)
        && matches!(opened(&recipients), Some(None))
}

/// The payload of a file of one chunk; `None` if the key doesn't open it.
fn payload(sealed: &SealedReport, identity: &Identity) -> Option<Vec<u8>> {
    let mut rest = sealed.as_bytes();
    rest = &rest[rest.iter().position(|byte| *byte == b'\n')? + 1..];
    let mut file_key = None;
    while rest.starts_with(b"-> ") {
        let (after, stanza) = age_stanza(rest).ok()?;
        file_key = file_key.or_else(|| identity.unwrap_stanza(&stanza.into())?.ok());
        rest = after;
    }
    // The line with the header's code comes next, then a nonce for the payload's key.
    let after = rest.iter().position(|byte| *byte == b'\n')? + 1;
    let (nonce, chunk) = rest.get(after..)?.split_at_checked(16)?;
    let mut key = [0; 32];
    Hkdf::<chacha_sha2::Sha256>::new(Some(nonce), file_key?.expose_secret())
        .expand(b"payload", &mut key)
        .ok()?;
    // The counter of the only chunk is zero, and its last byte says that it is the last.
    let mut counter = [0; 12];
    counter[11] = 1;
    ChaCha20Poly1305::new(&key.into()).decrypt(&Nonce::from(counter), chunk).ok()
}
