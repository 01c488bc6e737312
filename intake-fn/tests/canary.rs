//! The privacy of who sends, and of what is said without JavaScript: requests carry marks, and every byte that the
//! process wrote is searched for them.

#[path = "support/aws.rs"]
mod aws;
#[path = "support/marks.rs"]
mod marks;
mod support;

use std::net::SocketAddr;
use std::path::Path;

use aws::{FakeS3, Function, event};
use marks::found;
use support::{Program, filler, request, sealed, ticket};

const MARKS: &[&str] = &[
    "203.0.113.77",
    "MARKAGENT",
    "xx-MARKLANG",
    "MARKCOOKIE",
    "MARKREFERRER",
    "MARKFORWARDED",
    "MARKVIA",
    "MARKQUERY",
    "MARKREQUEST",
    "MARKTRACE",
    "MARK-invocation",
    "MARKTYPED",
];

const PERSON: &[(&str, &str)] = &[
    ("user-agent", "MARKAGENT/1.0"),
    ("accept-language", "xx-MARKLANG"),
    ("cookie", "session=MARKCOOKIE"),
    ("referer", "https://MARKREFERRER.example/"),
    ("x-forwarded-for", "203.0.113.77"),
    ("forwarded", "for=203.0.113.77;by=MARKFORWARDED"),
    ("via", "1.1 MARKVIA"),
    ("x-amzn-trace-id", "Root=1-MARKTRACE"),
    ("x-real-ip", "203.0.113.77"),
    ("cloudfront-viewer-address", "203.0.113.77:4711"),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [PERSON, more].concat()
}

/// Every file below a folder: its name and its bytes.
fn files(folder: &Path, all: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, all);
        } else {
            all.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
}

fn say_all(to: SocketAddr) {
    let form = ("content-type", "application/x-www-form-urlencoded");
    let own = ticket(to).unwrap();
    let page = request(to, "GET", "/intake/form?MARKQUERY=1", &with(&[]), b"").text();
    let form_ticket = page.split_once("value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    let age =
        [("content-type", "application/age"), ("nearmiss-ticket", own.as_str()), ("nearmiss-proof", "0")];
    for (path, headers, body, status) in [
        ("/intake/sealed", with(&age), filler(1), 201),
        ("/intake/sealed", with(&age), filler(1), 409),
        ("/intake/sealed?MARKQUERY=1", with(&[("content-type", "MARKTYPED")]), filler(1), 415),
        (
            "/intake/form",
            with(&[form]),
            format!("ticket={form_ticket}&what_happened=MARKTYPED").into_bytes(),
            201,
        ),
        (
            "/intake/form",
            with(&[form]),
            format!("ticket={form_ticket}&what_happened=MARKTYPED").into_bytes(),
            409,
        ),
        ("/intake/form", with(&[form]), b"ticket=MARKTYPED&what_happened=MARKTYPED".to_vec(), 400),
        ("/intake/form", with(&[form]), b"member=no&what_happened=MARKTYPED".to_vec(), 200),
        ("/intake/MARKTYPED", with(&[]), b"MARKTYPED".to_vec(), 404),
    ] {
        assert_eq!(request(to, "POST", path, &headers, &body).status, status, "{path}");
    }
    assert_eq!(request(to, "GET", "/MARKTYPED?MARKQUERY=1", &with(&[]), b"").status, 404);
    // What isn't HTTP at all.
    let mut stream = std::net::TcpStream::connect(to).unwrap();
    std::io::Write::write_all(&mut stream, b"MARKTYPED\r\nMARKAGENT\r\n\r\n").unwrap();
    _ = std::io::Read::read_to_end(&mut stream, &mut Vec::new());
}

/// The marks in everything that a server wrote until its end, names of files among it.
#[cfg(feature = "failpoints")]
fn leaked(program: Program) -> Vec<&'static str> {
    let (folder, rest) = program.end();
    let mut written = Vec::new();
    files(folder.path(), &mut written);
    let all = written.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes]).chain([rest.as_bytes()]);
    all.flat_map(|bytes| found(MARKS, bytes)).collect()
}

