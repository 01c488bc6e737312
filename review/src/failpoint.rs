//! Named points at which a test ends the process. Nothing without the feature `failpoints`.

/// Ends the process here if `NEARMISS_KILL_AT` names this point.
#[cfg(feature = "failpoints")]
pub(crate) fn reached(name: &str) {
    if std::env::var("NEARMISS_KILL_AT").is_ok_and(|wanted| wanted == name) {
        std::process::abort();
    }
}

/// Nothing.
#[cfg(not(feature = "failpoints"))]
pub(crate) const fn reached(_name: &str) {}
