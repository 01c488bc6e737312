//! Any text as Markdown: the page gets no tag, attribute or address beyond the few that texts need.
#![no_main]

use std::sync::LazyLock;

use generator::markdown::{Rendering, plain, render};
use libfuzzer_sys::fuzz_target;
use report::{Source, Taxonomy};

static TAXONOMY: LazyLock<Taxonomy> = LazyLock::new(|| {
    let source = Source::new("taxonomy.yaml", include_str!("../../report/tests/taxonomy.yaml"));
    Taxonomy::read(&source, &mut Vec::new()).unwrap()
});

const TAGS: [&str; 19] = [
    "p",
    "em",
    "strong",
    "del",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "a",
    "span",
    "br",
    "hr",
];

fuzz_target!(|text: &str| {
    let html = render(text, Rendering { taxonomy: &TAXONOMY, base: "/", top_heading: 3, anchors: true });
    for tag in html.split('<').skip(1) {
        let tag = tag.trim_start_matches('/');
        let name: &str = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        assert!(TAGS.contains(&name), "{html}");
        let inside = tag.split('>').next().unwrap_or_default();
        for part in inside.split('"').step_by(2) {
            for attribute in part.split_whitespace().filter(|word| word.ends_with('=')) {
                assert!(["href=", "start=", "id=", "class=", "rel="].contains(&attribute), "{html}");
            }
        }
        // In a tag alone: in a text, `href=` is a word like others.
        if let Some((_, address)) = inside.split_once("href=\"") {
            let lower = address.split('"').next().unwrap_or_default().to_ascii_lowercase();
            assert!(
                ["http:", "https:", "mailto:", "/", "#"].iter().any(|start| lower.starts_with(start)),
                "{html}"
            );
        }
    }
    let _ = plain(text);
});
