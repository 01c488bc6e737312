//! What the tests of the intake share: a vault in memory, the program itself as a process, plain HTTP.
#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test file uses the part it needs")]

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use seal::{Identity, KeyPair, Recipients, SEALED_BYTES, SealedReport};
use serde_json::Value;
use tempfile::TempDir;

/// The secret key of the form's recipient: the one of the demonstration, which everybody has.
pub const IDENTITY: &str = include_str!("../../../scripts/demo/r-01/identity.txt");

pub fn site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site")
}

pub fn form() -> PathBuf {
    site().join("_intake/form.json")
}

/// A report sealed to the form's recipient.
pub fn sealed(text: &str) -> Vec<u8> {
    let file: Value = serde_json::from_slice(&std::fs::read(form()).unwrap()).unwrap();
    let recipients = Recipients::parse(file["recipients"][0].as_str().unwrap()).unwrap();
    seal::seal(text.as_bytes(), &recipients).unwrap().into_bytes()
}

/// A report that nobody needs to open: quicker to make than a sealed one.
pub fn filler(number: u64) -> Vec<u8> {
    let mut bytes = format!("age-encryption.org/v1\n{number}").into_bytes();
    bytes.resize(SEALED_BYTES, b'.');
    bytes
}

/// What the demonstration's key makes of an object.
pub fn opened(bytes: &[u8]) -> Value {
    let sealed = SealedReport::from_bytes(bytes.to_vec()).unwrap();
    let identities = Identity::parse(IDENTITY).unwrap();
    serde_json::from_slice(&seal::open(&sealed, &identities).unwrap()).unwrap()
}

/// A key that opens nothing of this.
pub fn other_key() -> Vec<Identity> {
    Identity::parse(&KeyPair::generate().identity).unwrap()
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// One request on a connection of its own. `None` if the connection broke before a whole answer came.
pub fn try_request(
    to: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Option<Answer> {
    let mut stream = TcpStream::connect(to).ok()?;
    stream.set_read_timeout(Some(Duration::from_mins(1))).ok()?;
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {to}\r\nconnection: close\r\n");
    if !headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("content-length") || *name == "transfer-encoding")
    {
        _ = write!(head, "content-length: {}\r\n", body.len());
    }
    for (name, value) in headers {
        _ = write!(head, "{name}: {value}\r\n");
    }
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(b"\r\n").ok()?;
    // Who is refused early may not read to the end.
    _ = stream.write_all(body);
    let mut bytes = Vec::new();
    _ = stream.read_to_end(&mut bytes);
    let at = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8(bytes[..at].to_vec()).ok()?;
    let answer = Answer {
        status: head.split(' ').nth(1)?.parse().ok()?,
        head: head.clone(),
        body: bytes[at + 4..].to_vec(),
    };
    let whole = answer.header("content-length").is_none_or(|length| length.parse() == Ok(answer.body.len()));
    (whole || method == "HEAD").then_some(answer)
}

pub fn request(to: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    try_request(to, method, path, headers, body).expect("no answer")
}

/// Ticket, proof of no bits, report.
pub fn try_send(to: SocketAddr, ticket: &str, body: &[u8]) -> Option<u16> {
    let headers = [("content-type", "application/age"), ("nearmiss-ticket", ticket), ("nearmiss-proof", "0")];
    try_request(to, "POST", "/intake/sealed", &headers, body).map(|answer| answer.status)
}

pub fn ticket(to: SocketAddr) -> Option<String> {
    let answer = try_request(to, "GET", "/intake/ticket", &[], b"")?;
    Some(answer.json()["ticket"].as_str()?.to_owned())
}

/// The program, serving the test's site. It ends with the test.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
    pub folder: TempDir,
}

impl Program {
    pub fn start() -> Self {
        Self::start_in(TempDir::new().unwrap(), &[])
    }

    /// With a vault that is there already, and more in the environment.
    pub fn start_in(folder: TempDir, environment: &[(&str, &str)]) -> Self {
        Self::start_with(folder, environment, &[])
    }

    pub fn start_with(folder: TempDir, environment: &[(&str, &str)], more: &[&str]) -> Self {
        let log = |name: &str| {
            let path = folder.path().join(name);
            std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap()
        };
        // A file that outgrows a limit is an error to it, as on a full disk, and not its end.
        let mut child = Command::new("/bin/sh")
            .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_nearmiss-intake")])
            .args(["local", "--listen", "127.0.0.1:0", "--site"])
            .arg(site())
            .arg("--vault")
            .arg(folder.path().join("vault"))
            .args(if more.contains(&"--most-sealed") { &[][..] } else { &["--most-sealed", "1000000"] })
            .args(more)
            .env("NEARMISS_TICKET_SECRET", "a secret for tests of enough characters")
            .env("NEARMISS_BITS", "0")
            .env("TMPDIR", folder.path())
            .envs(environment.iter().copied())
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(log("stderr"))
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address =
            line.trim().strip_prefix("ready http://").unwrap().trim_end_matches('/').parse().unwrap();
        Self { child, address, folder }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// From now on no file of its may be larger.
    pub fn room(&self, bytes: &str) {
        let args = ["--pid".to_owned(), self.id().to_string(), format!("--fsize={bytes}:")];
        assert!(Command::new("prlimit").args(args).status().unwrap().success());
    }

    /// Ends it at once, wherever it is, and gives back its folder.
    pub fn kill(mut self) -> TempDir {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        std::mem::replace(&mut self.folder, TempDir::new().unwrap())
    }

    /// Waits until it has ended by itself, and gives back its folder.
    pub fn ended(mut self) -> TempDir {
        self.child.wait().unwrap();
        std::mem::replace(&mut self.folder, TempDir::new().unwrap())
    }

    /// Asks it to end, and gives back what it still wrote to standard output.
    pub fn end(mut self) -> (TempDir, String) {
        assert!(Command::new("kill").arg(self.child.id().to_string()).status().unwrap().success());
        let mut rest = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut rest).unwrap();
        assert!(self.child.wait().unwrap().success());
        (std::mem::replace(&mut self.folder, TempDir::new().unwrap()), rest)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// The objects in a vault, by name.
pub fn objects(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder.join("vault/in")).unwrap().map(Result::unwrap);
    let mut all: Vec<_> = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect();
    all.sort();
    all
}
