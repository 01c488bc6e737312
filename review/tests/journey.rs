//! A report from the vault to the library, by command, and what must not happen on the way.

mod support;

use support::{ANSWERS, DRAFT, Office, finished};

#[test]
fn a_report_goes_from_the_vault_to_the_library() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let waiting = office.queue();
    let reference = waiting[0]["ref"].as_str().unwrap().to_owned();
    assert_eq!((waiting.len(), reference.len(), office.state().as_str()), (1, 16, "waiting"));
    assert_eq!((&waiting[0]["member"], &waiting[0]["id"]), (&"sworn".into(), &serde_json::Value::Null));
    assert!(office.done(&["open", &reference, "--as", "r-04"]).contains("Deputy Okonkwo"));
    office.write("draft.md", DRAFT);
    let id = office.done(&["stage1", &reference, "--as", "r-04", "--file", "draft.md"]);
    assert_eq!(office.state(), "stage1");
    office.write("final.md", &finished(&id));
    office.done(&["stage2", &id, "--as", "r-11", "--file", "final.md"]);
    assert_eq!(office.state(), "stage2");
    office.done(&["approve", &id, "--as", "r-11", "--stage", "content", "--key", "r-11.key"]);
    assert_eq!(office.state(), "countersign");
    office.done(&["approve", &id, "--as", "r-04", "--stage", "deidentification", "--key", "r-04.key"]);
    assert_eq!(office.state(), "ready");
    // Nothing is published yet, by one signature less than two as well.
    assert_eq!(office.refused(&["publish", "--as", "r-04"]), "release-unsigned");
    office.done(&["sign-release", "--as", "r-04", "--key", "r-04.key"]);
    office.done(&["sign-release", "--as", "r-04", "--key", "r-04.key"]);
    assert_eq!(office.refused(&["publish", &id, "--as", "r-04"]), "release-unsigned");
    office.done(&["sign-release", "--as", "r-11", "--key", "r-11.key"]);
    assert!(!office.git(&["-C", "review.git", "ls-tree", "-r", "main"]).contains(&id));
    assert_eq!(office.done(&["publish", "--as", "r-11"]), id);
    let files = office.git(&["-C", "review.git", "ls-tree", "-r", "--name-only", "main"]);
    for name in [
        format!("content/reports/{id}.md"),
        format!("content/approvals/{id}/content.txt.sig"),
        format!("content/approvals/{id}/deidentification.txt"),
        "content/releases/1.txt".to_owned(),
    ] {
        assert!(files.lines().any(|line| line == name), "{name}");
    }
    let commit = office.git(&["-C", "review.git", "log", "-1", "--format=%an %ae %aI %cI %P", "main"]);
    let parent = office.git(&["-C", "review.git", "rev-parse", "main^"]);
    let noon = "2026-11-25T12:00:00+00:00";
    let noon = if commit.contains("Z ") { "2026-11-25T12:00:00Z" } else { noon };
    assert_eq!(commit, format!("nearmiss service@nearmiss.invalid {noon} {noon} {parent}"));
    // Nothing of it is left but a row that says no more than is counted.
    assert!(office.queue().is_empty());
    assert!(office.objects("reports").is_empty());
    assert!(office.objects("work").iter().all(|name| name.starts_with("work/ledger/")));
    assert_eq!(office.git(&["-C", "review.git", "for-each-ref", "--format=%(refname)"]), "refs/heads/main");
}

#[test]
fn no_object_of_the_repository_holds_what_the_reporter_wrote() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let reference = office.queue()[0]["ref"].as_str().unwrap().to_owned();
    // A draft with a name in it is refused, and doesn't stay anywhere.
    office.write("draft.md", &DRAFT.replace("[officer A]", "Deputy Okonkwo"));
    assert_eq!(office.refused(&["stage1", &reference, "--as", "r-04", "--file", "draft.md"]), "identifier");
    office.ready(&reference);
    office.release();
    let all = office.git(&["-C", "review.git", "cat-file", "--batch-all-objects", "--batch-check"]);
    for object in all.lines().map(|line| line.split(' ').next().unwrap()) {
        let text = office.git(&["-C", "review.git", "cat-file", "-p", object]);
        assert!(!text.contains("Okonkwo") && !text.contains("Larkspur"), "{object}");
    }
    for name in office.objects("") {
        let bytes = std::fs::read(office.path("vault").join(&name)).unwrap();
        assert!(
            !String::from_utf8_lossy(&bytes).contains("Okonkwo") && bytes.len().is_multiple_of(65_536),
            "{name}"
        );
    }
}

