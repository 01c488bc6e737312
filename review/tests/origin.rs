//! Where the library is pushed to: a forge that protects `main`, and a network that is lost.

mod support;

use std::os::unix::fs::PermissionsExt as _;

use support::Office;

fn hook(office: &Office, name: &str, script: &str) {
    let path = format!("origin.git/hooks/{name}");
    office.write(&path, &format!("#!/bin/sh\n{script}\n"));
    std::fs::set_permissions(office.path(&path), std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// A publication that doesn't succeed, and deletes nothing: what it says.
fn not_published(office: &Office) -> String {
    let before = office.objects("");
    let output = office.run(&["publish", "--as", "r-04"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!((office.state().as_str(), office.objects("")), ("ready", before));
    said
}

/// Published once, in both repositories, and nothing of it is left under review.
fn published(office: &Office) {
    for repository in ["review.git", "origin.git"] {
        let commits = office.git(&["-C", repository, "log", "--format=%s", "main"]);
        assert_eq!(commits, "Release 1\nThe library", "{repository}");
    }
    assert!(office.queue().is_empty());
    assert!(office.objects("").iter().all(|name| name.starts_with("work/ledger/")));
    let left = office.git(&["-C", "review.git", "for-each-ref", "--format=%(refname)", "refs/heads"]);
    assert_eq!(left, "refs/heads/main");
}

#[test]
fn a_forge_that_protects_main_gets_a_pull_request_and_nothing_is_deleted_before_it_is_merged() {
    let (mut office, id) = Office::with_origin();
    hook(&office, "update", "if [ \"$1\" = refs/heads/main ]; then echo main is protected; exit 1; fi");
    let said = not_published(&office);
    assert!(said.contains("main is protected") && said.contains("nearmiss.pullRequests true"), "{said}");

    office.git(&["-C", "review.git", "config", "nearmiss.pullRequests", "true"]);
    let lines = format!("{id}\npull request: from the branch `release/1` of `origin` to its `main`");
    assert_eq!(office.done(&["publish", "--as", "r-04"]), lines);
    hook(&office, "post-receive", "echo To ask for it:; echo '   https://forge.example/new/release/1'");
    // On another day it is another commit, which takes the first one's place.
    office.day = 1;
    let lines = format!("{id}\npull request: https://forge.example/new/release/1");
    assert_eq!(office.done(&["publish", "--as", "r-04"]), lines);
    assert_eq!(office.state(), "ready");
    assert_eq!(office.git(&["-C", "review.git", "log", "--format=%s", "main"]), "The library");

    // A report that is stopped takes its release back, so that nobody merges it.
    let proposed = || office.git(&["-C", "origin.git", "branch", "--list", "release/1"]);
    assert!(!proposed().is_empty());
    office.done(&["hold", &id, "--as", "r-07", "--reason", "was it in the news?"]);
    assert_eq!(proposed(), "");
    assert_eq!(office.refused(&["publish", "--as", "r-04"]), "on-hold");
    office.done(&["send-back", &id, "--as", "r-07", "--reason", "it wasn't"]);
    assert_eq!(office.state(), "stage1");
    office.done(&["stage2", &id, "--as", "r-11", "--file", "final.md"]);
    office.done(&["approve", &id, "--as", "r-11", "--stage", "content", "--key", "r-11.key"]);
    office.done(&["approve", &id, "--as", "r-04", "--stage", "deidentification", "--key", "r-04.key"]);
    for by in ["r-04", "r-11"] {
        office.done(&["sign-release", "--as", by, "--key", &format!("{by}.key")]);
    }
    assert_eq!(office.done(&["publish", "--as", "r-04"]), lines);

    // Merged as forges do, by a commit of their own.
    let tree = office.git(&["-C", "origin.git", "rev-parse", "release/1^{tree}"]);
    let merged = office.git(&["-C", "origin.git", "commit-tree", &tree, "-p", "main", "-m", "Release 1"]);
    office.git(&["-C", "origin.git", "update-ref", "refs/heads/main", &merged]);
    assert_eq!(office.done(&["publish", "--as", "r-11"]), id);
    published(&office);
    let withdrawn = office.done(&["withdraw", &id, "--as", "r-07", "--key", "r-07.key"]);
    assert_eq!(withdrawn, "pull request: https://forge.example/new/release/1\nwithdrawn when it is merged");
    assert!(office.git(&["-C", "origin.git", "branch", "--list"]).contains(&format!("withdraw/{id}")));
}

#[test]
fn a_network_lost_in_mid_push_publishes_once_or_not_at_all() {
    // Lost before the other side took it.
    let (office, id) = Office::with_origin();
    hook(&office, "pre-receive", "kill -9 $PPID");
    not_published(&office);
    std::fs::remove_file(office.path("origin.git/hooks/pre-receive")).unwrap();
    assert_eq!(office.done(&["publish", "--as", "r-04"]), id);
    published(&office);

    // Lost after it, before the answer.
    let (office, id) = Office::with_origin();
    hook(&office, "post-receive", "kill -9 $PPID");
    let output = office.run(&["publish", "--as", "r-04"]);
    if output.status.code() == Some(2) {
        assert_eq!(office.done(&["publish", "--as", "r-04"]), id);
    }
    published(&office);

    // Not there at all: the queue can be worked on all the same.
    let (office, id) = Office::with_origin();
    std::fs::rename(office.path("origin.git"), office.path("elsewhere.git")).unwrap();
    assert!(not_published(&office).contains("`origin` doesn't answer"));
    std::fs::rename(office.path("elsewhere.git"), office.path("origin.git")).unwrap();
    assert_eq!(office.done(&["publish", "--as", "r-04"]), id);
    published(&office);
}

/// Whoever can push to where the library is published could read all that is written from then on.
#[test]
fn nothing_is_sealed_to_a_roster_that_nobody_signed() {
    let (office, _) = Office::with_origin();
    office.done(&["publish", "--as", "r-04"]);
    let roster = office.git(&["-C", "origin.git", "show", "main:content/roster/1.yaml"]);
    let stranger = seal::KeyPair::generate().recipient;
    let own = std::fs::read_to_string(office.path("r-11.recipient")).unwrap();
    let changed = roster.replace(own.trim(), &stranger);
    assert_ne!(changed, roster);
    office.git(&["clone", "--quiet", "origin.git", "intruder"]);
    let before = office.git(&["-C", "review.git", "rev-parse", "main"]);
    for name in ["2.yaml", "1.yaml"] {
        office.git(&["-C", "intruder", "reset", "--quiet", "--hard", &before]);
        office.write(&format!("intruder/content/roster/{name}"), &changed);
        office.git(&["-C", "intruder", "add", "--all"]);
        office.git(&["-C", "intruder", "commit", "--quiet", "-m", "A roster"]);
        office.git(&["-C", "intruder", "push", "--quiet", "--force", "origin", "HEAD:main"]);
        office.git(&["-C", "review.git", "fetch", "--quiet", "origin", "+main:main"]);
        let output = office.run(&["queue"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("nothing is sealed to its keys"), "{said}");
    }
    office.git(&["-C", "review.git", "update-ref", "refs/heads/main", &before]);
    office.git(&["-C", "origin.git", "update-ref", "refs/heads/main", &before]);
    assert!(office.run(&["queue"]).status.success());
}

/// Another desk may have published it: nothing is deleted until that is known.
#[test]
fn what_is_signed_outlives_its_time_while_nobody_can_ask_whether_it_is_published() {
    let (mut office, _) = Office::with_origin();
    office.day = 60;
    assert_eq!(office.queue().len(), 1);
    std::fs::rename(office.path("origin.git"), office.path("elsewhere.git")).unwrap();
    office.day = 90;
    assert_eq!(office.queue().len(), 1, "the queue can be worked on all the same");
    std::fs::rename(office.path("elsewhere.git"), office.path("origin.git")).unwrap();
    assert!(office.queue().is_empty());
}
