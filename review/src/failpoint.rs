//! Named points at which a test ends the process, or fills the disk. Nothing without the feature `failpoints`.

/// Ends the process here if `NEARMISS_KILL_AT` names this point.
#[cfg(feature = "failpoints")]
pub(crate) fn reached(name: &str) {
    if std::env::var("NEARMISS_KILL_AT").is_ok_and(|wanted| wanted == name) {
        std::process::abort();
    }
}

/// From here on no file takes another byte if `NEARMISS_FULL` is set, neither of this process nor of those that it starts.
#[cfg(feature = "failpoints")]
pub(crate) fn disk_fills() {
    if std::env::var_os("NEARMISS_FULL").is_some() {
        let own = std::process::id().to_string();
        let limited = std::process::Command::new("prlimit").args(["--pid", &own, "--fsize=0:"]).status();
        assert!(limited.is_ok_and(|status| status.success()), "prlimit can't be run");
    }
}

/// Nothing.
#[cfg(not(feature = "failpoints"))]
pub(crate) const fn disk_fills() {}

/// Nothing.
#[cfg(not(feature = "failpoints"))]
pub(crate) const fn reached(_name: &str) {}
