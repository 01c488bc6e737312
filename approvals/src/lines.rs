//! Statements are lines `key: value` in a fixed order, ended by LF, with nothing else: one meaning has one text, and a
//! signature over the text is one over the meaning.

/// Why a text is no statement.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Not UTF-8, or a line end that isn't LF, or no line end after the last line.
    #[error("it must be UTF-8 text whose lines all end with LF")]
    NotLines,
    /// A line that isn't the one that belongs there.
    #[error("line {line} should be `{key}: …`")]
    Key {
        /// From 1.
        line: usize,
        /// The key that belongs there.
        key: &'static str,
    },
    /// A value that can't be what it should be.
    #[error("line {line}: `{key}` should be {should}")]
    Value {
        /// From 1.
        line: usize,
        /// The key.
        key: &'static str,
        /// What it should be.
        should: &'static str,
    },
    /// More lines than belong there.
    #[error("line {0} is one too many")]
    More(usize),
}

impl LineError {
    /// The line it is about, from 1; 0 for the whole text.
    #[must_use]
    pub fn line(&self) -> usize {
        match self {
            Self::NotLines => 0,
            Self::Key { line, .. } | Self::Value { line, .. } | Self::More(line) => *line,
        }
    }
}

/// Reads the lines of a statement, one after the other.
pub(crate) struct Lines<'a> {
    rest: std::iter::Peekable<std::str::Split<'a, char>>,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, LineError> {
        let text = std::str::from_utf8(bytes).map_err(|_| LineError::NotLines)?;
        let plain = !text.chars().any(|c| c != '\n' && c.is_control());
        let body = text.strip_suffix('\n').filter(|_| plain).ok_or(LineError::NotLines)?;
        Ok(Self { rest: body.split('\n').peekable(), line: 0 })
    }

    /// The value of the next line, which must have this key.
    pub(crate) fn value(&mut self, key: &'static str) -> Result<&'a str, LineError> {
        self.line += 1;
        let line = self.rest.next().and_then(|line| line.strip_prefix(key)?.strip_prefix(": "));
        line.filter(|value| !value.is_empty() && value.trim() == *value)
            .ok_or(LineError::Key { line: self.line, key })
    }

    /// The same, read as something.
    pub(crate) fn read<T>(
        &mut self,
        key: &'static str,
        should: &'static str,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<T, LineError> {
        let value = self.value(key)?;
        read(value).ok_or(LineError::Value { line: self.line, key, should })
    }

    /// The same for a line that must be exactly that.
    pub(crate) fn exactly(&mut self, key: &'static str, value: &'static str) -> Result<(), LineError> {
        self.read(key, value, |own| (own == value).then_some(()))
    }

    /// Whether there is another line with this key.
    pub(crate) fn next_is(&mut self, key: &str) -> bool {
        self.rest.peek().is_some_and(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')))
    }

    pub(crate) fn finish(mut self) -> Result<(), LineError> {
        match self.rest.next() {
            Some(_) => Err(LineError::More(self.line + 1)),
            None => Ok(()),
        }
    }
}

/// The number of a roster, a manifest or a batch: from 1, without a leading zero.
pub(crate) fn number(text: &str) -> Option<u32> {
    let number = text.parse().ok().filter(|number| *number > 0)?;
    (text == u32::to_string(&number)).then_some(number)
}

/// A pseudonym: a word of letters, digits and hyphens, for instance `r-04`.
pub(crate) fn pseudonym(text: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (!text.is_empty() && text.len() <= 20 && text.chars().all(plain)).then(|| text.to_owned())
}

/// `nm-7k3q9d2m <sha256>`
pub(crate) fn report_line(text: &str) -> Option<(report::ReportId, crate::Digest)> {
    let (id, digest) = text.split_once(' ')?;
    Some((id.parse().ok()?, digest.parse().ok()?))
}
