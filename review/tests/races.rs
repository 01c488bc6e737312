//! What two do at the same moment: one of them sees a vault and a library that have changed already.

mod support;

use review::act;
use review::refusal::Stop;
use review::sign::SigningKey;
use support::{ANSWERS, DRAFT, Office};

fn reference(office: &Office) -> String {
    office.queue()[0]["ref"].as_str().unwrap().to_owned()
}

/// The rule that stands against it.
fn rule<T>(done: Result<T, Stop>) -> &'static str {
    match done {
        Err(Stop::Refused(refusal)) => refusal.rule,
        Err(Stop::Failed(message, _)) => panic!("{message}"),
        Ok(_) => "none",
    }
}

#[test]
fn what_another_desk_sealed_anew_is_not_gone() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let name = reference(&office);
    let desk = office.desk();
    // This desk knows the original by a name that it has no more.
    office.done(&["reseal"]);
    assert!(act::hold(&desk, &name, "r-04", "is the year right?").unwrap().held.is_some());
}

#[test]
fn a_report_that_is_stopped_while_it_is_published_is_not_published() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let id = office.ready(&reference(&office));
    for by in ["r-04", "r-11"] {
        office.done(&["sign-release", "--as", by, "--key", &format!("{by}.key")]);
    }
    let desk = office.desk();
    office.done(&["hold", &id, "--as", "r-07", "--reason", "was it in the news?"]);
    assert_eq!(rule(act::publish(&desk, "r-04", None)), "release-changed");
    assert_eq!(office.git(&["-C", "review.git", "log", "--format=%s", "main"]), "The library");
    office.done(&["resume", &id, "--as", "r-07", "--reason", "it wasn't"]);
    office.done(&["publish", "--as", "r-04"]);
}

#[test]
fn nothing_that_is_written_about_a_deleted_report_stays() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let id = office.ready(&reference(&office));
    office.done(&["send-back", &id, "--as", "r-07", "--reason", "the year is wrong"]);
    office.done(&["stage2", &id, "--as", "r-11", "--file", "final.md"]);
    let (drafting, signing) = (office.desk(), office.desk());
    office.done(&["decline", &id, "--as", "r-07", "--reason", "it can't be made safe"]);
    assert_eq!(rule(act::save_draft(&drafting, &id, "r-11", DRAFT)), "too-late");
    let key = SigningKey::at_terminal(&office.path("r-11.key"));
    let signed = act::approve(&signing, &id, "r-11", approvals::Stage::Content, &key, "");
    assert_eq!(rule(signed), "too-late");
    assert!(office.objects("").iter().all(|name| name.starts_with("work/ledger/")));
    assert_eq!(office.git(&["-C", "review.git", "for-each-ref", "--format=%(refname)"]), "refs/heads/main");
    let left = office.git(&[
        "-C",
        "review.git",
        "cat-file",
        "--batch-check=%(objecttype) %(objectname)",
        "--batch-all-objects",
    ]);
    for object in left.lines().filter_map(|line| line.strip_prefix("blob ")) {
        let text = office.git(&["-C", "review.git", "cat-file", "blob", object]);
        assert!(!text.contains("A knife in the waistband"), "{text}");
    }

    // A desk that looks for the first time while another deletes.
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let mut looking = office.desk();
    office.done(&["purge", &reference(&office), "--as", "r-04"]);
    assert_eq!(looking.note_listed(usize::MAX).unwrap(), 0);
    assert!(office.objects("").is_empty());
}

#[test]
fn two_who_draft_at_stage_1_leave_somebody_for_the_lessons() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let name = reference(&office);
    office.done(&["recuse", &name, "--as", "r-11"]);
    act::save_draft(&office.desk(), &name, "r-04", DRAFT).unwrap();
    let second = act::save_draft(&office.desk(), &name, "r-07", DRAFT);
    assert_eq!(rule(second), "nobody-left");
}

#[test]
fn a_release_that_was_begun_for_another_quarter_gets_its_second_signature() {
    let mut office = Office::new();
    office.report("reports", 1, ANSWERS);
    office.ready(&reference(&office));
    office.done(&["sign-release", "--as", "r-04", "--key", "r-04.key", "--period", "2026-q3"]);
    office.done(&["sign-release", "--as", "r-11", "--key", "r-11.key"]);
    office.done(&["publish", "--as", "r-04"]);
    let manifest = office.git(&["-C", "review.git", "show", "main:content/releases/1.txt"]);
    assert!(manifest.contains("2026-q3"), "{manifest}");
    // Begun on the last day of a quarter.
    office.report("reports", 2, ANSWERS);
    office.ready(&reference(&office));
    office.day = 36;
    office.done(&["sign-release", "--as", "r-04", "--key", "r-04.key"]);
    office.day = 37;
    office.done(&["sign-release", "--as", "r-11", "--key", "r-11.key"]);
    office.done(&["publish", "--as", "r-04"]);
}

/// Whoever seals by hand can fill a report beyond what is sealed here.
#[test]
fn a_report_that_can_not_be_sealed_anew_stops_none_of_the_others() {
    let office = Office::new();
    let first = office.report("reports", 1, ANSWERS);
    let large = serde_json::json!({"version": 1, "filling": "x".repeat(61_000)}).to_string();
    let large = seal::seal_work(large.as_bytes(), &office.recipients()).unwrap();
    let name = format!("reports/{}", "00".repeat(16));
    std::fs::write(office.path("vault").join(&name), large).unwrap();
    office.done(&["hold", &reference(&office), "--as", "r-04", "--reason", "is the year right?"]);
    let output = office.run(&["reseal"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.contains(&name) && said.contains("too large"), "{said}");
    let left = office.objects("reports");
    assert!(left == [name] && !left.contains(&first));
    assert_eq!(office.queue().len(), 2);
}

/// `main` was rewritten where it is published, and this clone goes on with what was there before.
#[test]
fn a_library_that_was_rewritten_is_told_of() {
    let (office, _) = Office::with_origin();
    let tree = office.git(&["-C", "origin.git", "rev-parse", "main^{tree}"]);
    let other = office.git(&["-C", "origin.git", "commit-tree", &tree, "-m", "Another beginning"]);
    office.git(&["-C", "origin.git", "update-ref", "refs/heads/main", &other]);
    let output = office.run(&["queue"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && said.contains("somebody rewrote it"), "{said}");
}
