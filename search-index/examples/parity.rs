//! Compares the engine with tantivy over any reports: `parity FILE.jsonl [QUERIES]`, a JSON object a line with
//! `id`, `title`, `synopsis`, `narrative`, `action`, `source`. Prints how many queries were equal.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a measuring tool for a terminal")]

#[path = "../tests/oracle/mod.rs"]
mod oracle;

use std::collections::BTreeSet;

use search_index::build::{Document, Field, Input};
use search_index::format::{Card, FacetValue};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().expect("a file of JSON lines");
    let queries = arguments.next().map_or(2000, |text| text.parse().expect("a number of queries"));
    let rows: Vec<serde_json::Value> = std::fs::read_to_string(file)
        .expect("the file")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a JSON object in each line"))
        .collect();
    let text = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let sources: Vec<String> =
        rows.iter().map(|row| text(row, "source")).collect::<BTreeSet<_>>().into_iter().collect();
    let document = |row: &serde_json::Value| Document {
        card: Card {
            id: text(row, "id"),
            title: text(row, "title"),
            takeaway: text(row, "synopsis"),
            ..Card::default()
        },
        sections: vec![text(row, "narrative"), text(row, "action")],
        labels: vec![text(row, "source")],
        values: vec![
            sources
                .iter()
                .position(|own| *own == text(row, "source"))
                .into_iter()
                .map(|at| u32::try_from(at).expect("few sources"))
                .collect(),
        ],
    };
    let value = |own: &String| FacetValue { id: own.clone(), label: own.clone() };
    let field = Field {
        id: "source".to_owned(),
        label: "Source".to_owned(),
        values: sources.iter().map(value).collect(),
    };
    let input =
        Input { documents: rows.iter().map(document).collect(), fields: vec![field], synonyms: Vec::new() };
    let mut oracle = oracle::Oracle::new(input);
    let differences = oracle::differences(&mut oracle, queries);
    for difference in differences.iter().take(5) {
        eprintln!("{difference}");
    }
    println!("{} of {queries} equal", queries - differences.len());
}
