//! The contract of the intake over HTTP, on the program as a process.

mod support;

use std::net::SocketAddr;

use support::{Answer, Program, filler, objects, opened, request, sealed, ticket, try_send};

const AGE: (&str, &str) = ("content-type", "application/age");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn send(to: SocketAddr, ticket: &str, body: &[u8]) -> u16 {
    try_send(to, ticket, body).unwrap()
}

fn post_form(to: SocketAddr, body: &str) -> Answer {
    request(to, "POST", "/intake/form", &[FORM], body.as_bytes())
}

fn form_ticket(to: SocketAddr) -> String {
    let page = request(to, "GET", "/intake/form", &[], b"").text();
    page.split_once("name=\"ticket\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned()
}

#[test]
fn a_sealed_report_is_received_once_and_only_its_recipient_opens_it() {
    let program = Program::start();
    let given = request(program.address, "GET", "/intake/ticket", &[], b"").json();
    assert_eq!((&given["bits"], &given["seconds"]), (&0.into(), &7200.into()));
    let body = sealed(
        r#"{"version":1,"questionnaire":"1.0","depth":"basic","answers":{"what_happened":"A door."}}"#,
    );
    let ticket = given["ticket"].as_str().unwrap();
    assert_eq!(send(program.address, ticket, &body), 201);
    // The answer was lost and the browser sends again: these very bytes are here.
    assert_eq!(send(program.address, ticket, &body), 409);
    // Other bytes under the same ticket are another report: a person who corrected something loses nothing.
    assert_eq!(send(program.address, ticket, &filler(1)), 201);
    let stored = objects(program.folder.path());
    assert_eq!(stored.len(), 2);
    let (name, object) = stored.iter().find(|(_, object)| *object == body).unwrap();
    assert!(name.len() == 32 && name.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)));
    assert_eq!(opened(object)["answers"]["what_happened"], "A door.");
    let report = seal::SealedReport::from_bytes(object.clone()).unwrap();
    assert_eq!(seal::open(&report, &support::other_key()), Err(seal::OpenError::WrongKey));
}

/// Method, headers, body, and the status and reason of the answer.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [u8], u16, &'a str);

/// Method, type, length, ticket, proof, cap, store: what is wrong first is said.
#[test]
fn what_is_wrong_is_said_in_the_order_of_the_contract() {
    let program = Program::start_in(tempfile::tempdir().unwrap(), &[("NEARMISS_BITS", "8")]);
    let to = program.address;
    let good = filler(1);
    let own = ticket(to).unwrap();
    let ticket = ("nearmiss-ticket", own.as_str());
    let of_the_form = form_ticket(to);
    let long = vec![b'x'; good.len() + 1];
    let cases: &[Case<'_>] = &[
        ("GET", &[], b"", 405, "method"),
        ("PUT", &[AGE, ticket], &good, 405, "method"),
        ("POST", &[("content-type", "text/plain")], &long, 415, "type"),
        ("POST", &[], &good, 415, "type"),
        ("POST", &[AGE, ("content-encoding", "gzip")], &good, 415, "type"),
        ("POST", &[AGE], &long, 413, "too-large"),
        ("POST", &[AGE, ("content-length", "99999999999999999999")], b"", 400, ""),
        ("POST", &[AGE], b"short", 400, "not-a-report"),
        ("POST", &[AGE, ticket], &vec![b'x'; good.len()], 400, "not-a-report"),
        ("POST", &[AGE], &good, 400, "no-ticket"),
        ("POST", &[AGE, ("nearmiss-ticket", "nonsense")], &good, 400, "no-ticket"),
        ("POST", &[AGE, ("nearmiss-ticket", &of_the_form)], &good, 403, "foreign-ticket"),
        ("POST", &[AGE, ticket], &good, 403, "proof"),
        ("POST", &[AGE, ticket, ("nearmiss-proof", "-1")], &good, 403, "proof"),
    ];
    for (method, headers, body, status, error) in cases {
        let answer = request(to, method, "/intake/sealed", headers, body);
        assert_eq!(answer.status, *status, "{method} {headers:?}");
        if !error.is_empty() {
            assert_eq!(answer.json()["error"], *error, "{method} {headers:?}");
            assert_eq!(answer.json()["message"], format!("Message of {error}."));
        }
    }
    assert_eq!(request(to, "GET", "/intake/sealed", &[], b"").header("allow"), Some("POST"));
    assert!(objects(program.folder.path()).is_empty());
    let hash = seal::proof::body_hash(&good);
    let proof = seal::proof::Search::new(&own, &hash, 8).step(1 << 20).unwrap().to_string();
    let whole = request(to, "POST", "/intake/sealed", &[AGE, ticket, ("nearmiss-proof", &proof)], &good);
    assert_eq!((whole.status, whole.json()["received"].as_bool()), (201, Some(true)));
}

