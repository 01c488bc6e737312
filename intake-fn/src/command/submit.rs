//! `nearmiss-intake submit`

use std::fs;
use std::path::Path;

use seal::SealedReport;

use super::http::Site;
use super::{Failure, cannot, say};

pub(super) fn run(url: &str, file: &Path) -> Result<(), Failure> {
    let bytes = fs::read(file).map_err(|error| cannot("read", file, &error))?;
    let report = SealedReport::from_bytes(bytes)
        .map_err(|error| Failure::Usage(format!("`{}` can't be sent: {error}", file.display())))?;
    let site = Site::new(url);
    let status = site.send(&site.ticket()?, &report)?;
    say(&status.to_string());
    match status {
        // 409: these very bytes are there already.
        201 | 409 => Ok(()),
        _ => Err(Failure::Refused(format!("the report was not taken: `{url}` answers {status}"))),
    }
}
