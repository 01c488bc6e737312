//! `nearmiss-intake`: the intake as a Lambda function, as a local server, and the browser's part from a terminal.

use std::process::ExitCode;

fn main() -> ExitCode {
    intake_fn::be_quiet();
    #[cfg(feature = "lambda")]
    if std::env::var_os("AWS_LAMBDA_RUNTIME_API").is_some() && std::env::args_os().len() == 1 {
        return lambda();
    }
    #[cfg(feature = "local")]
    return intake_fn::command::run();
    #[cfg(not(feature = "local"))]
    fail("this program is a Lambda function: it runs under AWS_LAMBDA_RUNTIME_API")
}

#[cfg(feature = "lambda")]
fn lambda() -> ExitCode {
    // One thread: an instance answers one invocation at a time.
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
        return fail("the runtime can't start");
    };
    match runtime.block_on(intake_fn::run_lambda()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error.to_string()),
    }
}

#[cfg(any(feature = "lambda", not(feature = "local")))]
#[allow(clippy::print_stderr, reason = "said once, before there is any request")]
fn fail(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::from(2)
}
