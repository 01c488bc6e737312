//! Signing, by `ssh-keygen`: with a key in a file, in an agent (name its `.pub` file) or in hardware.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use approvals::Namespace;

use crate::refusal::Stop;

/// The signature of these bytes with this key, as `ssh-keygen -Y sign` makes it. What is signed is public.
pub fn sign(key: &Path, namespace: Namespace, bytes: &[u8]) -> Result<String, Stop> {
    let failed = |why: String| {
        Stop::failed(
            format!("`{}` doesn't sign: {why}", key.display()),
            "name your signing key with `--key FILE`; a key in an agent or in hardware by its `.pub` file",
        )
    };
    let mut child = Command::new("ssh-keygen")
        .args(["-Y", "sign", "-n", namespace.word(), "-f"])
        .arg(key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(format!("ssh-keygen can't be run: {error}")))?;
    if let Some(mut pipe) = child.stdin.take() {
        pipe.write_all(bytes).map_err(|error| failed(error.to_string()))?;
    }
    let output = child.wait_with_output().map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let line = said.lines().rfind(|line| !line.is_empty()).unwrap_or("no reason given");
        return Err(failed(line.to_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