#[test]
fn each_rule_stands_against_the_command_that_would_break_it() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let reference = office.queue()[0]["ref"].as_str().unwrap().to_owned();
    office.write("draft.md", DRAFT);
    let stage1 = |by| ["stage1", &reference, "--as", by, "--file", "draft.md"];
    assert_eq!(office.refused(&["stage1", "0123", "--as", "r-04", "--file", "draft.md"]), "unknown-report");
    assert_eq!(office.refused(&stage1("r-99")), "unknown-reviewer");
    assert_eq!(office.refused(&stage1("r-11")), "role");
    office.write("other.md", &DRAFT.replace("traffic-stop", "trafic-stop"));
    let wrong = ["stage1", &reference, "--as", "r-04", "--file", "other.md"];
    assert_eq!(office.refused(&wrong), "unknown-value");
    let stage2 = |by| ["stage2", &reference, "--as", by, "--file", "final.md"];
    office.write("final.md", DRAFT);
    assert_eq!(office.refused(&stage2("r-11")), "state");
    let id = office.done(&stage1("r-07"));
    // Who edited at stage 1 doesn't write at stage 2, and a text without its lessons isn't one.
    assert_eq!(office.refused(&stage2("r-07")), "same-person");
    assert_eq!(office.refused(&stage2("r-11")), "section-missing");
    office.write("final.md", &finished("nm-22222222"));
    assert_eq!(office.refused(&stage2("r-11")), "id-changed");
    office.write("final.md", &finished(&id).replace("publication", "sample: true\npublication"));
    assert_eq!(office.refused(&stage2("r-11")), "sample");
    office.write("final.md", &finished(&id));
    office.done(&stage2("r-11"));
    let sign = |by, stage, key| ["approve", &id, "--as", by, "--stage", stage, "--key", key];
    assert_eq!(office.refused(&sign("r-04", "deidentification", "r-04.key")), "state");
    assert_eq!(office.refused(&sign("r-07", "content", "r-07.key")), "same-person");
    assert_eq!(office.refused(&sign("r-11", "content", "r-04.key")), "key");
    office.done(&["hold", &id, "--as", "r-11", "--reason", "was it in the news?"]);
    assert_eq!(office.refused(&sign("r-11", "content", "r-11.key")), "on-hold");
    assert_eq!(office.refused(&["send-back", &id, "--as", "r-11"]), "reason");
    office.done(&["send-back", &id, "--as", "r-11", "--reason", "the van can be recognised"]);
    assert_eq!(office.state(), "waiting");
    assert_eq!(office.done(&stage1("r-04")), id);
    office.done(&stage2("r-11"));
    office.done(&sign("r-11", "content", "r-11.key"));
    office.done(&["recuse", &id, "--as", "r-07"]);
    assert_eq!(office.refused(&sign("r-07", "deidentification", "r-07.key")), "recused");
    office.done(&sign("r-04", "deidentification", "r-04.key"));
    // Who edited before the report was sent back is an editor still.
    let statement =
        office.git(&["-C", "review.git", "show", &format!("report/{id}:content/approvals/{id}/content.txt")]);
    assert!(statement.contains("editors: r-04 r-07"), "{statement}");
    office.done(&["send-back", &id, "--as", "r-04", "--reason", "one more look"]);
    assert_eq!(office.git(&["-C", "review.git", "for-each-ref", "--format=%(refname)"]), "refs/heads/main");
}

#[test]
fn reports_end_without_a_page_and_leave_a_count() {
    let office = Office::new();
    for (name, command) in [(1, "decline"), (2, "data-only")] {
        office.report("reports", name, ANSWERS);
        let reference = office.queue()[0]["ref"].as_str().unwrap().to_owned();
        office.done(&[command, &reference, "--as", "r-04", "--reason", "as agreed"]);
        assert!(office.queue().is_empty() && office.objects("reports").is_empty(), "{command}");
    }
    assert_eq!(office.objects("work").len(), 2);
}

#[test]
fn a_published_report_is_withdrawn_by_one() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let reference = office.queue()[0]["ref"].as_str().unwrap().to_owned();
    let id = office.ready(&reference);
    assert_eq!(office.refused(&["withdraw", &id, "--as", "r-07", "--key", "r-07.key"]), "unknown-report");
    office.release();
    office.done(&["withdraw", &id, "--as", "r-07", "--key", "r-07.key"]);
    let files = office.git(&["-C", "review.git", "ls-tree", "-r", "--name-only", "main"]);
    assert!(files.contains(&format!("content/withdrawn/{id}.txt.sig")));
    assert_eq!(office.refused(&["withdraw", &id, "--as", "r-07", "--key", "r-07.key"]), "withdrawn");
    let list = office.done(&["withdraw", &id, "--as", "r-07", "--key", "r-07.key", "--erase"]);
    assert!(list.contains(&format!("--path content/reports/{id}.md")) && list.contains("backups"), "{list}");
}

