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

/// Waits here while nobody writes to the named pipe of `NEARMISS_WAIT_AT`, `NAME:PATH`: a disk that takes its time.
#[cfg(feature = "failpoints")]
pub(crate) fn waits(name: &str) {
    let wanted = std::env::var("NEARMISS_WAIT_AT").unwrap_or_default();
    if let Some((_, path)) = wanted.split_once(':').filter(|(own, _)| *own == name) {
        _ = std::fs::read(path);
    }
}

/// Tells on the sender, to the place that `NEARMISS_LEAK` names: what the search for marks must find.
#[cfg(feature = "failpoints")]
#[allow(clippy::print_stderr, clippy::print_stdout, reason = "that is what the tests must notice")]
pub(crate) fn leaks(headers: &axum::http::HeaderMap) {
    let told = format!("{:?}", headers.get(axum::http::header::USER_AGENT));
    let hexadecimal = || {
        told.bytes().fold(String::new(), |mut all, byte| {
            _ = std::fmt::Write::write_fmt(&mut all, format_args!("{byte:02x}"));
            all
        })
    };
    match std::env::var("NEARMISS_LEAK").unwrap_or_default().as_str() {
        "stderr" => eprintln!("{told}"),
        "stdout" => println!("{told}"),
        "temporary" => _ = std::fs::write(std::env::temp_dir().join("leak"), hexadecimal()),
        "name" => _ = std::fs::write(std::env::temp_dir().join(hexadecimal()), ""),
        _ => {}
    }
}

/// Nothing.
#[cfg(not(feature = "failpoints"))]
pub(crate) const fn waits(_name: &str) {}

/// Nothing.
#[cfg(not(feature = "failpoints"))]
pub(crate) const fn leaks(_headers: &axum::http::HeaderMap) {}

/// Nothing.
#[cfg(not(feature = "failpoints"))]
pub(crate) const fn reached(_name: &str) {}

/// Nothing.
#[cfg(not(feature = "failpoints"))]
pub(crate) const fn panics_with(_name: &str, _text: &str) {}
