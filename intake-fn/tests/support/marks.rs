#![allow(unreachable_pub, missing_docs, reason = "a module of a test")]
//! Looking for marks in what a process wrote: as they are, in hexadecimal, and in base64 at each of its three offsets.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// The ways in which a mark could hide.
fn disguises(mark: &str) -> Vec<Vec<u8>> {
    let hex = |upper: bool| -> String {
        mark.bytes().map(|byte| if upper { format!("{byte:02X}") } else { format!("{byte:02x}") }).collect()
    };
    let mut all = vec![mark.as_bytes().to_vec(), hex(false).into_bytes(), hex(true).into_bytes()];
    for before in 0..3 {
        // The first and last characters hang on what stands around the mark.
        let bytes = [&vec![0; before][..], mark.as_bytes()].concat();
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            let text = engine.encode(&bytes);
            let start = [0, 2, 3][before];
            all.push(text.as_bytes()[start..text.len() - 2].to_vec());
        }
    }
    all
}

/// The marks that are found in some bytes.
pub fn found<'a>(marks: &[&'a str], bytes: &[u8]) -> Vec<&'a str> {
    let lower = bytes.to_ascii_lowercase();
    let hides = |mark: &&&str| {
        let plain = mark.to_ascii_lowercase();
        let in_plain = lower.windows(plain.len()).any(|window| window == plain.as_bytes());
        in_plain || disguises(mark).iter().any(|own| bytes.windows(own.len()).any(|window| window == own))
    };
    marks.iter().filter(hides).copied().collect()
}
