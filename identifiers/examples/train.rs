//! Trains the model: `cargo run --release -p identifiers --example train OUT FILE…`
//!
//! Files of the project's own texts (`training/*.txt`: one text a line, `{kind|words}`) and JSON lines with `text` and
//! `spans` (`start`, `end` in characters, `kind`). Each text is learnt as it is, in small letters and in capitals.

use std::ops::Range;
use std::path::Path;

use identifiers::Kind;
use identifiers::model::Trainer;

type Marked = (String, Vec<(Range<usize>, Kind)>);

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "PERSON" => Kind::Person,
        "GPE" | "LOCATION" => Kind::Place,
        "STREET_ADDRESS" => Kind::Address,
        "ORGANIZATION" => Kind::Organisation,
        "DATE_TIME" => Kind::Date,
        "AGE" => Kind::Age,
        name => Kind::ALL.into_iter().find(|kind| kind.name() == name)?,
    })
}

/// A line of the project's own texts.
fn inline(line: &str) -> Marked {
    let (mut text, mut marked, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, after)) = rest.split_once('{') {
        text += before;
        let (own, after) = after.split_once('}').unwrap_or((after, ""));
        let (name, words) = own.split_once('|').unwrap_or(("", own));
        let start = text.len();
        text += words;
        // What may be marked or left is left, and so are ranks before names.
        if let Some(kind) = kind(name.trim_end_matches('?')).filter(|_| !name.ends_with('?')) {
            marked.push((start..text.len(), kind));
        }
        rest = after;
    }
    text += rest;
    (text, marked)
}

fn json(line: &str) -> Marked {
    let row: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
    let text = row["text"].as_str().expect("a text").to_owned();
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let at =
        |span: &serde_json::Value, name: &str| places[usize::try_from(span[name].as_u64().unwrap()).unwrap()];
    let spans = row["spans"].as_array().expect("spans").iter();
    let marked = spans
        .filter(|span| span["must"] != false)
        .filter_map(|span| Some((at(span, "start")..at(span, "end"), kind(span["kind"].as_str()?)?)))
        .collect();
    (text, marked)
}

/// The same text with its letters changed one by one, so that ranges stay.
fn cased(text: &str, change: impl Fn(&char) -> char) -> String {
    text.chars().map(|c| if c.is_ascii() { change(&c) } else { c }).collect()
}

#[allow(clippy::print_stdout, reason = "says what was learnt")]
fn main() {
    let mut files = std::env::args().skip(1);
    let out = files.next().expect("where the model goes");
    let rounds = std::env::var("ROUNDS").map_or(12, |rounds| rounds.parse().unwrap());
    let seldom = std::env::var("SELDOM").map_or(8, |count| count.parse().unwrap());
    let least = std::env::var("LEAST").map_or(0.02, |least| least.parse().unwrap());
    let mut trainer = Trainer::default();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a file");
        let own = Path::new(&file).extension().is_some_and(|end| end == "txt");
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let (text, marked) = if own { inline(line) } else { json(line) };
            trainer.add(&text, &marked);
            trainer.add(&cased(&text, char::to_ascii_lowercase), &marked);
            trainer.add(&cased(&text, char::to_ascii_uppercase), &marked);
        }
    }
    let model = trainer.write(rounds, seldom, least);
    println!("{} sentences, {} bytes", trainer.len(), model.len());
    std::fs::write(out, model).expect("a place to write");
}
