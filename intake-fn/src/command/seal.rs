//! `nearmiss-intake seal`

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use seal::{Recipients, SealError};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::{Failure, cannot};

/// Most bytes that are read: more than can be sealed, so that the message can say by how much.
const MOST: u64 = 1 << 20;

pub(super) fn run(recipients: &Path) -> Result<(), Failure> {
    let text = fs::read_to_string(recipients).map_err(|error| cannot("read", recipients, &error))?;
    let recipients = Recipients::parse(&text)
        .map_err(|error| Failure::Usage(format!("`{}`: {error}", recipients.display())))?;
    let mut answers = Zeroizing::new(Vec::new());
    let standard_input = Path::new("standard input");
    io::stdin()
        .take(MOST)
        .read_to_end(&mut answers)
        .map_err(|error| cannot("read", standard_input, &error))?;
    if answers.len() as u64 == MOST {
        return Err(Failure::Refused(
            "the answers have more than a million bytes; some 60,000 fit".to_owned(),
        ));
    }
    let sealed = seal::seal(&whole(&answers)?, &recipients).map_err(|error| {
        Failure::Refused(match error {
            SealError::TooLong { over } => format!("the answers are {over} bytes too long; shorten them"),
            SealError::Recipients => "the recipients can't be used together".to_owned(),
        })
    })?;
    io::stdout()
        .write_all(sealed.as_bytes())
        .map_err(|error| cannot("write", Path::new("standard output"), &error))
}

/// The whole object: as it is, or around bare answers.
fn whole(bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        Failure::Usage(format!("the answers aren't JSON: line {}, column {}", error.line(), error.column()))
    })?;
    match value {
        Value::Object(object) if object.contains_key("answers") => Ok(Zeroizing::new(bytes.to_vec())),
        Value::Object(answers) => {
            let whole = json!({"version": 1, "questionnaire": "1.0", "depth": "basic", "answers": answers});
            Ok(Zeroizing::new(whole.to_string().into_bytes()))
        }
        _ => Err(Failure::Usage("the answers must be a JSON object: {\"what_happened\": \"…\"}".to_owned())),
    }
}
