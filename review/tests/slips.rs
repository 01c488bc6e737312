//! What people do by mistake, two at once, or with a wrong clock: nothing is lost, and nobody is told what isn't true.

mod support;

use support::{ANSWERS, DRAFT, Office};

fn reference(office: &Office) -> String {
    office.queue()[0]["ref"].as_str().unwrap().to_owned()
}

#[test]
fn a_wrong_clock_deletes_nothing() {
    let mut office = Office::new();
    office.report("reports", 1, ANSWERS);
    // A machine whose clock was never set is the first to list it.
    let mut command = office.command(&["queue"]);
    assert!(command.env("NEARMISS_NOW", "946684800").status().unwrap().success());
    assert_eq!(office.queue().len(), 1);
    // One that is a hundred days ahead says that the end is near, and deletes nothing; nor does the right one then.
    for day in [100, 0, 1] {
        office.day = day;
        assert_eq!(office.queue().len(), 1, "day {day}");
    }
    // One that is a year ahead is the first to list it; then it goes as all others.
    let mut office = Office::new();
    office.report("reports", 1, ANSWERS);
    for (day, left) in [(365, 1), (0, 1), (1, 1), (61, 1), (89, 1), (91, 0)] {
        office.day = day;
        assert_eq!(office.queue().len(), left, "day {day}");
    }
    // A vault that nobody looked into: a week after the first look.
    let mut office = Office::new();
    office.report("reports", 1, ANSWERS);
    for (day, left) in [(0, 1), (120, 1), (126, 1), (127, 0)] {
        office.day = day;
        assert_eq!(office.queue().len(), left, "day {day}");
    }
    assert!(office.objects("").is_empty());
}

#[test]
fn what_is_clarified_goes_on_with_its_signatures() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let id = office.ready(&reference(&office));
    assert_eq!(office.refused(&["resume", &id, "--as", "r-04", "--reason", "there is nothing"]), "state");
    office.done(&["hold", &id, "--as", "r-04", "--reason", "is the year right?"]);
    assert!(office.queue()[0]["flags"].as_array().unwrap().iter().any(|flag| flag == "on-hold"));
    assert_eq!(office.refused(&["resume", &id, "--as", "r-04"]), "reason");
    office.done(&["resume", &id, "--as", "r-04", "--reason", "it is"]);
    assert_eq!(office.state(), "ready");
    office.release();
    assert!(office.queue().is_empty());
}

#[test]
fn two_who_edit_at_stage_1_leave_somebody_for_the_lessons() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let reference = reference(&office);
    office.write("draft.md", DRAFT);
    let by = |who: &'static str| ["stage1", reference.as_str(), "--as", who, "--file", "draft.md"];
    let id = office.done(&by("r-04"));
    // Somebody else's hand-over is never replaced without a word.
    assert_eq!(office.refused(&by("r-07")), "state");
    office.done(&["send-back", &id, "--as", "r-07", "--reason", "the street is in it"]);
    // r-11 writes lessons and is left.
    office.done(&by("r-07"));
    office.done(&["recuse", &id, "--as", "r-11"]);
    office.done(&["send-back", &id, "--as", "r-04", "--reason", "once more"]);
    let other = office.report("reports", 2, ANSWERS);
    assert!(other.starts_with("reports/"));
    let new = office.queue().into_iter().find(|own| own["id"].is_null()).unwrap();
    let new = new["ref"].as_str().unwrap().to_owned();
    office.done(&["recuse", &new, "--as", "r-11"]);
    let args = |who: &'static str| ["stage1", new.as_str(), "--as", who, "--file", "draft.md"];
    assert_eq!(office.refused(&args("r-07")), "nobody-left", "r-07 is the only one left for the lessons");
    office.done(&args("r-04"));
}

#[cfg(feature = "failpoints")]
#[test]
fn what_is_in_the_library_is_not_declined_but_withdrawn() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let id = office.ready(&reference(&office));
    for by in ["r-04", "r-11"] {
        office.done(&["sign-release", "--as", by, "--key", &format!("{by}.key")]);
    }
    // Killed right after the library has it, before anything was deleted.
    let mut command = office.command(&["publish", "--as", "r-04"]);
    assert!(!command.env("NEARMISS_KILL_AT", "published").status().unwrap().success());
    for end in ["decline", "data-only", "purge", "send-back", "hold", "lessons-only"] {
        assert_eq!(office.refused(&[end, &id, "--as", "r-04", "--reason", "too recognizable"]), "published");
    }
    // To end what was begun publishes no other report.
    office.report("reports", 2, ANSWERS);
    let new = office.queue().into_iter().find(|own| own["id"].is_null()).unwrap();
    let other = office.ready(new["ref"].as_str().unwrap());
    assert_eq!(office.refused(&["publish", &other, "--as", "r-04"]), "release-unsigned");
    assert_eq!((office.queue().len(), office.outcomes()), (1, vec!["published".to_owned()]));
    office.done(&["decline", &other, "--as", "r-04", "--reason", "a trial"]);
    assert_eq!(office.outcomes(), ["declined", "published"]);
}

