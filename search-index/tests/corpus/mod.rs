//! Reports to index: the library's own samples, and new ones made of their sentences, so that lists get long.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each test and example uses the part it needs")]

use std::path::Path;

use search_index::build::{Document, Field, Input};
use search_index::format::{Card, FacetValue};

/// The samples and so many made of them.
pub fn input(made: usize) -> Input {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/reports");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts: Vec<String> = paths
        .iter()
        .filter(|path| path.extension().is_some_and(|own| own == "md"))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let mut documents: Vec<Document> = texts.iter().map(|text| sample(text)).collect();
    let sentences: Vec<String> = documents
        .iter()
        .flat_map(|own| own.sections.clone())
        .flat_map(|section| section.split(". ").map(str::to_owned).collect::<Vec<_>>())
        .filter(|sentence| sentence.len() > 12)
        .collect();
    let mut numbers = crate::oracle::Numbers(7);
    for at in 0..made {
        let mut text = |least: usize, more: usize| {
            let count = least + numbers.below(more);
            (0..count)
                .map(|_| sentences[numbers.below(sentences.len())].as_str())
                .collect::<Vec<_>>()
                .join(". ")
        };
        let card =
            Card { id: format!("made-{at}"), title: text(1, 1), takeaway: text(1, 2), facts: String::new() };
        let sections = vec![text(1, 9), text(1, 3)];
        let values = vec![vec![u32::try_from(at % 3).unwrap()], vec![0, u32::try_from(1 + at % 4).unwrap()]];
        documents.push(Document { card, sections, labels: vec!["Traffic stop".to_owned()], values });
    }
    let field = |id: &str, values: &[&str]| Field {
        id: id.to_owned(),
        label: id.to_uppercase(),
        values: values
            .iter()
            .map(|value| FacetValue { id: (*value).to_owned(), label: value.to_uppercase() })
            .collect(),
    };
    let fields =
        vec![field("activity", &["stop", "search", "pursuit"]), field("factor", &["a", "b", "c", "d", "e"])];
    Input { documents, fields, synonyms: Vec::new() }
}

fn sample(text: &str) -> Document {
    let (front, body) = text.trim_start_matches("---\n").split_once("\n---\n").unwrap();
    let key = |name: &str| {
        front
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .unwrap_or_default()
            .trim_matches(['"', ' ', ':'])
            .to_owned()
    };
    let mut sections: Vec<String> =
        body.split("\n## ").skip(1).map(|own| own.split_once('\n').unwrap().1.trim().to_owned()).collect();
    let takeaway = sections.remove(0);
    let card = Card { id: key("id"), title: key("title"), takeaway, facts: "Somewhere".to_owned() };
    Document { card, sections, labels: vec!["Night".to_owned()], values: vec![vec![], vec![0]] }
}
