//! Any text: findings lie on characters, in order, apart, and each has its words.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut end = 0;
    for found in identifiers::find(text) {
        assert!(found.range.start >= end && found.range.start < found.range.end);
        assert!(text.get(found.range.clone()).is_some());
        assert!(!found.why.is_empty() && !found.suggestion.contains('\n'));
        end = found.range.end;
    }
});
