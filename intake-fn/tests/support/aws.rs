#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test file uses the part it needs")]
//! A store that speaks enough S3 and does what a test tells it to, and a small Runtime API that drives the function.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

/// A request as it came in.
#[derive(Debug, Clone)]
pub struct Seen {
    pub line: String,
    pub head: String,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.into_iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// Reads one request; `None` when the connection ends.
fn read(reader: &mut BufReader<TcpStream>) -> Option<Seen> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|length| *length > 0)?;
    let (mut head, mut length, mut chunked) = (String::new(), 0, false);
    loop {
        let mut own = String::new();
        reader.read_line(&mut own).ok()?;
        if own.trim().is_empty() {
            break;
        }
        let lower = own.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        if lower.starts_with("expect:") {
            reader.get_mut().write_all(b"HTTP/1.1 100 Continue\r\n\r\n").ok()?;
        }
        chunked |= lower.starts_with("transfer-encoding: chunked");
        head += &own;
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    while chunked {
        let mut size = String::new();
        reader.read_line(&mut size).ok()?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        let mut chunk = vec![0; size + 2];
        reader.read_exact(&mut chunk).ok()?;
        body.extend(&chunk[..size]);
        chunked = size > 0;
    }
    Some(Seen { line: line.trim().to_owned(), head, body })
}

/// What the store does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    Status(u16),
    /// Takes it, and closes the connection without an answer.
    Hangs,
    /// Takes it, and never answers.
    Sleeps,
}

/// The store.
pub struct FakeS3 {
    pub address: SocketAddr,
    pub seen: Arc<Mutex<Vec<Seen>>>,
    next: Arc<Mutex<VecDeque<Does>>>,
}

impl FakeS3 {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let store =
            Self { address: listener.local_addr().unwrap(), seen: Arc::default(), next: Arc::default() };
        let (seen, next) = (Arc::clone(&store.seen), Arc::clone(&store.next));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (seen, next) = (Arc::clone(&seen), Arc::clone(&next));
                std::thread::spawn(move || {
                    let mut reader = BufReader::new(stream);
                    while let Some(request) = read(&mut reader) {
                        seen.lock().unwrap().push(request);
                        let does = next.lock().unwrap().pop_front().unwrap_or(Does::Status(200));
                        if does == Does::Sleeps {
                            // Until the other side has had enough.
                            _ = reader.read(&mut [0]);
                        }
                        let Does::Status(status) = does else { return };
                        let answer = format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\n\r\n");
                        if reader.get_mut().write_all(answer.as_bytes()).is_err() {
                            return;
                        }
                    }
                });
            }
        });
        store
    }

    /// What it does with the next requests, one after the other; then it says yes.
    pub fn will(&self, does: &[Does]) {
        *self.next.lock().unwrap() = does.iter().copied().collect();
    }

    pub fn take_seen(&self) -> Vec<Seen> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }
}

/// The Runtime API, with the function running against it.
pub struct Function {
    child: Child,
    events: Sender<Value>,
    answers: Receiver<Seen>,
    pub log: tempfile::NamedTempFile,
}

impl Function {
    pub fn start(program: &str, store: SocketAddr, environment: &[(&str, &str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (events, waiting) = channel::<Value>();
        let (answered, answers) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (waiting, answered) = (Arc::clone(&waiting), answered.clone());
                std::thread::spawn(move || serve(stream, &waiting, &answered));
            }
        });
        let log = tempfile::NamedTempFile::new().unwrap();
        let output = || Stdio::from(log.reopen().unwrap());
        let child = Command::new(program)
            .env_clear()
            .env("AWS_LAMBDA_RUNTIME_API", address.to_string())
            .env("AWS_LAMBDA_FUNCTION_NAME", "intake")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
            .env("AWS_LAMBDA_LOG_STREAM_NAME", "stream")
            .env("AWS_LAMBDA_LOG_GROUP_NAME", "group")
            .env("AWS_REGION", "us-east-1")
            .env("AWS_ACCESS_KEY_ID", "test")
            .env("AWS_SECRET_ACCESS_KEY", "test")
            .env("AWS_ENDPOINT_URL_S3", format!("http://{store}"))
            .env("NEARMISS_PATH_STYLE", "1")
            .env("NEARMISS_BUCKET", "vault")
            .env("NEARMISS_BITS", "0")
            .env("NEARMISS_TICKET_SECRET", "a secret for tests of enough characters")
            .env("NEARMISS_FORM", crate::support::form())
            .envs(environment.iter().copied())
            .stdout(output())
            .stderr(output())
            .spawn()
            .unwrap();
        Self { child, events, answers, log }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for its end; its exit code.
    pub fn ended(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    /// Invokes it, and gives back what it answered: the response of API Gateway's format.
    pub fn invoke(&self, event: Value) -> Value {
        self.events.send(event).unwrap();
        let answer = self.answers.recv_timeout(Duration::from_mins(1)).expect("the function didn't answer");
        assert!(
            answer.line.contains("/response "),
            "{} {}",
            answer.line,
            String::from_utf8_lossy(&answer.body)
        );
        serde_json::from_slice(&answer.body).unwrap()
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn serve(stream: TcpStream, waiting: &Mutex<Receiver<Value>>, answered: &Sender<Seen>) {
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader) {
        let answer = if request.line.contains("/invocation/next ") {
            let Ok(event) = waiting.lock().unwrap().recv() else { return };
            let body = event.to_string();
            format!(
                "HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: MARK-invocation\r\nlambda-runtime-deadline-ms: 4102444800000\r\n\
                 lambda-runtime-invoked-function-arn: arn:aws:lambda:us-east-1:1:function:intake\r\n\
                 lambda-runtime-trace-id: Root=1-MARKTRACE-0;Parent=0;Sampled=1\r\ncontent-type: application/json\r\n\
                 content-length: {}\r\n\r\n{body}",
                body.len()
            )
        } else {
            _ = answered.send(request);
            "HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n".to_owned()
        };
        if reader.get_mut().write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

/// An event of an HTTP API, payload format 2.0.
pub fn event(method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Value {
    use base64::Engine as _;
    let headers: serde_json::Map<String, Value> =
        headers.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect();
    json!({
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "MARKQUERY=1",
        "cookies": ["session=MARKCOOKIE"], "headers": headers,
        "requestContext": {
            "accountId": "1", "apiId": "api", "domainName": "api.example.org", "domainPrefix": "api",
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.77", "userAgent": "MARKAGENT/1.0"},
            "requestId": "MARKREQUEST=", "routeKey": "$default", "stage": "$default",
            "time": "12/Mar/2026:19:03:58 +0000", "timeEpoch": 1_583_348_638_390_u64,
        },
        "body": base64::engine::general_purpose::STANDARD.encode(body), "isBase64Encoded": true,
    })
}
