//! An imported library, approved at once by one statement that two sign.

mod support;

use support::Office;

fn imported(id: &str, old: &str) -> String {
    format!(
        "---\nid: {id}\nsource_id: {old}\ntitle: An old report\ntaxonomy_version: \"1.0\"\npublication: full\n---\n\n\
         ## Takeaway\n\nLook twice.\n\n## Event summary\n\nWe looked twice before we opened the door of shed {old}.\n"
    )
}

#[test]
fn a_batch_that_two_signed_is_released_and_its_pages_say_where_it_was_reviewed() {
    let office = Office::new();
    for (id, old) in [("nm-22222222", "old-1"), ("nm-33333333", "old-2")] {
        office.write(&format!("imported/{id}.md"), &imported(id, old));
    }
    office.write("imported/rejected.csv", "line,source_id,reason\n");
    let sign = |by: &'static str, more: &[&str]| {
        office.done(&[&["batch", "--as", by, "--key", &format!("{by}.key")], more].concat())
    };
    assert_eq!(office.refused(&["batch", "--as", "r-04", "--key", "r-04.key"]), "batch");
    assert_eq!(office.refused(&["batch", "imported", "--as", "r-04", "--key", "r-11.key"]), "key");
    let one = "batch 1 of 2 imported reports; signed by r-04; it takes two people of the roster in force, one for \
               each stage";
    assert_eq!(sign("r-04", &["imported"]), one);
    // The same person twice is one person, and nothing of it is released.
    assert_eq!(sign("r-04", &[]), one);
    assert_eq!(office.refused(&["publish", "--as", "r-04"]), "release-unsigned");
    // What somebody else signed isn't thrown away by the way.
    office.write("others/nm-44444444.md", &imported("nm-44444444", "old-3"));
    let others = ["batch", "others", "--as", "r-11", "--key", "r-11.key"];
    assert_eq!(office.refused(&others), "batch");
    office.done(&[&others[..], &["--replace"]].concat());
    assert_eq!(sign("r-04", &["imported", "--replace"]), one);
    // A file that changed since: the first signature is void.
    office.write("imported/nm-33333333.md", &imported("nm-33333333", "old-2").replace("twice", "once"));
    assert!(sign("r-11", &["imported", "--replace"]).contains("signed by r-11; it takes two"));
    let both = "batch 1 of 2 imported reports; signed by r-04 r-11; the next release takes it";
    assert_eq!(sign("r-04", &[]), both);
    let released = office.done(&["sign-release", "--as", "r-04", "--key", "r-04.key"]);
    assert!(released.contains("batch 1 of 2 imported reports; signed by r-04"), "{released}");
    office.done(&["sign-release", "--as", "r-11", "--key", "r-11.key"]);
    assert_eq!(office.done(&["publish", "--as", "r-04"]), "nm-22222222\nnm-33333333");
    let files = office.git(&["-C", "review.git", "ls-tree", "-r", "--name-only", "main"]);
    for name in ["reports/nm-33333333.md", "approvals/batches/1.txt", "approvals/batches/1.txt.sig"] {
        assert!(files.lines().any(|line| line == format!("content/{name}")), "{files}");
    }
    let text = office.git(&["-C", "review.git", "show", "main:content/reports/nm-33333333.md"]);
    assert!(text.contains("We looked once"), "{text}");
    let refs = office.git(&["-C", "review.git", "for-each-ref", "--format=%(refname)"]);
    assert_eq!(refs, "refs/heads/main");
    // What is published already isn't imported again.
    assert_eq!(office.refused(&["batch", "imported", "--as", "r-04", "--key", "r-04.key"]), "batch");
}

#[test]
fn only_imported_reports_are_approved_in_a_batch() {
    let office = Office::new();
    office.write(
        "imported/nm-22222222.md",
        &imported("nm-22222222", "old-1").replace("source_id: old-1\n", ""),
    );
    let batch = ["batch", "imported", "--as", "r-04", "--key", "r-04.key"];
    let refused = office.run(&batch);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1), "{said}");
    office.write(
        "imported/nm-22222222.md",
        &imported("nm-22222222", "old-1").replace("taxonomy_version: \"1.0\"\n", ""),
    );
    assert_eq!(office.refused(&batch), "missing-key");
    office.write("nothing/readme.txt", "");
    assert_eq!(office.refused(&["batch", "nothing", "--as", "r-04", "--key", "r-04.key"]), "batch");
}
