//! The function under a small Runtime API: from an event of API Gateway to an object, and what it makes of a store that
//! fails.

#[path = "support/aws.rs"]
mod aws;
mod support;

use aws::Does::{Hangs, Sleeps, Status};
use aws::{FakeS3, Function, event};
use serde_json::Value;
use support::filler;

struct Intake {
    store: FakeS3,
    function: Function,
}

impl Intake {
    fn start() -> Self {
        let store = FakeS3::start();
        // Another binary can be named: the one that is deployed.
        let program = std::env::var("NEARMISS_FUNCTION");
        let program = program.as_deref().unwrap_or(env!("CARGO_BIN_EXE_nearmiss-intake"));
        let function = Function::start(program, store.address, &[]);
        Self { store, function }
    }

    fn ticket(&self) -> String {
        let answer = self.function.invoke(event("GET", "/intake/ticket", &[], b""));
        assert_eq!(answer["statusCode"], 200);
        let given: Value = serde_json::from_str(answer["body"].as_str().unwrap()).unwrap();
        given["ticket"].as_str().unwrap().to_owned()
    }

    fn send(&self, ticket: &str, body: &[u8]) -> Value {
        let headers =
            [("content-type", "application/age"), ("nearmiss-ticket", ticket), ("nearmiss-proof", "0")];
        self.function.invoke(event("POST", "/intake/sealed", &headers, body))
    }
}

#[test]
fn cold_and_warm_a_report_becomes_an_object() {
    let intake = Intake::start();
    for number in 0..20 {
        let answer = intake.send(&intake.ticket(), &filler(number));
        assert_eq!(answer["statusCode"], 201, "{answer}");
        assert_eq!(answer["headers"]["cache-control"], "no-store");
    }
    let stored = intake.store.take_seen();
    assert_eq!(stored.len(), 20);
    for (number, seen) in (0..).zip(&stored) {
        assert_eq!(seen.body, filler(number));
        let name = seen.line.strip_prefix("PUT /vault/in/").unwrap().split(['?', ' ']).next().unwrap();
        assert!(name.len() == 32 && name.bytes().all(|b| b.is_ascii_hexdigit()), "{name}");
    }
}

/// What the store answers, try by try, and what the sender hears.
#[test]
fn only_a_yes_of_the_store_is_reported_as_received() {
    let cases: &[(&[aws::Does], u16, usize)] = &[
        (&[Status(200)], 201, 1),
        (&[Status(412)], 409, 1),
        (&[Status(500), Status(503), Status(200)], 201, 3),
        // A conflict is two at once: neither a yes nor a no. Then it is there, whoever put it there.
        (&[Status(409), Status(412)], 409, 2),
        (&[Status(409), Status(200)], 201, 2),
        (&[Hangs, Status(412)], 409, 2),
        (&[Hangs, Status(200)], 201, 2),
        (&[Status(403), Status(403), Status(403), Status(403)], 503, 4),
        (&[Status(503), Status(503), Status(503), Status(503)], 503, 4),
        (&[Status(409), Status(409), Status(409), Status(409)], 503, 4),
    ];
    let intake = Intake::start();
    let own = intake.ticket();
    for (number, (does, status, tries)) in (0..).zip(cases) {
        intake.store.will(does);
        let answer = intake.send(&own, &filler(number));
        assert_eq!(answer["statusCode"], *status, "{does:?}: {answer}");
        let seen = intake.store.take_seen();
        assert_eq!(seen.len(), *tries, "{does:?}");
        assert!(
            seen.iter().all(|again| again.line == seen[0].line && again.body == seen[0].body),
            "the same object each time"
        );
    }
}

/// The gateway gives up after 29 seconds: the sender hears from the function before that.
#[test]
fn a_store_that_never_answers_is_given_up_while_the_sender_still_listens() {
    let intake = Intake::start();
    let own = intake.ticket();
    intake.store.will(&[Sleeps, Status(412)]);
    assert_eq!(intake.send(&own, &filler(1))["statusCode"], 409);
    intake.store.take_seen();
    intake.store.will(&[Sleeps; 4]);
    let before = std::time::Instant::now();
    assert_eq!(intake.send(&own, &filler(2))["statusCode"], 503);
    assert_eq!(intake.store.take_seen().len(), 4);
    assert!(before.elapsed().as_secs() < 29);
}

#[test]
fn a_function_without_its_settings_says_what_is_missing() {
    for (name, value, wanted) in [
        ("NEARMISS_BUCKET", "", "`NEARMISS_BUCKET`"),
        ("NEARMISS_TICKET_SECRET", "short", "openssl rand -hex 32"),
        ("NEARMISS_FORM", "/nowhere/form.json", "there is no form in `/nowhere/form.json`"),
        ("NEARMISS_BITS", "many", "`NEARMISS_BITS`"),
    ] {
        let store = FakeS3::start();
        let mut function =
            Function::start(env!("CARGO_BIN_EXE_nearmiss-intake"), store.address, &[(name, value)]);
        assert_eq!(function.ended(), Some(2));
        let log = std::fs::read_to_string(function.log.path()).unwrap();
        assert!(log.starts_with("error: ") && log.contains(wanted), "{log}");
    }
}
