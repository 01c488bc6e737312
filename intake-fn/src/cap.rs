//! How many reports are taken in a minute, from all senders together: a bucket of tokens that fills again.
//!
//! There is no counter for a person, an address or a network: whoever floods it hits everyone, and everyone's browser
//! waits and sends again.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A bucket of tokens.
#[derive(Debug)]
pub struct Cap {
    per_minute: u32,
    state: Mutex<(f64, Option<Instant>)>,
}

impl Cap {
    /// Full: so many at once, and as many more each minute.
    #[must_use]
    pub fn new(per_minute: u32) -> Self {
        Self { per_minute, state: Mutex::new((f64::from(per_minute), None)) }
    }

    /// Takes a token, or says how long to wait for the next.
    pub(crate) fn take(&self) -> Result<(), Duration> {
        self.take_at(Instant::now())
    }

    /// Gives a token back: what was taken turned out to be there already.
    pub(crate) fn give_back(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.0 = (state.0 + 1.0).min(f64::from(self.per_minute));
    }

    fn take_at(&self, now: Instant) -> Result<(), Duration> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let per_second = f64::from(self.per_minute) / 60.0;
        let passed = state.1.map_or(0.0, |before| now.saturating_duration_since(before).as_secs_f64());
        let tokens = passed.mul_add(per_second, state.0).min(f64::from(self.per_minute));
        *state = (tokens, Some(now));
        if tokens >= 1.0 {
            state.0 -= 1.0;
            return Ok(());
        }
        if self.per_minute == 0 {
            return Err(Duration::from_hours(1));
        }
        Err(Duration::from_secs_f64((1.0 - tokens) / per_second))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_a_minute_allows_then_one_after_the_other() {
        let cap = Cap::new(60);
        let start = Instant::now();
        assert_eq!((0..100).filter(|_| cap.take_at(start).is_ok()).count(), 60);
        assert!(cap.take_at(start).unwrap_err() <= Duration::from_secs(1));
        assert!(cap.take_at(start + Duration::from_millis(500)).is_err());
        assert!(cap.take_at(start + Duration::from_secs(2)).is_ok());
        let later = start + Duration::from_hours(1);
        assert_eq!((0..100).filter(|_| cap.take_at(later).is_ok()).count(), 60);
        assert!(Cap::new(0).take_at(start).is_err());
    }
}