/// A server that tells on its senders doesn't pass.
#[cfg(feature = "failpoints")]
#[test]
fn a_planted_leak_of_a_request_is_found_wherever_it_goes() {
    for place in ["stderr", "stdout", "temporary", "name"] {
        let program = Program::start_in(tempfile::tempdir().unwrap(), &[("NEARMISS_LEAK", place)]);
        say_all(program.address);
        assert!(leaked(program).contains(&"MARKAGENT"), "{place}");
    }
}

#[test]
fn the_local_server_writes_nothing_about_who_sends() {
    let program = Program::start();
    say_all(program.address);
    let (folder, rest) = program.end();
    assert_eq!(rest, "");
    let mut written = Vec::new();
    files(folder.path(), &mut written);
    assert_eq!(
        written.len(),
        3,
        "two reports and an empty stderr: {:?}",
        written.iter().map(|own| &own.0).collect::<Vec<_>>()
    );
    for (name, bytes) in written {
        assert_eq!(found(MARKS, &bytes), [""; 0], "{name}");
        assert_eq!(found(MARKS, name.as_bytes()), [""; 0], "{name}");
        assert!(name.ends_with("stderr") || bytes.len() == seal::SEALED_BYTES);
        assert!(!name.ends_with("stderr") || bytes.is_empty(), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn the_function_writes_nothing_about_who_sends() {
    let store = FakeS3::start();
    let function = Function::start(env!("CARGO_BIN_EXE_nearmiss-intake"), store.address, &[]);
    let given = function.invoke(event("GET", "/intake/ticket", PERSON, b""));
    let given: serde_json::Value = serde_json::from_str(given["body"].as_str().unwrap()).unwrap();
    let own = given["ticket"].as_str().unwrap();
    let age = [("content-type", "application/age"), ("nearmiss-ticket", own), ("nearmiss-proof", "0")];
    let body = sealed("{}");
    let answer = function.invoke(event("POST", "/intake/sealed", &with(&age), &body));
    assert_eq!(answer["statusCode"], 201);
    let page = function.invoke(event("GET", "/intake/form", PERSON, b""));
    let page = page["body"].as_str().unwrap().to_owned();
    let form_ticket = page.split_once("value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let typed = format!("ticket={form_ticket}&what_happened=MARKTYPED");
    let answer = function.invoke(event("POST", "/intake/form", &with(&form), typed.as_bytes()));
    assert_eq!(answer["statusCode"], 201);
    function.invoke(event("POST", "/intake/sealed", &with(&[("content-type", "MARKTYPED")]), b"MARKTYPED"));
    let stored = store.take_seen();
    assert_eq!(stored.len(), 2);
    assert_eq!(stored[0].body, body, "the report, and nothing around it");
    for seen in stored {
        assert!(seen.line.starts_with("PUT /vault/in/") && seen.line.contains(" HTTP"), "{}", seen.line);
        let bytes = [seen.line.as_bytes(), seen.head.as_bytes(), &seen.body].concat();
        assert_eq!(found(MARKS, &bytes), [""; 0], "{}\n{}", seen.line, seen.head);
        assert_eq!(seen.header("x-amz-server-side-encryption"), Some("AES256"));
        assert_eq!(seen.header("if-none-match"), Some("*"));
        let tells = seen.head.to_ascii_lowercase();
        for name in ["x-amz-meta-", "x-amz-tagging", "x-amzn-trace-id"] {
            assert!(!tells.contains(name), "{}", seen.head);
        }
    }
    let log = std::fs::read(function.log.path()).unwrap();
    assert!(log.is_empty(), "{}", String::from_utf8_lossy(&log));
}

/// The search itself: a leak would be found.
#[test]
fn a_planted_leak_is_found_in_every_disguise() {
    use base64::Engine as _;
    let base64 = |text: &str| base64::engine::general_purpose::STANDARD.encode(text);
    for leak in [
        "agent: markagent/1.0".to_owned(),
        base64("x MARKAGENT y"),
        base64("xy MARKAGENT y"),
        base64("xyz MARKAGENT y"),
        base64("MARKAGENT"),
        "4d41524b4147454e54".to_owned(),
    ] {
        assert_eq!(found(MARKS, leak.as_bytes()), ["MARKAGENT"], "{leak}");
    }
    assert_eq!(found(MARKS, b"nothing of anybody"), [""; 0]);
}