#[test]
fn a_draft_that_lacks_a_section_is_looked_through_all_the_same() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let reference = office.queue()[0]["ref"].as_str().unwrap().to_owned();
    for draft in [
        DRAFT.replace("A knife in the waistband\n", "What Deputy Okonkwo saw\n"),
        DRAFT.replace("a van.", "a van, plate 7KXR442."),
    ] {
        office.write("draft.md", &draft);
        assert_eq!(
            office.refused(&["stage1", &reference, "--as", "r-04", "--file", "draft.md"]),
            "identifier"
        );
    }
    let allow = "allow:\n  Deputy Okonkwo: a character of a training film\n  Okonkwo: the same\nactivity";
    office.write("draft.md", &DRAFT.replace("activity", allow).replace("[officer A]", "Deputy Okonkwo"));
    office.done(&["stage1", &reference, "--as", "r-04", "--file", "draft.md"]);
}

#[test]
fn two_reports_of_one_event_are_flagged_and_never_released_together() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    office.report("reports", 2, &ANSWERS.replace("Deputy Okonkwo and I", "My partner and I"));
    let waiting = office.queue();
    for own in &waiting {
        assert_eq!(own["flags"], serde_json::json!(["possible-repeat"]));
    }
    let ids: Vec<String> = waiting.iter().map(|own| office.ready(own["ref"].as_str().unwrap())).collect();
    let said = office.done(&["check", &ids[0]]);
    assert!(said.contains("it may tell of the same event as"), "{said}");
    office.release();
    let files = office.git(&["-C", "review.git", "ls-tree", "-r", "--name-only", "main"]);
    assert_eq!(ids.iter().filter(|id| files.contains(&format!("content/reports/{id}.md"))).count(), 1);
    // Nor does the one that waits point at the one that is published.
    let (first, second) = if files.contains(&ids[0]) { (&ids[0], &ids[1]) } else { (&ids[1], &ids[0]) };
    office.done(&["send-back", second, "--as", "r-11", "--reason", "one more link"]);
    let stage2 = ["stage2", second, "--as", "r-11", "--file", "final.md"];
    office.write(
        "final.md",
        &finished(second).replace("publication", &format!("related: [{first}]\npublication")),
    );
    assert_eq!(office.refused(&stage2), "repeat-linked");
    office.write("final.md", &finished(second));
    office.done(&stage2);
    for (by, stage) in [("r-11", "content"), ("r-04", "deidentification")] {
        office.done(&["approve", second, "--as", by, "--stage", stage, "--key", &format!("{by}.key")]);
    }
    office.release();
    assert!(office.queue().is_empty());
}

#[test]
fn a_roster_is_begun_and_followed_by_the_next() {
    let office = Office::new();
    let roster = |args: &[&str]| office.done(&[&["roster", "--content", "new"], args].concat());
    let add = |id, roles, out| roster(&["add", id, "--roles", roles, "--out", out, "--no-passphrase"]);
    assert_eq!(add("r-01", "deidentification,content", "one"), "written: roster 1");
    assert_eq!(add("r-02", "content", "two"), "written: roster 1");
    let root = roster(&["root"]);
    let refused = |args: &[&str]| office.refused(&[&["roster", "--content", "new"], args].concat());
    assert_eq!(refused(&["sign", "--as", "r-01", "--key", "one/signing_key"]), "roster-root");
    // What is released rests on the roster: from now on there is a next one.
    office.write("new/releases/1.txt", "");
    assert_eq!(roster(&["retire", "r-02"]), "written: roster 2");
    assert_eq!(add("r-03", "content", "three"), "written: roster 2");
    assert_eq!(
        roster(&["sign", "--as", "r-01", "--key", "one/signing_key"]),
        "roster 2: signed by 1 of the one before"
    );
    assert_eq!(refused(&["sign", "--as", "r-02", "--key", "one/signing_key"]), "key");
    assert_eq!(
        roster(&["sign", "--as", "r-02", "--key", "two/signing_key"]),
        "roster 2: signed by 2 of the one before"
    );
    assert_eq!(refused(&["sign", "--as", "r-03", "--key", "three/signing_key"]), "unknown-reviewer");
    assert_eq!(refused(&["retire", "r-02"]), "roster-standing");
    assert_eq!(roster(&["root"]), root);
    let said = office.run(&["roster", "--content", "new", "add", "r-04", "--out", "one", "--no-passphrase"]);
    assert!(String::from_utf8(said.stderr).unwrap().contains("the folder isn't empty"));
    let signers = std::fs::read_to_string(office.path("new/roster/allowed_signers")).unwrap();
    assert_eq!(signers.lines().count(), 3);
}
