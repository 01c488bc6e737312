//! `nearmiss-review`: the reviewers' work on sealed reports.

use std::process::ExitCode;

fn main() -> ExitCode {
    review::run::run(std::env::args_os()).into()
}
