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
fn ends(name: &str, bytes: Vec<u8>) -> usize {
    let (done, wait) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let (report, findings) = parse(NAME, &bytes, &taxonomy());
        assert!(report.is_some() || !findings.is_empty(), "a refused report says why");
        done.send(findings.len()).unwrap();
    });
    wait.recv_timeout(Duration::from_mins(1)).unwrap_or_else(|_| panic!("{name} did not end"))
}

#[test]
fn named_hostile_files_end_with_findings() {
    let front = |yaml: &str| format!("---\n{yaml}\n---\n\n## Takeaway\n\nOne.\n");
    let bomb = (0..9).fold("a0: &a0 [x, x]\n".to_owned(), |yaml, n| {
        let next = n + 1;
        yaml + &format!("a{next}: &a{next} [*a{n}, *a{n}, *a{n}, *a{n}, *a{n}, *a{n}, *a{n}, *a{n}]\n")
    });
    let vectors: Vec<(&str, Vec<u8>)> = vec![
        ("yaml_bomb", front(&bomb).into()),
        ("brackets_open", front(&format!("a: {}", "[".repeat(200_000))).into()),
        ("braces_open", front(&format!("a: {}", "{a: ".repeat(50_000))).into()),
        ("indent_stairs", front(&(0..400).fold(String::new(), |s, n| s + &" ".repeat(n) + "a:\n")).into()),
        ("many_keys", front(&(0..9000).fold(String::new(), |s, n| s + &format!("k{n}: v\n"))).into()),
        ("one_long_line", front(&format!("title: {}", "a".repeat(250_000))).into()),
        ("quote_open", front("title: \"never closed").into()),
        ("block_scalar", front(&format!("title: |\n{}", "  line\n".repeat(20_000))).into()),
        ("merge_key", front("<<: {id: nm-7k3q9d2m}").into()),
        ("document_markers", front("a: 1\n...\nb: 2").into()),
        ("only_fences", b"---\n---\n---\n---\n".to_vec()),
        ("nul_bytes", vec![0; 4096]),
        ("lone_continuation", b"---\nid: \x80\n---\n".to_vec()),
        ("overlong_utf8", b"---\nid: \xc0\xaf\n---\n".to_vec()),
        ("utf16", "---\nid: nm".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("brackets_in_body", format!("---\nid: x\n---\n{}", "[".repeat(200_000)).into()),
        ("hashes", format!("---\nid: x\n---\n{}", "#".repeat(200_000)).into()),
        ("headings", format!("---\nid: x\n---\n{}", "## a\n".repeat(40_000)).into()),
    ];
    for (name, bytes) in vectors {
        assert!(ends(name, bytes) > 0, "{name} has no finding");
    }
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
