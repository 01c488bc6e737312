//! Where a chunk lies, and the seal by which damage is found.

use sha2::{Digest, Sha256};

/// Bytes of a seal and of a set's name: the first 48 bits of a SHA-256. They tell damage and versions apart; nobody
/// but the operator can put a chunk on the site, so no more is asked of them.
pub const SEAL: usize = 6;

/// What a chunk holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Kind {
    /// What every query begins with; there is one.
    #[default]
    Root,
    /// A block of the dictionary.
    Terms,
    /// Where the terms of a block stand.
    Places,
    /// A piece of a frequent term's list.
    Piece,
    /// Where the term of a piece stands.
    PiecePlaces,
    /// A pack of cards.
    Cards,
    /// A pack of texts.
    Texts,
    /// The words of one length, for slips; its number is the length.
    Words,
    /// The values of a coded field; its number is the field's place in the root.
    Column,
}

impl Kind {
    const ALL: [(Self, &'static str); 9] = [
        (Self::Root, "root"),
        (Self::Terms, "terms"),
        (Self::Places, "places"),
        (Self::Piece, "piece"),
        (Self::PiecePlaces, "piece-places"),
        (Self::Cards, "cards"),
        (Self::Texts, "texts"),
        (Self::Words, "words"),
        (Self::Column, "column"),
    ];
}

/// Which chunk of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ChunkName {
    /// What it holds.
    pub kind: Kind,
    /// Which of its kind; 0 for the root.
    pub number: u32,
}

impl ChunkName {
    /// The root.
    pub const ROOT: Self = Self::new(Kind::Root, 0);

    /// A chunk of this kind.
    #[must_use]
    pub const fn new(kind: Kind, number: u32) -> Self {
        Self { kind, number }
    }

    /// Reads what [`ChunkName::text`] writes, and nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, number) = text.rsplit_once('-')?;
        let kind = Kind::ALL.iter().find(|(_, own)| *own == kind)?.0;
        let name = Self { kind, number: number.parse().ok()? };
        (name.text() == text).then_some(name)
    }

    /// Its kind and number: `terms-12`.
    #[must_use]
    pub fn text(self) -> String {
        let mut text = Kind::ALL[self.kind as usize].1.to_owned();
        text.push('-');
        let mut digits = [0; 10];
        let mut at = digits.len();
        let mut rest = self.number;
        // What `format!` brings along would weigh more than this in the browser.
        loop {
            at -= 1;
            digits[at] = b"0123456789"[(rest % 10) as usize];
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        text.extend(digits[at..].iter().map(|digit| char::from(*digit)));
        text
    }
}

/// The name of the chunks of one index together: they lie in a folder of this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SetName(pub [u8; SEAL]);

impl SetName {
    /// The name of these chunks, ascending, by the hashes of their bodies.
    #[must_use]
    pub fn of<'a>(chunks: impl Iterator<Item = (ChunkName, &'a [u8; 32])>) -> Self {
        let mut hash = Sha256::new();
        for (name, body) in chunks {
            hash.update(name.text());
            hash.update("\n");
            hash.update(body);
        }
        Self(first(&hash.finalize().into()))
    }

    /// Reads 12 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes().as_chunks::<2>();
        if digits.0.len() != SEAL || !digits.1.is_empty() {
            return None;
        }
        let mut name = [0; SEAL];
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

    /// Where one of its chunks lies, as the seal has it: `1d3c5dbba1da/terms-12`.
    #[must_use]
    pub fn place(self, name: ChunkName) -> String {
        let mut place = self.hex();
        place.push('/');
        place.push_str(&name.text());
        place
    }

    /// 12 hexadecimal digits.
    #[must_use]
    pub fn hex(self) -> String {
        let digits = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits.map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])).collect()
    }
}

/// The hash of what a chunk holds, as it is stored behind its seal.
#[must_use]
pub fn hash(body: &[u8]) -> [u8; 32] {
    Sha256::digest(body).into()
}

/// The seal of a chunk at a place (`1d3c5dbba1da/terms-12`) whose body has this hash. A chunk of another index or from
/// another place has another seal, so that none is taken for another.
#[must_use]
pub fn seal(place: &str, body: &[u8; 32]) -> [u8; SEAL] {
    let mut hash = Sha256::new();
    hash.update(place);
    hash.update("\n");
    hash.update(body);
    first(&hash.finalize().into())
}

/// Takes a chunk's body out of what is stored, if the seal is that of the place and of what is there.
#[must_use]
pub fn unsealed<'a>(place: &str, stored: &'a [u8]) -> Option<&'a [u8]> {
    let (own, body) = stored.split_first_chunk::<SEAL>()?;
    (*own == seal(place, &hash(body))).then_some(body)
}

fn first(hash: &[u8; 32]) -> [u8; SEAL] {
    let mut first = [0; SEAL];
    first.copy_from_slice(&hash[..SEAL]);
    first
}

#[cfg(test)]
mod tests {
    use super::{ChunkName, Kind, SetName};

    #[test]
    fn a_name_is_read_as_it_is_written() {
        for (at, (kind, _)) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, at);
            for number in [0, 7, 10, 4_294_967_295] {
                let name = ChunkName::new(kind, number);
                assert_eq!(ChunkName::parse(&name.text()), Some(name));
            }
        }
        assert_eq!(ChunkName::new(Kind::PiecePlaces, 120).text(), "piece-places-120");
        for other in
            ["", "terms", "terms-", "terms-01", "terms-+1", "terms-4294967296", "Terms-1", "x/terms-1"]
        {
            assert_eq!(ChunkName::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_set_has_twelve_digits() {
        let set = SetName([0x1d, 0x3c, 0x5d, 0xbb, 0xa1, 0xda]);
        assert_eq!(set.hex(), "1d3c5dbba1da");
        assert_eq!(SetName::parse("1d3c5dbba1da"), Some(set));
        for other in ["", "1d3c5dbba1d", "1d3c5dbba1dab", "1D3C5DBBA1DA", "1d3c5dbba1dé"] {
            assert_eq!(SetName::parse(other), None, "{other}");
        }
    }
}
