//! The intake: takes a sealed report, or seals one, puts it into a vault that it can't read, and forgets it.
//!
//! It writes no log line about a request, keeps nothing about a sender, and answers the same bytes to everyone.

mod answer;
mod cap;
mod clock;
#[cfg(feature = "local")]
pub mod command;
mod failpoint;
mod form;
mod intake;
#[cfg(feature = "lambda")]
mod lambda;
#[cfg(feature = "local")]
mod local;
mod quiet;
mod refusal;
mod repeats;
mod ticket;
pub mod vault;

pub use cap::Cap;
pub use clock::Clock;
pub use form::{Form, FormError};
pub use intake::{BITS, Intake, MOST_FORM, MOST_SEALED, router};
#[cfg(feature = "lambda")]
pub use lambda::{LambdaError, run as run_lambda};
pub use quiet::be_quiet;
pub use repeats::Repeats;
pub use ticket::{Secrets, SecretsError};
