//! Tickets: what lets a form be sent for a while, and the same form not twice.
//!
//! A ticket is a kind, a coarse time, a nonce and a code over them (HMAC-SHA-256, RFC 2104). Nothing about it is
//! stored; a new one is the extension of an old one.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::vault::ObjectName;

/// Tickets of the same ten minutes can't be told apart by their time.
const STEP: u64 = 600; // seconds
const DAY: u64 = 86_400; // seconds
const NONCE: usize = 16;
const CODE: usize = 16;
/// Kind, step, nonce.
const BODY: usize = 1 + 4 + NONCE;
/// Fewest characters of a secret.
const SHORTEST_SECRET: usize = 32;

/// What a ticket is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The form that seals in the browser, warns before its window ends and can extend it.
    Sealed,
    /// The form without JavaScript, which can't warn.
    Form,
}

impl Kind {
    const fn byte(self) -> u8 {
        match self {
            Self::Sealed => b's',
            Self::Form => b'f',
        }
    }

    /// How long a ticket is good for at least, in seconds.
    pub(crate) const fn seconds(self) -> u64 {
        match self {
            Self::Sealed => 2 * 60 * 60,
            Self::Form => 24 * 60 * 60,
        }
    }
}

/// A ticket that was checked.
#[derive(Debug)]
pub(crate) struct Ticket {
    nonce: [u8; NONCE],
    key: Zeroizing<[u8; 32]>,
}

/// Why a ticket isn't good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BadTicket {
    /// No ticket, or none of this form.
    Malformed,
    /// Not issued here, or for the other form.
    Foreign,
    /// Its time is over.
    Ended,
}

/// The secrets that tickets are made with: the newest first, then those whose tickets still live. The key of each day
/// is derived from them, so that what one day's key gives away ends with the day.
pub struct Secrets(Vec<Zeroizing<String>>);

/// Why there are no secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretsError {
    /// Anyone could guess it.
    #[error(
        "a ticket secret has fewer than {SHORTEST_SECRET} characters; make one with `openssl rand -hex 32`"
    )]
    TooShort,
    /// The system gives no randomness.
    #[error("the system gives no randomness")]
    NoRandomness,
}

impl Secrets {
    /// From a list with commas between, the newest first.
    pub fn parse(list: &str) -> Result<Self, SecretsError> {
        let secrets = list.split(',').map(str::trim).filter(|secret| !secret.is_empty());
        let secrets: Vec<_> = secrets.map(|secret| Zeroizing::new(secret.to_owned())).collect();
        if secrets.is_empty() || secrets.iter().any(|secret| secret.len() < SHORTEST_SECRET) {
            return Err(SecretsError::TooShort);
        }
        Ok(Self(secrets))
    }

    /// New ones, which end with the process.
    pub fn random() -> Result<Self, SecretsError> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut_slice()).map_err(|_| SecretsError::NoRandomness)?;
        Ok(Self(vec![Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes))]))
    }

    fn key_of_day(secret: &str, step: u32) -> Zeroizing<[u8; 32]> {
        let day = u64::from(step) * STEP / DAY;
        Zeroizing::new(code(secret.as_bytes(), &[b"nearmiss ticket, day ", &day.to_be_bytes()]))
    }

    /// A new ticket; `None` if the system gives no randomness.
    pub(crate) fn issue(&self, kind: Kind, now: u64) -> Option<String> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).ok()?;
        let step = u32::try_from(now / STEP).ok()?;
        let key = Self::key_of_day(self.0.first()?, step);
        let mut bytes = Vec::with_capacity(BODY + CODE);
        bytes.push(kind.byte());
        bytes.extend(step.to_be_bytes());
        bytes.extend(nonce);
        let code = code(key.as_slice(), &[&bytes]);
        bytes.extend(&code[..CODE]);
        Some(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Whether a ticket is one of these, for this form, and still good.
    pub(crate) fn check(&self, ticket: &str, kind: Kind, now: u64) -> Result<Ticket, BadTicket> {
        let bytes = URL_SAFE_NO_PAD.decode(ticket).map_err(|_| BadTicket::Malformed)?;
        let malformed = || BadTicket::Malformed;
        let (body, code) = bytes.split_at_checked(BODY).ok_or_else(malformed)?;
        let [own_kind, a, b, c, d, nonce @ ..] = body else { return Err(BadTicket::Malformed) };
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| BadTicket::Malformed)?;
        if code.len() != CODE {
            return Err(BadTicket::Malformed);
        }
        let step = u32::from_be_bytes([*a, *b, *c, *d]);
        let keys = self.0.iter().map(|secret| Self::key_of_day(secret, step));
        let key =
            keys.into_iter().find(|key| mac(key.as_slice(), &[body]).verify_truncated_left(code).is_ok());
        let key = key.filter(|_| *own_kind == kind.byte()).ok_or(BadTicket::Foreign)?;
        // Issued at some time within its step: the last of those counts, so that each lives its whole time.
        let end = (u64::from(step) + 1) * STEP + kind.seconds();
        // One from the future was issued by a clock that was wrong; it would live too long.
        let early = u64::from(step) > now / STEP + 1;
        if early || now >= end {
            return Err(BadTicket::Ended);
        }
        Ok(Ticket { nonce, key })
    }
}

