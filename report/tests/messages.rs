//! The words a reviewer gets: one fixture and one snapshot a rule. The snapshots are read as prose.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use report::{Finding, MAX_REPORT_BYTES, Source, Taxonomy, parse};

const NAME: &str = "content/reports/nm-7k3q9d2m.md";

fn taxonomy() -> Taxonomy {
    let source = Source::new("taxonomy.yaml", include_str!("taxonomy.yaml"));
    let mut findings = Vec::new();
    let taxonomy = Taxonomy::read(&source, &mut findings);
    assert_eq!(findings, [], "the test's own taxonomy is clean");
    taxonomy.unwrap()
}

fn shown(findings: &[Finding]) -> String {
    findings.iter().fold(String::new(), |mut text, finding| {
        writeln!(text, "[{}] {finding}", finding.rule).unwrap();
        text
    })
}

#[test]
fn each_rule_says_what_where_and_what_to_do() {
    let taxonomy = taxonomy();
    insta::glob!("rules/*.md", |path| {
        let (report, findings) = parse(NAME, &std::fs::read(path).unwrap(), &taxonomy);
        let rule = path.file_stem().unwrap().to_str().unwrap();
        if rule == "clean" {
            assert_eq!(findings, []);
            assert!(report.is_some());
        } else {
            assert!(findings.iter().any(|finding| finding.rule == rule), "{rule}: {findings:#?}");
        }
        insta::assert_snapshot!(shown(&findings));
    });
}

#[test]
fn a_file_of_ten_megabytes_is_refused_unread() {
    let (report, findings) = parse(NAME, &vec![b'a'; 10 << 20], &taxonomy());
    assert!(report.is_none());
    insta::assert_snapshot!(shown(&findings), @r"
    [file-too-large] error: this file has 10240 kB; a report has at most 256 kB
       content/reports/nm-7k3q9d2m.md
    help: shorten the report, or check that this is the right file
    ");
    const { assert!(MAX_REPORT_BYTES < 10 << 20) };
}

#[test]
fn an_id_of_the_taxonomy_must_become_an_address() {
    let text = "version: \"1.0\"\nfields:\n  - id: activity\n    label: Activity\n    definition: What.\n    level: pub\n    values:\n      - {id: Traffic stop, label: Traffic stop, definition: A stop.}\n";
    let mut findings = Vec::new();
    assert!(Taxonomy::read(&Source::new("content/taxonomy.yaml", text), &mut findings).is_none());
    insta::assert_snapshot!(shown(&findings));
}

#[test]
fn each_rule_has_a_file_a_fixture_and_its_own_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rules: BTreeSet<String> = std::fs::read_dir(root.join("src/rules"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_stem().unwrap() != "mod")
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().replace('_', "-");
            let code = std::fs::read_to_string(&path).unwrap();
            assert!(code.contains(&format!("\"{name}\",")), "{} must give the rule `{name}`", path.display());
            name
        })
        .collect();
    // These two have tests of their own above: one is too big to keep, one is about another file.
    let elsewhere = ["file-too-large", "id-word"].map(str::to_owned);
    for rule in rules.iter().filter(|rule| !elsewhere.contains(rule)) {
        assert!(root.join(format!("tests/rules/{rule}.md")).exists(), "no fixture for `{rule}`");
    }
}
