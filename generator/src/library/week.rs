//! The report of the week: the same for everybody, chosen by nobody, and not by the clock.
//!
//! Rule: of all fully told reports, the one with the smallest SHA-256 of the week's name and the report's id
//! (highest random weight, Thaler & Ravishankar 1996). A new report changes the choice of a past week
//! only if it is itself the choice.

use std::fmt;
use std::str::FromStr;

use report::ReportId;
use sha2::{Digest, Sha256};

/// A week by its ISO 8601 number, for instance `2026-w48`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    year: u16,
    number: u8,
}

/// A text that names no week.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a week is written like 2026-w48")]
pub struct WeekError;

impl FromStr for Week {
    type Err = WeekError;

    fn from_str(text: &str) -> Result<Self, WeekError> {
        let (year, number) = text.split_once("-w").ok_or(WeekError)?;
        let digits = |text: &str, length| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(number, 2) {
            return Err(WeekError);
        }
        let week = Self {
            year: year.parse().map_err(|_| WeekError)?,
            number: number.parse().map_err(|_| WeekError)?,
        };
        if (1..=53).contains(&week.number) { Ok(week) } else { Err(WeekError) }
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-w{:02}", self.year, self.number)
    }
}

/// The chosen one of the candidates. Without a week the rule is the same for a week without a name.
pub(super) fn choose(week: Option<Week>, candidates: impl Iterator<Item = (ReportId, u32)>) -> Option<u32> {
    let name = week.map(|week| week.to_string()).unwrap_or_default();
    let seeded = Sha256::new().chain_update(&name);
    candidates.min_by_key(|(id, _)| seeded.clone().chain_update(id.as_str()).finalize()).map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(n: u8) -> impl Iterator<Item = (ReportId, u32)> {
        (0..n).map(|i| (ReportId::from_bytes([i, 3, 5, 7, 11, 13, 17, i]), u32::from(i)))
    }

    #[test]
    fn a_week_is_a_year_and_a_number() {
        assert_eq!("2026-w48".parse::<Week>().map(|week| week.to_string()), Ok("2026-w48".to_owned()));
        for bad in ["2026", "2026-w0", "2026-w00", "2026-w54", "2026-48", "2026-w4é"] {
            assert_eq!(bad.parse::<Week>(), Err(WeekError), "{bad}");
        }
    }

    #[test]
    fn another_week_brings_another_report_and_a_new_report_rarely_changes_the_past() {
        let weeks: Vec<Week> = (1..=52).map(|number| Week { year: 2026, number }).collect();
        let chosen = |n| weeks.iter().map(|week| choose(Some(*week), ids(n)).unwrap()).collect::<Vec<_>>();
        let (before, after) = (chosen(29), chosen(30));
        let changed = before.iter().zip(&after).filter(|(a, b)| a != b);
        assert!(changed.clone().all(|(_, new)| *new == 29), "only the new report takes a place");
        assert!(changed.count() < 10);
        assert!(before.iter().collect::<std::collections::BTreeSet<_>>().len() > 15, "weeks differ");
    }
}
