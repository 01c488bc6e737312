//! Whether a sentence tells names by their capitals.

use crate::text::{Form, Token};

/// How a sentence is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Capitals mean something.
    Mixed,
    /// ALL IN CAPITALS.
    Upper,
    /// no capitals at all
    Lower,
}

impl Mode {
    pub(crate) fn of(tokens: &[Token<'_>]) -> Self {
        let (mut upper, mut lower, mut capitals) = (0, 0, 0);
        for token in tokens.iter().filter(|token| token.form == Form::Word) {
            let letters = token.letters();
            if token.is_all_upper() && letters > 1 {
                upper += letters;
            } else {
                lower += letters;
                capitals += usize::from(token.has_upper_first());
            }
        }
        if upper > lower * 2 && upper + lower >= 8 {
            Self::Upper
        } else if capitals == 0 && upper == 0 {
            Self::Lower
        } else {
            Self::Mixed
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Mixed => "mixed",
            Self::Upper => "upper",
            Self::Lower => "lower",
        }
    }
}
