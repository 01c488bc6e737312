//! Numbers and texts as bytes, and back without trust.

/// Bytes that aren't what they should be; the text says where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged(pub &'static str);

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a piece of the search index is damaged: ")?;
        f.write_str(self.0)
    }
}

impl std::error::Error for Damaged {}

/// Bytes under way.
#[derive(Debug, Default)]
pub struct Writer {
    /// What was written.
    pub bytes: Vec<u8>,
}

impl Writer {
    /// One byte.
    pub fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// LEB128: seven bits a byte, the low ones first.
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.bytes.push(number.to_le_bytes()[0]);
    }

    /// A count or an index.
    pub fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    /// Four bytes, little-endian.
    pub fn float(&mut self, float: f32) {
        self.bytes.extend(float.to_le_bytes());
    }

    /// A length and UTF-8.
    pub fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes.extend(text.as_bytes());
    }
}

/// Words of an index are shorter than this, however they were written.
pub const MOST_WORD_BYTES: usize = 256;

/// Bytes to be read from the front.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads `bytes` from their beginning.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next bytes.
    pub fn take(&mut self, n: usize) -> Result<&'a [u8], Damaged> {
        let (taken, rest) = self.rest.split_at_checked(n).ok_or(Damaged("it ends too early"))?;
        self.rest = rest;
        Ok(taken)
    }

    /// One byte.
    pub fn byte(&mut self) -> Result<u8, Damaged> {
        let (first, rest) = self.rest.split_first().ok_or(Damaged("it ends too early"))?;
        self.rest = rest;
        Ok(*first)
    }

    /// LEB128 of at most 64 bits.
    pub fn number(&mut self) -> Result<u64, Damaged> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                break;
            }
            number |= bits << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Damaged("a number is too large"))
    }

    /// A number of at most 32 bits.
    pub fn small(&mut self) -> Result<u32, Damaged> {
        u32::try_from(self.number()?).map_err(|_| Damaged("a number is too large"))
    }

    /// The number of things that follow, each of at least one byte.
    pub fn count(&mut self) -> Result<usize, Damaged> {
        let count = self.number()?;
        self.fits(usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// A number of things of which each has at least a byte in what follows.
    pub fn fits(&self, count: usize) -> Result<usize, Damaged> {
        if count <= self.rest.len() { Ok(count) } else { Err(Damaged("a count is larger than what follows")) }
    }

    /// A word that begins like the one before; long ones would let few bytes become many.
    pub fn word(&mut self, start: &str) -> Result<String, Damaged> {
        let rest = self.text()?;
        if start.len() + rest.len() > MOST_WORD_BYTES {
            return Err(Damaged("a word is too long"));
        }
        let mut word = String::with_capacity(start.len() + rest.len());
        word.push_str(start);
        word.push_str(rest);
        Ok(word)
    }

    /// Four bytes, little-endian, finite.
    pub fn float(&mut self) -> Result<f32, Damaged> {
        let bytes = self.take(4)?.first_chunk::<4>().ok_or(Damaged("it ends too early"))?;
        let float = f32::from_le_bytes(*bytes);
        if float.is_finite() { Ok(float) } else { Err(Damaged("a number is none")) }
    }

    /// A length and UTF-8.
    pub fn text(&mut self) -> Result<&'a str, Damaged> {
        let length = self.count()?;
        str::from_utf8(self.take(length)?).map_err(|_| Damaged("a text isn't UTF-8"))
    }

    /// Nothing may be left over.
    pub fn end(self) -> Result<(), Damaged> {
        if self.rest.is_empty() { Ok(()) } else { Err(Damaged("it goes on after its end")) }
    }
}