#[test]
fn a_ticket_whose_time_is_over_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let early = Program::start_in(folder, &[("NEARMISS_NOW", "1800000000")]);
    let sealed_ticket = ticket(early.address).unwrap();
    let form = form_ticket(early.address);
    let late = Program::start_in(early.kill(), &[("NEARMISS_NOW", "1800090000")]);
    assert_eq!(send(late.address, &sealed_ticket, &filler(1)), 410);
    let answer = post_form(late.address, &format!("ticket={form}&what_happened=A+door"));
    assert_eq!(answer.status, 410);
    assert!(answer.text().contains("Title of ticket-ended"));
    assert!(answer.text().contains(">A door</textarea>"), "what was typed stays");
    let renewed =
        answer.text().split_once("name=\"ticket\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    assert_ne!(renewed, form);
    assert_eq!(post_form(late.address, &format!("ticket={renewed}&what_happened=A+door")).status, 201);
}

#[test]
fn a_form_without_javascript_is_sealed_and_received_once() {
    let program = Program::start();
    let to = program.address;
    let own = form_ticket(to);
    let body = format!(
        "ticket={own}&member=sworn&what_happened=A+door%0D%0Aopened%21&led_up=+&activity=arrest&hazard_type=fall&hazard_type=animal&weather=&other=x"
    );
    let first = post_form(to, &body);
    assert_eq!((first.status, first.text().as_str()), (201, "<title>Received</title>"));
    let again = post_form(to, &body);
    assert_eq!(again.status, 409);
    assert!(again.text().contains("Title of already-received"));
    let stored = objects(program.folder.path());
    assert_eq!(stored.len(), 1);
    assert_eq!(
        opened(&stored[0].1),
        serde_json::json!({"version": 1, "questionnaire": "1.0", "depth": "basic", "answers": {
            "member": "sworn", "what_happened": "A door\nopened!", "activity": ["arrest"], "hazard_type": ["fall", "animal"],
        }})
    );
    let other = form_ticket(to);
    assert_eq!(post_form(to, &format!("ticket={other}&weather=fog")).status, 201);
    let detailed = objects(program.folder.path()).into_iter().find(|object| *object != stored[0]).unwrap();
    assert_eq!(opened(&detailed.1)["depth"], "detailed");
}

#[test]
fn an_empty_form_and_one_that_is_too_long_come_back_with_all_that_was_typed() {
    let program = Program::start();
    let to = program.address;
    let own = form_ticket(to);
    let empty = post_form(to, &format!("ticket={own}&member=sworn&what_happened=+%0D%0A"));
    assert_eq!(empty.status, 422);
    assert!(
        empty.text().starts_with("<title>Error: Form</title><div>Title of empty: Message of empty.</div>")
    );
    assert!(empty.text().contains(&own), "the ticket stays");
    let long = "%F0%9F%9A%93".repeat(16_000);
    let answer = post_form(to, &format!("ticket={own}&what_happened={long}&activity=arrest&led_up=%3Cb%3E"));
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Title of too-long"));
    assert!(answer.text().contains(&"🚓".repeat(16_000)));
    assert!(
        answer.text().contains("value=\"arrest\" checked>")
            && answer.text().contains(">&lt;b&gt;</textarea>")
    );
    assert_eq!(post_form(to, &"x".repeat(400_000)).status, 413);
    assert!(objects(program.folder.path()).is_empty());
}

#[test]
fn who_is_not_of_law_enforcement_is_thanked_and_nothing_is_stored() {
    let program = Program::start();
    let answer = post_form(program.address, "member=no&what_happened=I+saw+it");
    assert_eq!((answer.status, answer.text().as_str()), (200, "<title>Thank you</title>"));
    assert!(objects(program.folder.path()).is_empty());
}

