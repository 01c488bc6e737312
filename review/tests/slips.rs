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
    for end in ["decline", "data-only", "purge"] {
        assert_eq!(office.refused(&[end, &id, "--as", "r-04", "--reason", "too recognizable"]), "published");
    }
    office.done(&["publish", "--as", "r-04"]);
    assert!(office.queue().is_empty());
}

#[test]
fn what_another_desk_sealed_anew_is_not_gone() {
    use review::{act, published::Published, repository::Repository, vault, work::Store};
    let office = Office::new();
    office.report("reports", 1, ANSWERS);
    let name = reference(&office);
    let keys = std::fs::read_to_string(office.path("r-04.txt")).unwrap();
    let repository = Repository::new(&office.path("review.git"));
    let published = Published::read(&repository).unwrap();
    let place = office.path("vault").display().to_string();
    let store = Store::new(
        vault::open(&place).unwrap(),
        seal::Identity::parse(&keys).unwrap(),
        published.recipients(),
    );
    let today = "2026-11-25".parse().unwrap();
    let desk = act::Review::open(store, repository, published, today, &|| {}).unwrap();
    // This desk knows the original by a name that it has no more.
    office.done(&["reseal"]);
    assert!(act::hold(&desk, &name, "r-04", "is the year right?").unwrap().held.is_some());
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
