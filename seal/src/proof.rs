//! Proof of work: what makes a flood of reports dear without knowing anything about who sends them.
//!
//! A proof for a ticket and a body is a number n such that SHA-256(ticket "." hex(SHA-256(body)) "." n) begins with so
//! many zero bits (hashcash, Back 2002, over SHA-256). Finding one takes 2^bits tries on average, checking it one.

use sha2::{Digest, Sha256};

use crate::recipient::hex;

/// A search for a proof, which can be done in steps.
#[derive(Clone)]
pub struct Search {
    /// The hash of all that stands before the number.
    before: Sha256,
    bits: u32,
    next: u64,
}

/// SHA-256 of the body, in hexadecimal: what a proof and an object's name bind.
#[must_use]
pub fn body_hash(body: &[u8]) -> String {
    hex(&Sha256::digest(body))
}

impl Search {
    /// Begins a search.
    #[must_use]
    pub fn new(ticket: &str, body_hash: &str, bits: u32) -> Self {
        let before =
            Sha256::new().chain_update(ticket).chain_update(".").chain_update(body_hash).chain_update(".");
        Self { before, bits, next: 0 }
    }

    /// Tries so many numbers; the first that proves it, if one does.
    pub fn step(&mut self, tries: u64) -> Option<u64> {
        let end = self.next.saturating_add(tries);
        let found = (self.next..end).find(|n| self.proves(*n));
        self.next = end;
        found
    }

    fn proves(&self, n: u64) -> bool {
        let mut digits = [0; 20];
        let digest = self.before.clone().chain_update(decimal(n, &mut digits)).finalize();
        zero_bits(&digest) >= self.bits
    }
}

/// Whether a number proves it. Only the one way to write it counts: no sign, no zeros before it.
#[must_use]
pub fn proves(ticket: &str, body_hash: &str, bits: u32, proof: &str) -> bool {
    let number = proof.parse::<u64>().ok().filter(|n| n.to_string() == proof);
    number.is_some_and(|n| Search::new(ticket, body_hash, bits).proves(n))
}

fn zero_bits(digest: &[u8]) -> u32 {
    let zeros = digest.iter().take_while(|byte| **byte == 0).count();
    let next = digest.get(zeros).map_or(0, |byte| byte.leading_zeros());
    u32::try_from(zeros).unwrap_or(u32::MAX).saturating_mul(8).saturating_add(next)
}

/// The digits of a number, without the machinery of formatting: this runs a hundred thousand times on a phone.
fn decimal(mut n: u64, digits: &mut [u8; 20]) -> &[u8] {
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            return &digits[at..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_was_found_proves_it_and_for_nothing_else() {
        let hash = body_hash(b"sealed");
        let n = Search::new("ticket", &hash, 10).step(1 << 20).unwrap();
        assert!(proves("ticket", &hash, 10, &n.to_string()));
        assert!(!proves("ticket", &body_hash(b"sealed, with a change"), 10, &n.to_string()));
        assert!(!proves("another", &hash, 10, &n.to_string()));
        for written in [format!("+{n}"), format!("0{n}"), format!(" {n}"), String::new(), "x".to_owned()] {
            assert!(!proves("ticket", &hash, 10, &written), "{written:?}");
        }
    }

    /// From the definition, with another tool: `printf 'a.b.17' | sha256sum`.
    #[test]
    fn the_hash_is_over_ticket_body_and_number_with_dots_between() {
        let search = Search::new("a", "b", 0);
        let digest = search.before.chain_update("17").finalize();
        assert_eq!(hex(&digest), "6d5b77263b4c4b7b39f4afdf2fcff77c59ef92e7cebaa08f4dc78eede30f2f96");
    }

    #[test]
    fn steps_find_what_one_search_finds() {
        let whole = Search::new("t", "h", 9).step(1 << 20);
        let mut steps = Search::new("t", "h", 9);
        assert_eq!((0..1 << 20).find_map(|_| steps.step(1)), whole);
    }

    #[test]
    fn zero_bits_are_counted_from_the_front() {
        for (bytes, bits) in [(vec![0xff], 0), (vec![0, 0x80], 8), (vec![0, 0x01], 15), (vec![0, 0, 0], 24)] {
            assert_eq!(zero_bits(&bytes), bits);
        }
    }
}
