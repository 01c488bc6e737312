//! What the engine answers, on small libraries where one can see why.

mod corpus;
mod oracle;

use oracle::Oracle;
use search_index::Request;
use search_index::build::{Document, Input, build};
use search_index::engine::Because;
use search_index::format::{Card, ChunkName, SEAL, SetName, Synonym, SynonymGroup};

fn document(id: &str, title: &str, text: &str) -> Document {
    let card =
        Card { id: id.to_owned(), title: title.to_owned(), takeaway: String::new(), facts: String::new() };
    Document { card, sections: vec![text.to_owned()], ..Document::default() }
}

fn group(from_first: bool, words: &[&str]) -> SynonymGroup {
    SynonymGroup { from_first, there: 0, words: words.iter().map(|word| Synonym::new(word)).collect() }
}

fn small() -> Oracle {
    Oracle::new(Input {
        documents: vec![
            document("a", "The patrol car", "A cruiser stood across the lane. The officers' radios failed."),
            document(
                "b",
                "Handcuffs",
                "He was handcuffed, and running. A pistol lay under the seat of the car.",
            ),
            document("c", "Night", "Café lights, a naïve plan, and no gun. Weapons were in the patrol car"),
        ],
        synonyms: vec![
            group(false, &["cruiser", "patrol car", "squad car"]),
            group(true, &["weapon", "pistol", "gun"]),
        ],
        ..Input::default()
    })
}

fn ask(oracle: &mut Oracle, query: &str) -> Vec<String> {
    let request = Request { query: query.to_owned(), limit: 10, ..Request::default() };
    let mut ids: Vec<String> = oracle.ask(&request).results.into_iter().map(|found| found.card.id).collect();
    ids.sort();
    ids
}

#[test]
fn words_phrases_exclusions_and_prefixes_find_what_they_say() {
    let mut oracle = small();
    for (query, expected) in [
        ("radio", "a"),
        ("RADIOS", "a"),
        ("cafe", "c"),
        ("naive café", "c"),
        ("\"patrol car\"", "a c"),
        ("\"car patrol\"", ""),
        ("“patrol car” -cruiser", "c"),
        ("car -\"patrol car\"", "b"),
        ("runn*", "b"),
        ("the", "a b c"),
        ("-car", ""),
        ("-radio", "b c"),
        ("", ""),
        ("!?*", ""),
        ("\"", ""),
        ("--", ""),
        ("xyzzy", ""),
    ] {
        assert_eq!(ask(&mut oracle, query).join(" "), expected, "{query}");
    }
}

#[test]
fn synonyms_lead_both_ways_or_one_and_can_be_switched_off() {
    let mut oracle = small();
    assert_eq!(ask(&mut oracle, "squad car"), ["a", "b", "c"]);
    assert_eq!(ask(&mut oracle, "cruiser"), ["a", "c"]);
    assert_eq!(ask(&mut oracle, "weapon"), ["b", "c"]);
    assert_eq!(ask(&mut oracle, "pistol"), ["b"]);
    let request = Request { query: "cruiser".to_owned(), limit: 10, ..Request::default() };
    let also = oracle.ask(&request).also;
    assert_eq!(also.len(), 1);
    assert_eq!(
        (also[0].with.clone(), also[0].because),
        (vec!["patrol car".to_owned()], Because::SameMeaning)
    );
    let only = Request { without_synonyms: true, ..request };
    assert_eq!(oracle.ask(&only).total, 1);
}

#[test]
fn a_word_under_way_finds_what_it_may_become() {
    let mut oracle = small();
    for typed in ["hand", "handcuf", "runni", "runnin", "weap"] {
        let request = Request { query: typed.to_owned(), typing: true, limit: 10, ..Request::default() };
        assert!(oracle.ask(&request).total > 0, "{typed}");
    }
}

#[test]
fn the_nearest_spelling_is_found_and_told() {
    let mut oracle = small();
    for (typed, meant) in [("wepaons", "weapons"), ("piztol", "pistol"), ("hadncuffed", "handcuffed")] {
        let request =
            Request { query: typed.to_owned(), limit: 10, without_synonyms: true, ..Request::default() };
        let answer = oracle.ask(&request);
        let with: Vec<_> = answer
            .also
            .iter()
            .filter(|also| also.because == Because::Spelling)
            .flat_map(|also| also.with.clone())
            .collect();
        assert!(with.contains(&meant.to_owned()), "{typed}: {answer:?}");
    }
    assert_eq!(ask(&mut oracle, "guz"), Vec::<String>::new(), "three letters are never mended");
}

