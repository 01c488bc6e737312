//! Kills at every point and at random, senders that do everything wrong, and what must hold all the same: each report
//! that was acknowledged is in the vault once, whole, and opens.
//!
//! `cargo test -p intake-fn --features failpoints --test faults`; `NEARMISS_REPORTS` sets how many are sent under kills, `NEARMISS_IDLE`
//! how many connections do nothing.

mod support;

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use support::{Program, filler, objects, opened, request, sealed, ticket, try_send};

/// Every failpoint of the folder vault, in the order in which they are reached.
const POINTS: [&str; 6] = ["created", "written", "synced", "linked", "cleared", "folder-synced"];

#[test]
fn a_kill_at_any_point_loses_and_doubles_nothing() {
    for point in POINTS {
        let program = Program::start_in(tempfile::tempdir().unwrap(), &[("NEARMISS_KILL_AT", point)]);
        let own = ticket(program.address).unwrap();
        let body = sealed(r#"{"answers":{"what_happened":"A door."}}"#);
        assert_eq!(
            try_send(program.address, &own, &body),
            None,
            "{point}: no answer, so nothing is acknowledged"
        );
        let folder = program.ended();
        for (_, object) in objects(folder.path()) {
            assert_eq!(object, body, "{point}: what lies there is whole");
        }
        // The browser sends the same bytes under the same ticket again.
        let again = Program::start_in(folder, &[]);
        let status = try_send(again.address, &own, &body);
        assert!(matches!(status, Some(201 | 409)), "{point}: {status:?}");
        let stored = objects(again.folder.path());
        assert_eq!(stored.len(), 1, "{point}: once");
        assert_eq!(opened(&stored[0].1)["answers"]["what_happened"], "A door.");
        let left = std::fs::read_dir(again.folder.path().join("vault/unfinished")).unwrap().count();
        assert_eq!(left, 0, "{point}: nothing half written stays");
    }
}

/// Senders that behave as the browser does, while the process is killed again and again.
#[test]
fn reports_under_random_kills_are_each_there_once() {
    let wanted: u64 = std::env::var("NEARMISS_REPORTS").map_or(400, |number| number.parse().unwrap());
    let mut program = Program::start();
    let address = Arc::new(Mutex::new(program.address));
    let done = Arc::new(AtomicBool::new(false));
    let senders: Vec<_> = (0..8)
        .map(|own| {
            let (address, first) = (Arc::clone(&address), own);
            std::thread::spawn(move || {
                (first..wanted).step_by(8).for_each(|number| deliver(&address, &filler(number)));
            })
        })
        .collect();
    let killer_done = Arc::clone(&done);
    let killed_address = Arc::clone(&address);
    let killer = std::thread::spawn(move || {
        let mut kills = 0_u64;
        while !killer_done.load(Ordering::Relaxed) {
            // Not in step with anything: between a few and some hundred milliseconds.
            std::thread::sleep(Duration::from_millis(5 + (kills * 7919) % 180));
            program = Program::start_in(program.kill(), &[]);
            *killed_address.lock().unwrap() = program.address;
            kills += 1;
        }
        (program, kills)
    });
    for sender in senders {
        sender.join().unwrap();
    }
    done.store(true, Ordering::Relaxed);
    let (program, kills) = killer.join().unwrap();
    let stored: Vec<Vec<u8>> = objects(program.folder.path()).into_iter().map(|(_, object)| object).collect();
    let distinct: BTreeSet<&Vec<u8>> = stored.iter().collect();
    assert_eq!(stored.len(), distinct.len(), "none twice");
    for number in 0..wanted {
        assert!(distinct.contains(&filler(number)), "report {number} is missing after {kills} kills");
    }
    assert_eq!(stored.len() as u64, wanted);
    assert!(kills > 2, "{kills} kills are no test");
}

/// Until it is received: the same bytes under the same ticket.
fn deliver(address: &Mutex<SocketAddr>, body: &[u8]) {
    let to = || *address.lock().unwrap();
    let own = loop {
        if let Some(own) = ticket(to()) {
            break own;
        }
        std::thread::yield_now();
    };
    while !matches!(try_send(to(), &own, body), Some(201 | 409)) {
        std::thread::yield_now();
    }
}

/// The process's resident memory, in MiB.
fn resident(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

fn connect(to: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(to).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream
}

#[test]
fn slow_endless_and_idle_connections_leave_the_others_served() {
    let program = Program::start();
    let to = program.address;
    let idle = std::env::var("NEARMISS_IDLE").map_or(2_000, |number| number.parse().unwrap());
    let mut open: Vec<TcpStream> = (0..idle).map(|_| connect(to)).collect();
    // Heads that never end, bodies that never come, bodies that never end.
    for stream in &mut open[..200] {
        stream.write_all(b"POST /intake/sealed HTTP/1.1\r\nhost: x\r\nx: ").unwrap();
    }
    let own = ticket(to).unwrap();
    for stream in &mut open[200..400] {
        let head = "POST /intake/sealed HTTP/1.1\r\nhost: x\r\ncontent-type: application/age\r\ncontent-length: 65536";
        write!(stream, "{head}\r\nnearmiss-ticket: {own}\r\n\r\nage").unwrap();
    }
    let mut endless = connect(to);
    endless
        .write_all(b"POST /intake/form HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ntransfer-encoding: chunked\r\n\r\n")
        .unwrap();
    let chunk = [b"4000\r\n".to_vec(), vec![b'x'; 0x4000], b"\r\n".to_vec()].concat();
    let taken = (0..64_000).take_while(|_| endless.write_all(&chunk).is_ok()).count();
    assert!(taken < 1_000, "an endless body is ended: {taken} chunks of 16 KiB went");
    let begun = Instant::now();
    for number in 0..50 {
        let own = ticket(to).unwrap();
        assert_eq!(try_send(to, &own, &filler(number)), Some(201));
    }
    assert!(begun.elapsed() < Duration::from_secs(20), "the others are served");
    let memory = resident(program.id());
    assert!(memory < 128, "{memory} MiB with {idle} connections");
    // A head that doesn't come ends its connection.
    let mut rest = Vec::new();
    open[0].read_to_end(&mut rest).unwrap();
}

#[test]
fn a_full_disk_takes_nothing_and_leaves_nothing_half_written() {
    let program = Program::start();
    let to = program.address;
    let own = ticket(to).unwrap();
    program.room("32768");
    for _ in 0..3 {
        assert_eq!(support::try_send(to, &own, &filler(1)), Some(503));
    }
    assert!(objects(program.folder.path()).is_empty());
    assert_eq!(std::fs::read_dir(program.folder.path().join("vault/unfinished")).unwrap().count(), 0);
    program.room("unlimited");
    assert_eq!(support::try_send(to, &own, &filler(1)), Some(201));
    assert_eq!(objects(program.folder.path())[0].1, filler(1));
}

#[test]
fn a_slow_disk_keeps_its_sender_waiting_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let at = format!("written:{}", pipe.display());
    let program = Program::start_in(folder, &[("NEARMISS_WAIT_AT", &at)]);
    let to = program.address;
    let own = ticket(to).unwrap();
    let sender = std::thread::spawn(move || support::try_send(to, &own, &filler(1)));
    // Whoever opens the pipe to write waits until the report is that far.
    let open = std::fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    assert!(objects(program.folder.path()).is_empty() && !sender.is_finished());
    assert_eq!(request(to, "GET", "/intake/health", &[], b"").status, 200);
    assert!(ticket(to).is_some());
    drop(open);
    assert_eq!(sender.join().unwrap(), Some(201));
    assert_eq!(objects(program.folder.path()).len(), 1);
}

#[test]
fn a_bomb_is_never_unpacked_and_malformed_forms_end_in_words() {
    let program = Program::start();
    let to = program.address;
    let form = ("content-type", "application/x-www-form-urlencoded");
    let packed = [form, ("content-encoding", "gzip")];
    assert_eq!(request(to, "POST", "/intake/form", &packed, &[0x1f, 0x8b, 8, 0]).status, 415);
    let many = "a&".repeat(90_000);
    let nested = "what_happened[a][b]=".repeat(5_000);
    for body in ["", "&&&&", "=", "%", "%zz=%", "what_happened=%ff%fe", "ticket=%00", &many, &nested] {
        let answer = request(to, "POST", "/intake/form", &[form], body.as_bytes());
        assert!(matches!(answer.status, 400 | 422), "{} for {:.20}", answer.status, body);
        assert!(answer.text().contains("Title of no-ticket"), "{body:.20}");
    }
    let head = "x".repeat(100_000);
    let answer = support::try_request(to, "GET", "/intake/health", &[("x", &head)], b"");
    assert!(answer.is_none_or(|answer| matches!(answer.status, 400 | 431)));
    assert_eq!(request(to, "GET", "/intake/health", &[], b"").status, 200);
}

/// A panic's own message may quote what was sent; ours says only where.
#[test]
fn a_panic_says_nothing_of_the_request() {
    let program = Program::start_in(tempfile::tempdir().unwrap(), &[("NEARMISS_PANIC_AT", "form")]);
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let answer =
        support::try_request(program.address, "POST", "/intake/form", &form, b"what_happened=MARKTYPED");
    assert_eq!(answer, None);
    // One request that fails doesn't take the others along.
    assert_eq!(request(program.address, "GET", "/intake/health", &[], b"").status, 200);
    let (folder, _) = program.end();
    let log = std::fs::read_to_string(folder.path().join("stderr")).unwrap();
    assert!(log.starts_with("error: nearmiss-intake failed at ") && log.lines().count() == 1, "{log}");
    assert!(!log.contains("MARKTYPED"));
}
