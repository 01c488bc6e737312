//! Any bytes as a report: it ends, it doesn't panic, it says why it was refused, and what it says can be shown.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use report::{Source, Taxonomy, parse};

static TAXONOMY: LazyLock<Taxonomy> = LazyLock::new(|| {
    let source = Source::new("taxonomy.yaml", include_str!("../../report/tests/taxonomy.yaml"));
    Taxonomy::read(&source, &mut Vec::new()).unwrap()
});

fuzz_target!(|bytes: &[u8]| {
    let (report, findings) = parse("content/reports/nm-7k3q9d2m.md", bytes, &TAXONOMY);
    assert!(report.is_some() || !findings.is_empty());
    for finding in findings {
        assert!(!finding.to_string().chars().any(|c| c.is_control() && c != '\n'));
    }
});