#[test]
fn a_word_that_the_synonyms_name_is_no_slip() {
    // More than ten times as many reports have its neighbour, which makes any other word a slip.
    let takers = (0..12).map(|own| document(&format!("t{own:02}"), "The taker", "A taker took it."));
    let mut oracle = Oracle::new(Input {
        documents: takers.chain([document("ced", "Struck twice", "The CED struck a bystander.")]).collect(),
        synonyms: vec![group(false, &["taser", "ced"])],
        ..Input::default()
    });
    assert_eq!(ask(&mut oracle, "taser"), ["ced"]);
    assert_eq!(ask(&mut oracle, "takar").len(), 10);
    // Nor is one of a group of which no report has a word.
    let takers = (0..12).map(|own| document(&format!("t{own:02}"), "The taker", "A taker took it."));
    let mut oracle = Oracle::new(Input {
        documents: takers.collect(),
        // Of the last some report has a word: its others are no slips either.
        synonyms: vec![
            group(false, &["taser", "ced"]),
            group(true, &["taken", "seized"]),
            group(true, &["seize", "took", "tamer"]),
        ],
        ..Input::default()
    });
    assert_eq!(ask(&mut oracle, "taser").len(), 0);
    assert_eq!(ask(&mut oracle, "taken").len(), 0);
    assert_eq!(ask(&mut oracle, "tamer").len(), 0);
    assert_eq!(ask(&mut oracle, "takar").len(), 10);
}

#[test]
fn no_report_one_report_and_the_same_bytes_each_time() {
    for documents in [vec![], vec![document("a", "One", "One report.")]] {
        let mut oracle = Oracle::new(Input { documents: documents.clone(), ..Input::default() });
        assert_eq!(ask(&mut oracle, "report gun").len(), documents.len());
        assert_eq!(ask(&mut oracle, "\"one report\" -gun").len(), documents.len());
    }
    let (one, other) = (build(corpus::input(800)).unwrap(), build(corpus::input(800)).unwrap());
    assert_eq!(one.set, other.set);
    assert!(one.chunks == other.chunks);
}

#[test]
fn a_damaged_chunk_is_an_error_and_not_an_answer() {
    let oracle = small();
    let built = &oracle.built;
    for (name, stored) in &built.chunks {
        assert!(search_index::store::checked(built.set, *name, stored).is_some());
        for at in 0..stored.len() {
            let mut damaged = stored.clone();
            damaged[at] ^= 1 << (at % 8);
            assert!(search_index::store::checked(built.set, *name, &damaged).is_none());
        }
        // A sound chunk in the place of another is none, nor is one of another index.
        let other = ChunkName { number: name.number + 1, ..*name };
        assert!(search_index::store::checked(built.set, other, stored).is_none());
        assert!(search_index::store::checked(SetName::default(), *name, stored).is_none());
        for length in 0..SEAL {
            assert!(search_index::store::checked(built.set, *name, &stored[..length]).is_none());
        }
    }
}

#[test]
fn filters_and_counts_agree() {
    let mut oracle = Oracle::new(corpus::input(300));
    for (query, field) in
        [("officer door", "activity"), ("night", "factor"), ("gun radio -door", "factor"), ("", "factor")]
    {
        let filters =
            if query.is_empty() { vec![("activity".to_owned(), "stop".to_owned())] } else { Vec::new() };
        let counts = vec![field.to_owned()];
        let request = Request {
            query: query.to_owned(),
            limit: 500,
            counts,
            filters: filters.clone(),
            ..Request::default()
        };
        let counts = oracle.ask(&request).counts;
        assert!(counts[0].values.len() > 1, "{query}");
        for (value, _, reports) in counts.into_iter().flat_map(|counts| counts.values) {
            let filters = [filters.clone(), vec![(field.to_owned(), value)]].concat();
            let narrowed = Request { filters, counts: Vec::new(), ..request.clone() };
            assert_eq!(oracle.ask(&narrowed).total, reports, "{query}");
        }
    }
}
