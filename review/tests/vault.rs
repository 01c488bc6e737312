//! What lies in the vault: what comes in, what is moved, sealed anew and deleted.

mod support;

use support::{ANSWERS, DRAFT, Office};

#[test]
fn what_is_no_report_is_set_aside_and_stops_nobody() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    office.report("reports", 2, r#"{"version":1,"decoy":true}"#);
    office.report("reports", 3, "He said so.");
    office.write("vault/reports/04040404040404040404040404040404", "not sealed");
    let output = office.run(&["queue", "--format", "json"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.matches("set aside").count(), 2, "{told}");
    // The decoy went when it was opened.
    assert_eq!(office.queue().len(), 1);
    assert_eq!(office.objects("reports").len(), 3);
}

#[test]
fn the_mixer_moves_what_is_old_enough_in_company_and_under_new_names() {
    let mut office = Office::new();
    for name in 1..=4 {
        office.report("in", name, ANSWERS);
    }
    assert_eq!(office.done(&["mix"]), "moved 0, waiting 4");
    // The vault's clock is the file system's, which knows when these were made: today.
    office.day = 20_000;
    assert_eq!(office.done(&["mix"]), "moved 0, waiting 4");
    office.report("in", 5, ANSWERS);
    let before = office.objects("in");
    assert_eq!(office.done(&["mix"]), "moved 5, waiting 0");
    let after = office.objects("reports");
    assert_eq!((office.objects("in").len(), after.len()), (0, 5));
    assert!(after.iter().all(|name| !before.contains(&name.replace("reports/", "in/"))));
}

#[test]
fn a_report_is_deleted_ninety_days_after_a_desk_first_listed_it() {
    let mut office = Office::new();
    office.report("reports", 1, ANSWERS);
    let reference = office.queue()[0]["ref"].as_str().unwrap().to_owned();
    office.write("draft.md", DRAFT);
    office.done(&["stage1", &reference, "--as", "r-04", "--file", "draft.md"]);
    for (day, flag) in [(12, "due"), (21, "overdue"), (60, "deleted-soon")] {
        office.day = day;
        let waiting = office.queue();
        let flags: Vec<&str> =
            waiting[0]["flags"].as_array().unwrap().iter().filter_map(|flag| flag.as_str()).collect();
        assert!(flags.contains(&flag) && waiting[0]["age_days"] == day, "{day}: {waiting:?}");
    }
    office.day = 90;
    assert!(office.queue().is_empty());
    assert!(office.objects("").is_empty());
}

#[test]
fn what_is_sealed_anew_is_still_the_same_report() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let reference = office.queue()[0]["ref"].as_str().unwrap().to_owned();
    let id = office.ready(&reference);
    let before = office.objects("");
    assert_eq!(office.done(&["reseal"]), format!("sealed {} objects anew", before.len()));
    let after = office.objects("");
    assert!(after.len() == before.len() && after.iter().all(|name| !before.contains(name)));
    assert_eq!(
        (office.state().as_str(), office.queue()[0]["ref"].as_str()),
        ("ready", Some(reference.as_str()))
    );
    office.done(&["reseal"]);
    assert!(office.done(&["open", &id, "--as", "r-04"]).contains("Okonkwo"));
    office.release();
    assert!(office.objects("work").iter().all(|name| name.starts_with("work/ledger/")));
}
