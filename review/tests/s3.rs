//! The review with a bucket as vault: `scripts/with-s3 cargo test -p review --features s3-server --test s3`. The
//! server's address is in `NEARMISS_S3`.

mod support;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;

use support::{ANSWERS, DRAFT, Office};

/// The body of the server's answer to a request without a signature, which it takes.
fn ask(method: &str, path: &str, body: &[u8]) -> String {
    let server = std::env::var("NEARMISS_S3").expect("run by scripts/with-s3");
    let mut stream = TcpStream::connect(&server).unwrap();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    assert!(answer.starts_with("HTTP/1.1 20"), "{method} {path}: {answer}");
    answer
}

fn keys(bucket: &str) -> Vec<String> {
    let listed = ask("GET", &format!("/{bucket}?list-type=2"), b"");
    listed.split("<Key>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

fn command(office: &Office, args: &[&str]) -> Command {
    let server = std::env::var("NEARMISS_S3").unwrap();
    let mut command = office.command(args);
    command.env("AWS_ENDPOINT_URL", format!("http://{server}")).env("AWS_REGION", "us-east-1");
    command.env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", "test");
    command.env_remove("NEARMISS_NOW");
    command
}

#[cfg(feature = "failpoints")]
#[test]
fn a_mixer_that_is_killed_loses_nothing_and_brings_nothing_back() {
    let mut office = Office::new();
    office.vault = "s3://killed";
    ask("PUT", "/killed", b"");
    let path = office.report("in", 1, ANSWERS);
    let bytes = std::fs::read(office.path("vault").join(&path)).unwrap();
    let run = |args: &[&str]| command(&office, args).status().unwrap().success();
    let mix = ["mix", "--hours", "0", "--least", "1"];
    let under = |start: &str| keys("killed").iter().filter(|key| key.starts_with(start)).count();
    // (where it is killed, what is where then)
    for (at, left) in [("object-moved", [1, 1, 0]), ("object-copied", [0, 1, 1])] {
        ask("PUT", &format!("/killed/{path}"), &bytes);
        assert!(!command(&office, &mix).env("NEARMISS_KILL_AT", at).status().unwrap().success());
        assert_eq!(["in/", "moving/", "reports/"].map(under), left, "{at}");
        // The next one ends it, unless a desk was quicker.
        if at == "object-moved" {
            assert!(run(&mix));
            assert_eq!(["in/", "moving/", "reports/"].map(under), [0, 0, 1], "{at}");
        }
        let queue = command(&office, &["queue", "--format", "json"]).output().unwrap().stdout;
        let queue: Vec<serde_json::Value> = serde_json::from_slice(&queue).unwrap();
        assert!(run(&["purge", queue[0]["ref"].as_str().unwrap(), "--as", "r-04"]));
        assert!(run(&mix));
        assert!(keys("killed").is_empty(), "{at}: {:?}", keys("killed"));
    }
}

#[test]
fn a_report_goes_through_a_bucket_and_nothing_of_it_stays_in_any_version() {
    let mut office = Office::new();
    office.vault = "s3://vault";
    ask("PUT", "/vault", b"");
    let versions = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    ask("PUT", "/vault?versioning", versions.as_bytes());
    for name in 1..=3 {
        let path = office.report("in", name, &ANSWERS.replace("a van", &format!("a van, number {name}")));
        ask("PUT", &format!("/vault/{path}"), &std::fs::read(office.path("vault").join(&path)).unwrap());
    }
    let run = |args: &[&str]| {
        let output = command(&office, args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    };
    assert_eq!(run(&["mix", "--hours", "0", "--least", "1"]), "moved 3, waiting 0");
    assert!(keys("vault").iter().all(|key| key.starts_with("reports/")));
    let waiting: Vec<serde_json::Value> = serde_json::from_str(&run(&["queue", "--format", "json"])).unwrap();
    let references: Vec<&str> = waiting.iter().map(|own| own["ref"].as_str().unwrap()).collect();
    office.write("draft.md", DRAFT);
    let id = run(&["stage1", references[0], "--as", "r-04", "--file", "draft.md"]);
    assert!(run(&["text", &id]).contains("[officer A]"));
    for reference in references {
        run(&["decline", reference, "--as", "r-04", "--reason", "a trial"]);
    }
    // Only the counts are left, and no older version of anything else.
    assert!(keys("vault").iter().all(|key| key.starts_with("work/ledger/")));
    let versions = ask("GET", "/vault?versions", b"");
    assert!(!versions.contains("<Key>reports/") && !versions.contains("<Key>in/"), "{versions}");
}
