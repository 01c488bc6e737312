//! What people see in a terminal. Colour only where the terminal wants it.

use std::fmt::Display;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use anstyle::{AnsiColor, Style};
use report::{Finding, Severity};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default().bold();
const HELP: Style = AnsiColor::Green.on_default();

/// Whether a line of result couldn't be written.
static LOST: AtomicBool = AtomicBool::new(false);

/// Whether what was printed isn't all that there was to print.
pub(crate) fn is_lost() -> bool {
    LOST.load(Ordering::Relaxed)
}

/// One line of result.
pub(crate) fn line(text: impl Display) {
    if let Err(error) = writeln!(anstream::stdout(), "{text}") {
        // A reader that closed the pipe early has seen enough. A full disk would leave half an answer that looks whole.
        if error.kind() != std::io::ErrorKind::BrokenPipe && !LOST.swap(true, Ordering::Relaxed) {
            failure(
                format!("the output can't be written: {error}"),
                "check the disk's room, and do it again",
            );
        }
    }
}

/// An error that ends the command, with what to do about it.
pub(crate) fn failure(message: impl Display, help: impl Display) {
    anstream::eprintln!("{ERROR}error{ERROR:#}: {message}\n{HELP}help{HELP:#}: {help}");
}

/// Nobody can say whose signatures count.
pub(crate) fn no_root() {
    failure(
        "without `--root` nobody can say whose signatures count",
        "give the SHA-256 of the first roster that was agreed on: `sha256sum content/roster/1.yaml` on the day it was made, kept outside this folder",
    );
}

/// Something to know that doesn't end the command.
pub(crate) fn note(message: impl Display) {
    anstream::eprintln!("{WARNING}note{WARNING:#}: {message}");
}

/// Warnings of one rule about one file that are shown.
const MOST_ALIKE: usize = 3;

/// Findings as text.
pub(crate) fn findings(findings: &[Finding], mut out: impl std::io::Write) -> std::io::Result<()> {
    let alike = |one: &Finding, other: &Finding| {
        one.severity == Severity::Warning
            && (one.file.as_str(), one.rule, one.severity)
                == (other.file.as_str(), other.rule, other.severity)
    };
    for group in findings.chunk_by(alike) {
        // An imported library may have a dozen to each of its ten thousand reports.
        let shown = if group.len() <= MOST_ALIKE + 1 { group.len() } else { MOST_ALIKE };
        for finding in &group[..shown] {
            let style = match finding.severity {
                Severity::Error => ERROR,
                Severity::Warning => WARNING,
                Severity::Hint => HINT,
            };
            let text = finding.to_string();
            let head = finding.severity.as_str();
            let rest = text.strip_prefix(head).unwrap_or(&text);
            let rest = rest.replacen("\nhelp:", &format!("\n{HELP}help{HELP:#}:"), 1);
            writeln!(out, "{style}{head}{style:#}{rest}")?;
        }
        if let Some(more) = group.get(shown..).filter(|more| !more.is_empty()) {
            let (rule, file) = (more[0].rule, &more[0].file);
            writeln!(
                out,
                "{WARNING}warning{WARNING:#}: {} more of `{rule}` in {file}; `nearmiss check {file} --format json` lists all\n",
                more.len()
            )?;
        }
    }
    Ok(())
}

/// "2 errors, 1 warning" for the last line.
pub(crate) fn counted(findings: &[Finding]) -> String {
    let parts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Hint, "hint")].map(
        |(kind, word)| {
            let n = findings.iter().filter(|finding| finding.severity == kind).count();
            (n > 0).then(|| format!("{n} {word}{}", if n == 1 { "" } else { "s" }))
        },
    );
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}
