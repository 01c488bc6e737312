//! The command `nearmiss`.

use std::process::ExitCode;

fn main() -> ExitCode {
    generator::run::run(std::env::args_os()).into()
}
