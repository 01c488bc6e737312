//! Rosters that change while work is under way: somebody comes, somebody leaves, a key is compromised.

mod support;

use support::{ANSWERS, Office};

fn reference(office: &Office) -> String {
    office.queue()[0]["ref"].as_str().unwrap().to_owned()
}

/// An office that has released: until then the first roster may still change.
fn begun() -> Office {
    let office = Office::new();
    office.release();
    pulled(&office);
    office
}

/// The library's own checkout, as the review repository has it now.
fn pulled(office: &Office) {
    office.git(&["-C", "library", "pull", "--quiet", "--ff-only", "../review.git", "main"]);
}

fn roster(office: &Office, args: &[&str]) -> String {
    office.done(&[&["roster", "--content", "library/content"], args].concat())
}

fn sign(office: &Office, by: &str) -> String {
    roster(office, &["sign", "--as", by, "--key", &format!("{by}.key")])
}

/// The next roster on `main`, signed by two.
fn put(office: &Office, signers: [&str; 2]) {
    for by in signers {
        sign(office, by);
    }
    office.git(&["-C", "library", "add", "--all"]);
    office.git(&["-C", "library", "commit", "--quiet", "-m", "The next roster"]);
    office.git(&["-C", "library", "push", "--quiet", "../review.git", "main"]);
}

#[test]
fn what_was_signed_under_an_older_roster_is_signed_again() {
    let office = begun();
    office.report("reports", 1, ANSWERS);
    let id = office.ready(&reference(&office));
    roster(&office, &["add", "r-09", "--roles", "content", "--out", "new", "--no-passphrase"]);
    put(&office, ["r-04", "r-07"]);
    assert_eq!(office.state(), "stage2");
    assert!(office.queue()[0]["flags"].as_array().unwrap().iter().any(|flag| flag == "sign-again"));
    office.done(&["approve", &id, "--as", "r-11", "--stage", "content", "--key", "r-11.key"]);
    assert_eq!(office.state(), "countersign");
    office.done(&["approve", &id, "--as", "r-04", "--stage", "deidentification", "--key", "r-04.key"]);
    office.release();
    assert!(office.queue().is_empty());
    let statement =
        office.git(&["-C", "review.git", "show", &format!("main:content/approvals/{id}/content.txt")]);
    assert!(statement.contains("roster: 2"), "{statement}");
}

#[test]
fn a_roster_is_changed_until_two_vouch_for_it() {
    let office = begun();
    let add = |id: &str| roster(&office, &["add", id, "--roles", "content", "--out", id, "--no-passphrase"]);
    add("r-08");
    assert_eq!(sign(&office, "r-04"), "roster 2: signed by 1 of the one before");
    // What one signed is void with the change.
    assert_eq!(add("r-09"), "written: roster 2");
    assert_eq!(sign(&office, "r-11"), "roster 2: signed by 1 of the one before");
    put(&office, ["r-04", "r-11"]);
    assert_eq!(roster(&office, &["compromised", "r-11"]), "written: roster 3");
    // Whom it calls compromised doesn't vouch for it; nor does who left before.
    let refused = |by: &str, key: &str| {
        office.refused(&["roster", "--content", "library/content", "sign", "--as", by, "--key", key])
    };
    assert_eq!(refused("r-11", "r-11.key"), "unknown-reviewer");
    put(&office, ["r-04", "r-07"]);
    roster(&office, &["retire", "r-04"]);
    assert_eq!(refused("r-11", "r-11.key"), "unknown-reviewer");
    assert_eq!(sign(&office, "r-04"), "roster 4: signed by 1 of the one before");
    assert!(office.queue().is_empty());
}

#[test]
fn what_a_compromised_key_signed_is_taken_back_step_by_step() {
    let office = Office::new();
    for name in 1..=2 {
        office.report("reports", name, &ANSWERS.replace("a van", &format!("a van, number {name}")));
    }
    let references: Vec<String> =
        office.queue().iter().map(|own| own["ref"].as_str().unwrap().to_owned()).collect();
    let ids: Vec<String> = references.iter().map(|reference| office.ready(reference)).collect();
    // Two that may tell of the same event are released one after the other.
    office.release();
    office.release();
    assert!(office.queue().is_empty());
    pulled(&office);
    roster(&office, &["compromised", "r-04"]);
    put(&office, ["r-11", "r-07"]);
    for id in &ids {
        office.done(&["withdraw", id, "--as", "r-07", "--key", "r-07.key"]);
    }
    for by in ["r-07", "r-11"] {
        office.done(&["sign-release", "--as", by, "--key", &format!("{by}.key")]);
    }
    office.done(&["publish", "--as", "r-11"]);
    pulled(&office);
    let root = roster(&office, &["root"]);
    let content = office.path("library/content");
    let findings = generator::gate::examine(&content, root.parse().unwrap()).unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}
