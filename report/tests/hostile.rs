//! Files made to break the reader: it ends, and says something.

use std::time::Duration;

use proptest::prelude::*;
use report::{Source, Taxonomy, marks_in, parse};

const NAME: &str = "content/reports/nm-7k3q9d2m.md";

fn taxonomy() -> Taxonomy {
    let source = Source::new("taxonomy.yaml", include_str!("taxonomy.yaml"));
    Taxonomy::read(&source, &mut Vec::new()).unwrap()
}

/// Runs in a thread of its own, so that an endless loop is a failed test and not an endless one.
fn ends(name: &str, bytes: Vec<u8>) -> Vec<&'static str> {
    let (done, wait) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let (report, findings) = parse(NAME, &bytes, &taxonomy());
        assert!(report.is_some() || !findings.is_empty(), "a refused report says why");
        let mut rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
        rules.dedup();
        done.send(rules).unwrap();
    });
    wait.recv_timeout(Duration::from_mins(1)).unwrap_or_else(|_| panic!("{name} did not end"))
}

#[test]
fn named_hostile_files_end_with_findings() {
    let good = include_str!("rules/clean.md");
    let body = good.split_once("---\n\n").unwrap().1;
    let fields = good.split_once("---\n\n").unwrap().0;
    // A report that is right but for what the vector adds to its fields or its text.
    let front = |yaml: &str| format!("{fields}{yaml}\n---\n\n{body}");
    let text = |more: &str| format!("{good}\n{more}\n");
    let bomb = (0..9).fold("a0: &a0 [x, x]\n".to_owned(), |yaml, n| {
        let next = n + 1;
        yaml + &format!("a{next}: &a{next} [*a{n}, *a{n}, *a{n}, *a{n}, *a{n}, *a{n}, *a{n}, *a{n}]\n")
    });
    let vectors: Vec<(&str, &str, Vec<u8>)> = vec![
        ("yaml_bomb", "yaml-alias", front(&bomb).into()),
        ("brackets_open", "yaml-syntax", front(&format!("a: {}", "[".repeat(200_000))).into()),
        ("braces_open", "yaml-depth", front(&format!("a: {}", "{a: ".repeat(50_000))).into()),
        (
            "indent_stairs",
            "yaml-depth",
            front(&(0..400).fold(String::new(), |s, n| s + &" ".repeat(n) + "a:\n")).into(),
        ),
        (
            "many_keys",
            "unknown-key",
            front(&(0..9000).fold(String::new(), |s, n| s + &format!("k{n}: v\n"))).into(),
        ),
        (
            "one_long_line",
            "text-length",
            good.replace("title: ", &format!("title: {}", "a".repeat(250_000))).into(),
        ),
        ("quote_open", "yaml-syntax", front("x: \"never closed").into()),
        (
            "block_scalar",
            "control-character",
            front(&format!("source_id: |\n{}", "  line\n".repeat(20_000))).into(),
        ),
        ("merge_key", "unknown-key", front("<<: {id: nm-7k3q9d2m}").into()),
        ("second_document", "yaml-syntax", front("...\narea: rural").into()),
        ("escaped_escape", "control-character", good.replace("title: A", "title: \"\\e[31m\"\n#").into()),
        ("escaped_bidi", "control-character", front("source_id: \"\\u202e\"").into()),
        ("escaped_noncharacter", "control-character", front("source_id: \"\\uffff\"").into()),
        ("noncharacter", "control-character", good.replace("title: A", "title: \u{fffe}A").into()),
        ("hidden_second_text", "control-character", good.replace("title: A", "title: \u{e0041}A").into()),
        ("name_parted", "control-character", text("Officer Mil\u{ad}ler").into()),
        ("blank_title", "text-blank", good.replace("title: ", "title: \"\u{a0}\" #").into()),
        ("only_fences", "missing-key", b"---\n---\n---\n---\n".to_vec()),
        ("nul_bytes", "control-character", vec![0; 4096]),
        ("lone_continuation", "not-utf8", b"---\nid: \x80\n---\n".to_vec()),
        ("overlong_utf8", "not-utf8", b"---\nid: \xc0\xaf\n---\n".to_vec()),
        ("utf16", "control-character", "---\nid: nm".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("marks_open", "", text(&"[officer ".repeat(20_000)).into()),
        ("many_marks", "unknown-mark", text(&"[officr] ".repeat(20_000)).into()),
        ("nested_lists", "nesting", text(&"- ".repeat(100_000)).into()),
        ("nested_quotes", "nesting", text(&">".repeat(100_000)).into()),
        ("hashes", "", text(&"#".repeat(200_000)).into()),
        ("headings", "section-unknown", text(&"## a\n".repeat(40_000)).into()),
    ];
    let mut wrong = Vec::new();
    for (name, rule, bytes) in vectors {
        let rules = ends(name, bytes);
        let expected = if rule.is_empty() { rules.is_empty() } else { rules.contains(&rule) };
        if !expected {
            wrong.push(format!("{name}: {rules:?}, not `{rule}`"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

proptest! {
    #[test]
    fn any_bytes_end_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = parse(NAME, &bytes, &taxonomy());
    }

    #[test]
    fn any_front_matter_and_body_end_without_panic(yaml in "(?s).{0,400}", body in "(?s).{0,400}") {
        let (_, findings) = parse(NAME, format!("---\n{yaml}\n---\n{body}").as_bytes(), &taxonomy());
        for finding in findings {
            prop_assert!(!finding.to_string().contains('\u{1b}'), "no escape reaches a terminal");
        }
    }

    #[test]
    fn marks_lie_on_character_boundaries(text in "(\\PC|\\[|\\]|officer A|place: ){0,60}") {
        for mark in marks_in(&text, &taxonomy()) {
            prop_assert_eq!(&text[mark.range.start + 1..mark.range.end - 1], mark.inner);
        }
    }
}
