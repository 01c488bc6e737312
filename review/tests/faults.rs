//! Killed at every named point: no report lost, none twice, none published early.

mod support;

use std::collections::BTreeSet;

use support::{ANSWERS, DRAFT, Office};

/// Runs a command that is killed at a point.
fn killed(office: &Office, at: &str, args: &[&str]) {
    let status = office.command(args).env("NEARMISS_KILL_AT", at).output().unwrap().status;
    assert_eq!(status.code(), None, "{args:?} was not killed at {at}: {status}");
}

#[test]
fn a_mixer_that_is_killed_loses_and_doubles_nothing() {
    for at in ["object-moved", "object-copied", "object-left", "one-mixed"] {
        let mut office = Office::new();
        let contents: BTreeSet<Vec<u8>> = (1..=6)
            .map(|name| std::fs::read(office.path("vault").join(office.report("in", name, ANSWERS))).unwrap())
            .collect();
        office.day = 20_000;
        for _ in 0..2 {
            killed(&office, at, &["mix", "--least", "1"]);
        }
        office.done(&["mix", "--least", "1"]);
        assert!(office.objects("in").is_empty() && office.objects("moving").is_empty());
        let moved = office.objects("reports");
        let there: BTreeSet<Vec<u8>> =
            moved.iter().map(|name| std::fs::read(office.path("vault").join(name)).unwrap()).collect();
        assert!(moved.len() == 6 && there == contents, "{at}");
    }
}

/// Runs a command that finds no room for a single byte once everything is opened; it must say so, and give up.
fn without_room(office: &Office, args: &[&str]) {
    let own = office.command(args);
    let mut command = std::process::Command::new("/bin/sh");
    // A file that outgrows the limit is an error to whoever ignores the signal, as on a full disk.
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]);
    command.arg(own.get_program()).args(own.get_args()).current_dir(office.path(""));
    command.envs(own.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = command.env("NEARMISS_FULL", "1").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
    assert!(said.contains("error: ") && said.contains("help: "), "{args:?}: {said}");
    let full = ["File too large", "No space left", "unable to write", "unable to create", "failed to write"];
    assert!(full.iter().any(|words| said.contains(words)), "{args:?}: {said}");
}

#[test]
fn a_full_disk_stops_each_step_and_loses_nothing() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let reference = office.queue()[0]["ref"].as_str().unwrap().to_owned();
    office.write("draft.md", DRAFT);
    let step = |args: &str| {
        let args: Vec<&str> = args.split(' ').collect();
        let before = office.state();
        without_room(&office, &args);
        assert_eq!(office.state(), before, "{args:?}");
        office.done(&args)
    };
    let id = step(&format!("stage1 {reference} --as r-04 --file draft.md"));
    office.write("final.md", &support::finished(&id));
    step(&format!("stage2 {id} --as r-11 --file final.md"));
    step(&format!("approve {id} --as r-11 --stage content --key r-11.key"));
    step(&format!("approve {id} --as r-04 --stage deidentification --key r-04.key"));
    step("sign-release --as r-04 --key r-04.key");
    step("sign-release --as r-11 --key r-11.key");
    assert_eq!(step("publish --as r-11"), id);
    assert!(office.queue().is_empty());
}

#[test]
fn a_publication_that_is_killed_is_finished_by_the_next() {
    for at in ["pushed", "published", "row-written"] {
        let (office, id) = Office::with_origin();
        killed(&office, at, &["publish", "--as", "r-04"]);
        assert_eq!(office.done(&["publish", "--as", "r-04"]), id, "{at}");
        for repository in ["review.git", "origin.git"] {
            let commits = office.git(&["-C", repository, "log", "--format=%s", "main"]);
            assert_eq!(commits, "Release 1\nThe library", "{at}: {repository}");
        }
        assert!(office.queue().is_empty(), "{at}");
        assert_eq!(office.objects("").len(), 1, "{at}: {:?}", office.objects(""));
        let left = office.git(&["-C", "review.git", "for-each-ref", "--format=%(refname)", "refs/heads"]);
        assert_eq!(left, "refs/heads/main", "{at}");
    }
}

#[test]
fn a_decision_that_is_killed_was_taken_or_wasn_t() {
    for at in ["object-written", "object-linked"] {
        let office = Office::new();
        office.report("reports", 1, ANSWERS);
        let reference = office.queue()[0]["ref"].as_str().unwrap().to_owned();
        office.write("draft.md", support::DRAFT);
        killed(&office, at, &["stage1", &reference, "--as", "r-04", "--file", "draft.md"]);
        let state = office.state();
        assert!(state == if at == "object-linked" { "stage1" } else { "waiting" }, "{at}: {state}");
        office.done(&["stage1", &reference, "--as", "r-04", "--file", "draft.md"]);
        assert_eq!(office.state(), "stage1");
    }
}

#[test]
fn work_that_is_sealed_anew_and_killed_is_all_there() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let reference = office.queue()[0]["ref"].as_str().unwrap().to_owned();
    let id = office.ready(&reference);
    for _ in 0..3 {
        killed(&office, "resealed", &["reseal"]);
        assert_eq!((office.queue().len(), office.state().as_str()), (1, "ready"));
    }
    office.done(&["reseal"]);
    assert_eq!(office.queue()[0]["id"].as_str(), Some(id.as_str()));
}

#[test]
fn a_hand_over_that_is_killed_is_there_once_or_not_at_all() {
    for (at, wanted) in [("object-written", "waiting"), ("object-linked", "stage1")] {
        let office = Office::new();
        office.report("reports", 1, ANSWERS);
        let reference = office.queue()[0]["ref"].as_str().unwrap().to_owned();
        office.write("draft.md", DRAFT);
        let stage1 = ["stage1", &reference, "--as", "r-04", "--file", "draft.md"];
        killed(&office, at, &stage1);
        assert_eq!(office.state(), wanted, "{at}");
        office.done(&stage1);
        assert_eq!(office.state(), "stage1", "{at}");
    }
}
