//! Named points at which a test ends the process, or has it panic with what was sent. Nothing without the feature
//! `failpoints`.

/// Ends the process here if `NEARMISS_KILL_AT` names this point.
#[cfg(feature = "failpoints")]
pub(crate) fn reached(name: &str) {
    if std::env::var("NEARMISS_KILL_AT").is_ok_and(|wanted| wanted == name) {
        std::process::abort();
    }
}

/// Panics with a text of the request if `NEARMISS_PANIC_AT` names this point.
#[cfg(feature = "failpoints")]
pub(crate) fn panics_with(name: &str, text: &str) {
    assert!(std::env::var("NEARMISS_PANIC_AT").map_or(true, |wanted| wanted != name), "{text}");
}

/// Nothing.
#[cfg(not(feature = "failpoints"))]
pub(crate) const fn reached(_name: &str) {}

/// Nothing.
#[cfg(not(feature = "failpoints"))]
pub(crate) const fn panics_with(_name: &str, _text: &str) {}
