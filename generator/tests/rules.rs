//! One case and one snapshot for each rule about more than a single report.

mod library;

use std::collections::BTreeSet;
use std::path::Path;

use library::{Library, report};

const PAGE: &str = "---\ntitle: About\ndescription: What this is.\n---\n\n## Why\n\n";

fn page(library: &Library, text: &str) {
    library.write("content/pages/about.md", &format!("{PAGE}{text}\n"));
}

fn related(library: &Library, ids: &str) {
    library.write(
        "content/reports/nm-22222222.md",
        &report("nm-22222222", "a knife", &format!("related: [{ids}]\n")),
    );
}

/// Two reviewers with keys that nobody has.
const ROSTER: &str = "reviewers:\n  - id: r-01\n    roles: [content]\n    recipient: \
    age13j9tyr9snm0uvlacmvds74jul7sqxg93mkq8qn7zmcxveq2pkq0q3rszrt\n  - id: r-02\n    roles: [deidentification]\n    recipient: \
    age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e\n";

/// One more than a report has room for.
fn many_reviewers() -> String {
    let age = bech32::Hrp::parse("age").unwrap();
    let key = |number: u8| bech32::encode::<bech32::Bech32>(age, &[number; 32]).unwrap();
    let one = |number| format!("  - id: r-{number}\n    recipient: {}\n", key(number));
    format!("reviewers:\n{}", (0..21).map(one).collect::<Vec<_>>().concat())
}

type Case = (&'static str, fn(&Library));

const CASES: &[Case] = &[
    ("allow-reason", |library| {
        let allow = "allow:\n  Sergeant Wojcik: as Deputy Okonkwo of Larch Hollow Rd agreed\n";
        library.write("content/reports/nm-55555555.md", &report("nm-55555555", "a locked door", allow));
    }),
    ("allow-unused", |library| {
        let allow = "allow:\n  Sergeant Wojcik: an author of textbooks\n";
        library.write("content/reports/nm-55555555.md", &report("nm-55555555", "a locked door", allow));
    }),
    ("broken-anchor", |library| page(library, "See [why](/about/#wy).")),
    ("broken-link", |library| page(library, "See [it](/abuot/).")),
    ("duplicate-id", |library| {
        library.write("content/reports/nm-55555555.md", &report("nm-22222222", "a second one", ""));
    }),
    ("duplicate-title", |library| {
        library.write("content/reports/nm-55555555.md", &report("nm-55555555", "a knife", ""));
    }),
    ("hard-word", |library| page(library, "Prior to the search they utilized gloves.")),
    ("identifier", |library| {
        let named =
            report("nm-55555555", "a locked door", "allow:\n  Larch Hollow Rd: a road that every town has\n")
                .replace(
                    "told it.",
                    "told Deputy Okonkwo at 2315 hrs on Larch Hollow Rd. I am the only diver in the county. \
                     Mail john\\.miller\\@example\\.org.",
                )
                .replace("publication", "# from Deputy Wojcik\npublication");
        library.write("content/reports/nm-55555555.md", &named);
    }),
    ("link-address", |library| page(library, "See [it](ftp://example.org/x) and ![it](/photo.png).")),
    ("long-sentence", |library| page(library, &"and then another thing happened ".repeat(8))),
    ("missing-file", |library| library.remove("content/taxonomy.yaml")),
    ("missing-page", |library| library.remove("content/pages/about.md")),
    ("not-a-file", |library| {
        let pipe = library.path("content/reports/nm-55555555.md");
        assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
    }),
    ("page-name", |library| library.write("content/pages/topics.md", PAGE)),
    ("outside-content", |library| {
        std::os::unix::fs::symlink("/etc/hostname", library.path("content/reports/nm-55555555.md")).unwrap();
    }),
    ("raw-html", |library| page(library, "This is <b>bold</b>.")),
    ("related-itself", |library| related(library, "nm-22222222")),
    ("related-report", |library| related(library, "nm-99999999")),
    ("roster-many", |library| {
        library.write("content/roster/1.yaml", &many_reviewers());
    }),
    ("roster-offline", |library| library.write("content/roster/1.yaml", ROSTER)),
    ("roster-recipients", |library| {
        library.write("content/roster/1.yaml", ROSTER.split_once("  - id: r-02").unwrap().0);
    }),
    ("site-value", |library| {
        let site = library.read("content/site.yaml");
        library
            .write("content/site.yaml", &site.replace("https://library.example.org", "library.example.org"));
    }),
    ("stray-file", |library| library.write("content/reports/2026/nm-55555555.md", "")),
    ("synonym-phrase", |library| {
        library.write(
            "content/synonyms.yaml",
            "version: 1\nsame:\n  - [hands-on, hands on, one two three four five]\n",
        );
    }),
    ("synonym-twice", |library| {
        library.write("content/synonyms.yaml", "version: 1\nsame:\n  - [gun, pistol]\n  - [handgun, guns]\n");
    }),
    ("tables-disclosure", |library| {
        library.write(
            "content/tables/2026-q4.json",
            r#"[{"quarter": "2026-q4", "k": 11, "dims": ["activity"], "cells": [
                {"key": ["arrest"], "published": 1, "total": 4}, {"key": ["traffic-stop"], "published": 1, "total": 12},
                {"key": ["other"], "published": 2, "total": 2}, {"key": ["unknown"], "published": 0, "total": null}]},
               {"quarter": "2026-q4", "k": 3, "dims": ["region"], "cells": [{"key": ["north"], "published": 0, "total": 3}]}]"#,
        );
    }),
    ("tables-format", |library| library.write("content/tables/2026-q4.json", "{}")),
    ("unreadable-file", |library| {
        std::fs::write(library.path("content/pages/more.md"), b"---\ntitle: \xff\n---\n").unwrap();
    }),
];

#[test]
fn each_rule_says_what_where_and_what_to_do() {
    for (rule, prepare) in CASES {
        let library = Library::with_reports();
        prepare(&library);
        let json = library.shown(&["check", "--format", "json"]);
        assert!(json.contains(&format!("\"rule\": \"{rule}\"")), "{rule}: {json}");
        insta::assert_snapshot!(*rule, library.shown(&["check"]));
    }
}

#[test]
fn each_rule_has_a_case_and_its_own_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/rules");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().replace('_', "-"))
        // Those of the gate have theirs in tests/gate.rs.
        .filter(|name| !["mod", "gate-link", "push-history"].contains(&name.as_str()))
        .collect();
    assert_eq!(files, CASES.iter().map(|(rule, _)| (*rule).to_owned()).collect());
}

/// A slip in a field must not hide a name from whoever mends the slip and goes on.
#[test]
fn what_identifies_is_told_beside_a_slip_in_the_fields() {
    let library = Library::with_reports();
    let allow = "activty: arrest\nallow:\n  Larch Hollow Rd: a road that every town has\n";
    let text = report("nm-55555555", "a locked door", allow)
        .replace("told it.", "told Deputy Okonkwo on Larch Hollow Rd.");
    library.write("content/reports/nm-55555555.md", &text);
    let said = library.shown(&["check"]);
    assert!(said.contains("activty") && said.contains("`Okonkwo` looks like a name"), "{said}");
    assert!(!said.contains("`Larch Hollow Rd` looks like"), "{said}");
}