#[test]
fn the_answers_to_two_reports_are_the_same_bytes() {
    let program = Program::start();
    let to = program.address;
    let without_date = |answer: &Answer| {
        let head: Vec<&str> = answer.head.lines().filter(|line| !line.starts_with("date:")).collect();
        (head.join("\n"), answer.body.clone())
    };
    let html = ("accept", "text/html");
    let sealed_answer = |number| {
        let own = ticket(to).unwrap();
        let headers = [AGE, html, ("nearmiss-ticket", own.as_str()), ("nearmiss-proof", "0")];
        without_date(&request(to, "POST", "/intake/sealed", &headers, &filler(number)))
    };
    assert_eq!(sealed_answer(1), sealed_answer(2));
    assert!(sealed_answer(3).1.starts_with(b"<title>Received"));
    let form_answer = |text: &str| {
        without_date(&post_form(to, &format!("ticket={}&what_happened={text}", form_ticket(to))))
    };
    assert_eq!(form_answer("a"), form_answer("something+much+longer"));
}

#[test]
fn a_person_gets_a_page_a_program_gets_json_and_neither_is_kept() {
    let program = Program::start();
    let page = request(program.address, "POST", "/intake/sealed", &[AGE, ("accept", "text/html,*/*")], b"x");
    assert_eq!(page.text(), "<title>Title of not-a-report</title><p>Message of not-a-report.</p>");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let json = request(program.address, "POST", "/intake/nowhere", &[], b"x");
    assert_eq!(
        (json.status, json.text().as_str()),
        (404, r#"{"error":"not-found","message":"Message of not-found."}"#)
    );
    for answer in [page, json] {
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(answer.header("content-security-policy"), Some("default-src 'none'; form-action 'self'"));
    }
    let health = request(program.address, "GET", "/intake/health", &[], b"");
    assert_eq!((health.status, health.text().as_str()), (200, "ok"));
}

#[test]
fn caps_turn_everybody_away_alike_and_say_when_to_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start_with(folder, &[], &["--most-form", "1"]);
    let to = program.address;
    assert_eq!(post_form(to, &format!("ticket={}&what_happened=a", form_ticket(to))).status, 201);
    let own = form_ticket(to);
    let answer = post_form(to, &format!("ticket={own}&what_happened=b"));
    assert_eq!(answer.status, 429);
    let wait: u64 = answer.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=61).contains(&wait));
    assert!(answer.text().contains(">b</textarea>") && answer.text().contains(&own));
}

#[test]
fn what_is_sent_again_takes_nobodys_place() {
    let more = ["--most-sealed", "3", "--most-form", "3"];
    let program = Program::start_with(tempfile::tempdir().unwrap(), &[], &more);
    let to = program.address;
    let (own, form) = (ticket(to).unwrap(), form_ticket(to));
    assert_eq!(send(to, &own, &filler(1)), 201);
    let form = format!("ticket={form}&what_happened=A+door");
    assert_eq!(post_form(to, &form).status, 201);
    for _ in 0..10 {
        assert_eq!(send(to, &own, &filler(1)), 409);
        assert_eq!(post_form(to, &form).status, 409);
    }
    assert_eq!(send(to, &ticket(to).unwrap(), &filler(2)), 201);
    assert_eq!(post_form(to, &format!("ticket={}&what_happened=B", form_ticket(to))).status, 201);
    // A process that has just started remembers nothing, and finds it in the vault.
    let program = Program::start_with(program.end().0, &[], &more);
    for _ in 0..10 {
        assert_eq!(send(program.address, &own, &filler(1)), 409);
    }
    assert_eq!(send(program.address, &ticket(program.address).unwrap(), &filler(3)), 201);
}

#[test]
fn a_vault_that_takes_nothing_is_never_reported_as_received() {
    let program = Program::start();
    let to = program.address;
    let own = ticket(to).unwrap();
    let form = form_ticket(to);
    std::fs::remove_dir_all(program.folder.path().join("vault")).unwrap();
    assert_eq!(send(to, &own, &filler(1)), 503);
    let answer = post_form(to, &format!("ticket={form}&what_happened=A+door"));
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains(">A door</textarea>") && answer.header("retry-after").is_some());
    std::fs::create_dir_all(program.folder.path().join("vault/in")).unwrap();
    std::fs::create_dir_all(program.folder.path().join("vault/unfinished")).unwrap();
    assert_eq!(send(to, &own, &filler(1)), 201);
    assert_eq!(post_form(to, &format!("ticket={form}&what_happened=A+door")).status, 201);
}