impl Ticket {
    /// The name of the object that a form without JavaScript becomes: one a ticket.
    pub(crate) fn name(&self) -> ObjectName {
        self.object(&[b"form", &self.nonce])
    }

    /// The name of the object that these very bytes become: the same bytes sent again have the same name.
    pub(crate) fn name_for(&self, body_hash: &str) -> ObjectName {
        self.object(&[b"sealed", &self.nonce, body_hash.as_bytes()])
    }

    fn object(&self, parts: &[&[u8]]) -> ObjectName {
        let mut name = [0; 16];
        name.copy_from_slice(&code(self.key.as_slice(), parts)[..16]);
        ObjectName::from(name)
    }
}

fn mac(key: &[u8], parts: &[&[u8]]) -> Hmac<Sha256> {
    // HMAC takes a key of any length.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| unreachable!());
    for part in parts {
        mac.update(part);
    }
    mac
}

fn code(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    mac(key, parts).finalize().into_bytes().into()
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secrets({})", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_800_000_123;

    fn secrets(list: &str) -> Secrets {
        Secrets::parse(list).unwrap()
    }

    fn first() -> Secrets {
        secrets("first-first-first-first-first-first")
    }

    #[test]
    fn a_ticket_is_good_for_its_whole_time_and_not_for_ever() {
        for kind in [Kind::Sealed, Kind::Form] {
            let ticket = first().issue(kind, NOW).unwrap();
            assert!(first().check(&ticket, kind, NOW).is_ok());
            assert!(first().check(&ticket, kind, NOW + kind.seconds()).is_ok());
            let late = first().check(&ticket, kind, NOW + kind.seconds() + STEP);
            assert_eq!(late.unwrap_err(), BadTicket::Ended);
        }
    }

    #[test]
    fn a_ticket_of_the_day_before_is_good_after_midnight() {
        let ticket = first().issue(Kind::Form, DAY * 20_000 - 1).unwrap();
        assert!(first().check(&ticket, Kind::Form, DAY * 20_000 + 3600).is_ok());
    }

    #[test]
    fn a_change_of_any_character_is_foreign_or_malformed() {
        let ticket = first().issue(Kind::Sealed, NOW).unwrap();
        for at in 0..ticket.len() {
            let mut other = ticket.clone().into_bytes();
            other[at] = if other[at] == b'A' { b'B' } else { b'A' };
            let other = String::from_utf8(other).unwrap();
            let checked = first().check(&other, Kind::Sealed, NOW);
            assert!(matches!(checked, Err(BadTicket::Foreign | BadTicket::Malformed)), "{at}");
        }
    }

    #[test]
    fn what_is_no_ticket_is_malformed() {
        for text in ["", "x", "é", "AAAA", &"A".repeat(51), &"A".repeat(10_000)] {
            let checked = first().check(text, Kind::Sealed, NOW).unwrap_err();
            assert!(matches!(checked, BadTicket::Malformed | BadTicket::Foreign), "{text}");
        }
        assert_eq!(first().check("", Kind::Sealed, NOW).unwrap_err(), BadTicket::Malformed);
    }

    #[test]
    fn a_ticket_of_one_form_is_foreign_to_the_other() {
        let ticket = first().issue(Kind::Form, NOW).unwrap();
        assert_eq!(first().check(&ticket, Kind::Sealed, NOW).unwrap_err(), BadTicket::Foreign);
    }

    #[test]
    fn a_ticket_of_a_clock_that_ran_ahead_has_ended() {
        let ticket = first().issue(Kind::Sealed, NOW + DAY).unwrap();
        assert_eq!(first().check(&ticket, Kind::Sealed, NOW).unwrap_err(), BadTicket::Ended);
        let ticket = first().issue(Kind::Sealed, NOW + STEP).unwrap();
        assert!(first().check(&ticket, Kind::Sealed, NOW).is_ok());
    }

    #[test]
    fn secrets_can_be_changed_while_tickets_live() {
        let ticket = first().issue(Kind::Sealed, NOW).unwrap();
        let both = secrets("second-second-second-second-second-s,first-first-first-first-first-first");
        assert!(both.check(&ticket, Kind::Sealed, NOW).is_ok());
        let after = secrets("second-second-second-second-second-s");
        assert_eq!(after.check(&ticket, Kind::Sealed, NOW).unwrap_err(), BadTicket::Foreign);
        // A list with a gap in it is the others.
        assert!(secrets(" ,first-first-first-first-first-first,").check(&ticket, Kind::Sealed, NOW).is_ok());
        for list in ["short", "", " , "] {
            assert_eq!(Secrets::parse(list).unwrap_err(), SecretsError::TooShort);
        }
    }

    #[test]
    fn names_hang_on_the_ticket_and_the_bytes_and_tell_neither() {
        let ticket = first().issue(Kind::Sealed, NOW).unwrap();
        let read = || first().check(&ticket, Kind::Sealed, NOW).unwrap();
        assert_eq!(read().name_for("a"), read().name_for("a"));
        assert_ne!(read().name_for("a"), read().name_for("b"));
        assert_ne!(read().name_for("a"), read().name());
        let other = first().issue(Kind::Sealed, NOW).unwrap();
        assert_ne!(first().check(&other, Kind::Sealed, NOW).unwrap().name_for("a"), read().name_for("a"));
        assert_eq!(read().name().to_string().len(), 32);
    }
}
