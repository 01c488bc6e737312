//! Finds identifiers in JSON lines with `id` and `text`; prints each line's findings as JSON, places in characters. For
//! `scripts/bench identifiers`.

use std::io::BufRead as _;

#[allow(clippy::print_stdout, reason = "that is what it does")]
fn main() {
    for line in std::io::stdin().lock().lines() {
        let row: serde_json::Value = serde_json::from_str(&line.unwrap()).expect("a line of JSON");
        let text = row["text"].as_str().expect("a text");
        let place = |byte: usize| text[..byte].chars().count();
        let spans: Vec<_> = identifiers::find(text)
            .into_iter()
            .map(|found| serde_json::json!({"start": place(found.range.start), "end": place(found.range.end), "kind": found.kind.name(), "why": found.why, "suggestion": found.suggestion, "confidence": found.confidence.name()}))
            .collect();
        println!("{}", serde_json::json!({"id": row["id"], "spans": spans}));
    }
}
