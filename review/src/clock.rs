//! What day it is. Reviews count in days, and nothing that is stored in clear says even that.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::civil::Date;

/// A clock, or for tests a fixed moment: `NEARMISS_NOW`, in seconds since 1970.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine's.
    System,
    /// Always the same.
    Fixed(u64),
}

impl Clock {
    /// The machine's clock, unless the environment fixes it.
    #[must_use]
    pub fn of_the_environment() -> Self {
        let fixed = std::env::var("NEARMISS_NOW").ok().and_then(|text| text.parse().ok());
        fixed.map_or(Self::System, Self::Fixed)
    }

    /// Seconds since 1970.
    #[must_use]
    pub fn seconds(self) -> u64 {
        match self {
            Self::System => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()),
            Self::Fixed(seconds) => seconds,
        }
    }

    /// The day, in universal time: the same on every desk.
    #[must_use]
    pub fn today(self) -> Date {
        let seconds = i64::try_from(self.seconds()).unwrap_or(0);
        let moment = jiff::Timestamp::from_second(seconds).unwrap_or_default();
        jiff::tz::TimeZone::UTC.to_datetime(moment).date()
    }
}
