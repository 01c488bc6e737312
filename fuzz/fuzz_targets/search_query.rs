//! Any text is a query: it is read, answered, and its answer is shown with whole words marked.
#![no_main]

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use search_index::build::{self, Built, Document, Input};
use search_index::format::{Card, Synonym, SynonymGroup};
use search_index::query::{MOST_WORDS, Query};
use search_index::store::inflate;
use search_index::{Engine, Outcome, Request};

thread_local! {
    static INDEX: RefCell<(Engine, Built)> = RefCell::new(index());
}

fn index() -> (Engine, Built) {
    let texts = ["The holster was open at night.", "A traffic stop, a gun, and no backup.", "Ærø café, naïve; 10-50."];
    let document = |(at, text): (usize, &&str)| Document {
        card: Card { id: format!("nm-2222222{at}"), title: (*text).to_owned(), takeaway: "Look again.".to_owned(), ..Card::default() },
        sections: vec![text.repeat(3)],
        ..Document::default()
    };
    let words = ["gun", "pistol", "side arm"].map(Synonym::new).to_vec();
    let input = Input {
        documents: texts.iter().enumerate().map(document).collect(),
        synonyms: vec![SynonymGroup { from_first: false, there: 0, words }],
        ..Input::default()
    };
    let built = build::build(input).unwrap();
    let engine = Engine::new(&inflate(&built.chunks[&built.root]).unwrap()).unwrap();
    (engine, built)
}

fuzz_target!(|data: (&str, bool, bool)| {
    let (text, typing, plain) = data;
    let query = Query::parse(text, typing);
    let words = query.words.len() + query.phrases.iter().chain(&query.excluded).map(Vec::len).sum::<usize>();
    assert!(words <= MOST_WORDS);
    INDEX.with_borrow_mut(|(engine, built)| {
        let request = Request { query: text.to_owned(), typing, limit: 10, plain_order: plain, ..Request::default() };
        for _ in 0..8 {
            match engine.search(&request).unwrap() {
                Outcome::Found(answer) => {
                    assert!(answer.with_all <= answer.total && answer.results.len() <= 3);
                    for found in answer.results {
                        let whole: String = engine.marked(&found.card.title).into_iter().map(|piece| piece.text).collect();
                        assert_eq!(whole, found.card.title);
                    }
                    return;
                }
                Outcome::Need(names) => {
                    for name in names {
                        engine.supply(name, &inflate(&built.chunks[&name]).unwrap()).unwrap();
                    }
                }
            }
        }
        panic!("a query of a small index needs more than eight rounds");
    });
});
