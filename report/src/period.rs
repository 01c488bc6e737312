//! Coarse dates: the period in which reports were published. Never a day, never an hour.

use std::fmt;
use std::str::FromStr;

/// A quarter of a year, for instance `2026-q4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: u16,
    quarter: u8,
}

/// A text that is no quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodError;

impl Period {
    /// The year, for instance 2026.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The quarter, 1 to 4.
    #[must_use]
    pub fn quarter(self) -> u8 {
        self.quarter
    }

    /// The first instant of the period, as RFC 3339: the coarsest moment a feed can carry, and never one to come.
    #[must_use]
    pub fn start_rfc3339(self) -> String {
        format!("{:04}-{:02}-01T00:00:00Z", self.year, self.quarter * 3 - 2)
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let (year, quarter) = text.split_once("-q").ok_or(PeriodError)?;
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PeriodError);
        }
        let quarter = match quarter {
            "1" => 1,
            "2" => 2,
            "3" => 3,
            "4" => 4,
            _ => return Err(PeriodError),
        };
        Ok(Self { year: year.parse().map_err(|_| PeriodError)?, quarter })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-q{}", self.year, self.quarter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_quarter_and_nothing_finer() {
        let period: Period = "2026-q4".parse().unwrap();
        assert_eq!(period.to_string(), "2026-q4");
        assert_eq!(period.start_rfc3339(), "2026-10-01T00:00:00Z");
        for bad in ["2026", "2026-q5", "2026-11", "2026-11-24", "+026-q1", "2026-q04"] {
            assert_eq!(bad.parse::<Period>(), Err(PeriodError), "{bad}");
        }
    }
}