#[cfg(feature = "failpoints")]
#[test]
fn what_is_left_of_a_published_report_ends_by_itself_or_when_it_was_withdrawn() {
    let published = || {
        let office = Office::new();
        office.report("reports", 1, ANSWERS);
        let id = office.ready(&reference(&office));
        for by in ["r-04", "r-11"] {
            office.done(&["sign-release", "--as", by, "--key", &format!("{by}.key")]);
        }
        let mut command = office.command(&["publish", "--as", "r-04"]);
        assert!(!command.env("NEARMISS_KILL_AT", "published").status().unwrap().success());
        (office, id)
    };
    let (mut office, _) = published();
    for (day, left) in [(60, 1), (89, 1), (90, 0)] {
        office.day = day;
        assert_eq!(office.queue().len(), left, "day {day}");
    }
    assert_eq!(office.outcomes(), ["published"]);
    assert!(office.objects("reports").is_empty());
    let (office, id) = published();
    office.done(&["withdraw", &id, "--as", "r-07", "--key", "r-07.key"]);
    office.done(&["purge", &id, "--as", "r-04"]);
    assert!(office.queue().is_empty());
}

#[cfg(feature = "failpoints")]
#[test]
fn what_ends_a_report_is_what_is_counted() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let id = office.ready(&reference(&office));
    let mut command = office.command(&["decline", &id, "--as", "r-04", "--reason", "a trial"]);
    assert!(!command.env("NEARMISS_KILL_AT", "row-written").status().unwrap().success());
    assert_eq!(office.outcomes(), ["declined"]);
    office.release();
    assert_eq!(office.outcomes(), ["published"]);
}

#[test]
fn a_hold_is_lifted_by_nothing_else() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let reference = reference(&office);
    office.write("draft.md", DRAFT);
    let hold = |name: &str| office.done(&["hold", name, "--as", "r-07", "--reason", "was it in the news?"]);
    let resume = |name: &str| office.done(&["resume", name, "--as", "r-07", "--reason", "it wasn't"]);
    hold(&reference);
    let first = ["stage1", &reference, "--as", "r-04", "--file", "draft.md"];
    assert_eq!(office.refused(&first), "on-hold");
    resume(&reference);
    let id = office.done(&first);
    office.write("final.md", &support::finished(&id));
    hold(&id);
    let second = ["stage2", &id, "--as", "r-11", "--file", "final.md"];
    assert_eq!(office.refused(&second), "on-hold");
    resume(&id);
    office.done(&second);
    // Whoever stays away from it doesn't end it either.
    office.done(&["recuse", &id, "--as", "r-07"]);
    assert_eq!(office.refused(&["purge", &id, "--as", "r-07"]), "recused");
}

#[test]
fn only_a_batch_says_that_something_was_reviewed_elsewhere() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let reference = reference(&office);
    office.write("draft.md", &DRAFT.replace("publication: full", "publication: full\nsource_id: x"));
    assert_eq!(
        office.refused(&["stage1", &reference, "--as", "r-04", "--file", "draft.md"]),
        "source-id",
        "what identifies would be let through"
    );
}

#[test]
fn what_was_signed_and_never_released_goes_as_all_else() {
    let mut office = Office::new();
    office.report("reports", 1, ANSWERS);
    let id = office.ready(&reference(&office));
    office.done(&["hold", &id, "--as", "r-04", "--reason", "is it a repeat?"]);
    for (day, left) in [(60, 1), (89, 1), (90, 0)] {
        office.day = day;
        assert_eq!(office.queue().len(), left, "day {day}");
    }
    assert!(office.objects("").is_empty());
    assert!(!office.git(&["-C", "review.git", "branch", "--list"]).contains(&id));
}

#[test]
fn a_release_that_lacks_what_is_asked_for_is_not_published() {
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let id = office.ready(&reference(&office));
    office.report("reports", 2, &ANSWERS.replace("a van", "a bus"));
    let queue = office.queue();
    let other = queue.iter().find(|own| own["id"] != id.as_str()).unwrap()["ref"].as_str().unwrap();
    for by in ["r-04", "r-11"] {
        office.done(&["sign-release", "--as", by, "--key", &format!("{by}.key")]);
    }
    assert_eq!(office.refused(&["publish", other, "--as", "r-04"]), "not-released");
    assert_eq!(office.done(&["publish", &id, "--as", "r-04"]), id);
}
