//! What time it is, as coarsely as the intake needs to know.

use std::time::{SystemTime, UNIX_EPOCH};

/// Where the time comes from.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The system's.
    System,
    /// Stands still, for tests: seconds since 1970.
    Fixed(u64),
}

impl Clock {
    /// Seconds since 1970.
    #[must_use]
    pub fn now(self) -> u64 {
        match self {
            Self::System => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()),
            Self::Fixed(seconds) => seconds,
        }
    }
}
