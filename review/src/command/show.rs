//! What people see in a terminal.

use std::fmt::Display;
use std::io::Write as _;

use anstyle::{AnsiColor, Style};

use crate::refusal::{Refusal, Stop};
use crate::run::Exit;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const NOTE: Style = AnsiColor::Yellow.on_default().bold();
const HELP: Style = AnsiColor::Green.on_default();

/// One line of result.
pub(crate) fn line(text: impl Display) {
    // A reader that closed the pipe early has seen enough.
    _ = writeln!(anstream::stdout(), "{text}");
}

/// Something to know.
pub(crate) fn note(text: impl Display) {
    anstream::eprintln!("{NOTE}note{NOTE:#}: {text}");
}

/// Why nothing was done: for programs on standard output, for people on the other.
pub(crate) fn stop(stop: &Stop) -> Exit {
    let (message, help) = match stop {
        Stop::Refused(Refusal { rule, message, help }) => {
            line(serde_json::json!({"rule": rule, "message": message, "help": help}));
            (message, help)
        }
        Stop::Failed(message, help) => (message, help),
    };
    anstream::eprintln!("{ERROR}error{ERROR:#}: {}\n{HELP}help{HELP:#}: {}", plain(message), plain(help));
    if matches!(stop, Stop::Refused(_)) { Exit::Refused } else { Exit::Failure }
}

/// A reporter's text as a terminal may be shown it: nothing in it moves the cursor or turns the reading.
pub(crate) fn plain(text: &str) -> String {
    let shown = |c: char| if c == '\n' { c } else { '\u{fffd}' };
    text.chars().map(|c| if report::is_hidden(c) { shown(c) } else { c }).collect()
}
