//! The Lambda function: the same routes, with a bucket as vault.

use std::env;
use std::path::PathBuf;
use std::sync::Arc;

use crate::cap::Cap;
use crate::clock::Clock;
use crate::form::{Form, FormError};
use crate::intake::{HARDEST, Intake, router};
use crate::repeats::Repeats;
use crate::ticket::{Secrets, SecretsError};
use crate::vault::{S3Vault, s3_config};

/// Why the function can't start.
#[derive(Debug, thiserror::Error)]
pub enum LambdaError {
    /// A setting is missing or no number.
    #[error("the function's environment lacks `{0}`, or it isn't a number where one is needed")]
    Setting(&'static str),
    /// The form can't be used.
    #[error(transparent)]
    Form(#[from] FormError),
    /// The ticket secret can't be used.
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    /// The runtime stopped.
    #[error("the Lambda runtime stopped")]
    Runtime,
}

fn setting(name: &'static str) -> Result<String, LambdaError> {
    env::var(name).ok().filter(|value| !value.is_empty()).ok_or(LambdaError::Setting(name))
}

fn number(name: &'static str, default: u32) -> Result<u32, LambdaError> {
    env::var(name).map_or(Ok(default), |value| value.parse().map_err(|_| LambdaError::Setting(name)))
}

/// Answers invocations until the process is ended. Settings: `NEARMISS_BUCKET`, `NEARMISS_TICKET_SECRET`; optional
/// `NEARMISS_FORM` (the form's file, by default beside the program), `NEARMISS_BITS`, `NEARMISS_MOST_SEALED` and
/// `NEARMISS_MOST_FORM` (reports a minute and instance), `NEARMISS_PATH_STYLE` (for servers that aren't AWS).
pub async fn run() -> Result<(), LambdaError> {
    let folder = PathBuf::from(env::var("LAMBDA_TASK_ROOT").unwrap_or_default());
    let form = env::var("NEARMISS_FORM").map_or_else(|_| folder.join("form.json"), PathBuf::from);
    let config = s3_config().await;
    let vault =
        S3Vault::new(&config, setting("NEARMISS_BUCKET")?, env::var_os("NEARMISS_PATH_STYLE").is_some());
    let intake = Intake {
        form: Form::read(&form)?,
        secrets: Secrets::parse(&setting("NEARMISS_TICKET_SECRET")?)?,
        bits: number("NEARMISS_BITS", crate::intake::BITS)?.min(HARDEST),
        clock: Clock::System,
        vault: Arc::new(vault),
        sealed_cap: Cap::new(number("NEARMISS_MOST_SEALED", crate::intake::MOST_SEALED)?),
        form_cap: Cap::new(number("NEARMISS_MOST_FORM", crate::intake::MOST_FORM)?),
        repeats: Repeats::default(),
    };
    lambda_http::run(router(intake)).await.map_err(|_| LambdaError::Runtime)
}
