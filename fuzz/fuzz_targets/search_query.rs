//! Any text is a query: it is read, answered, and its answer is shown with whole words marked.
#![no_main]

mod small_index;

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use search_index::build::Built;
use search_index::query::{MOST_WORDS, Query};
use search_index::{Engine, Outcome, Request};
use small_index::{chunk, index};

thread_local! {
    static INDEX: RefCell<(Engine, Built)> = RefCell::new(index());
}

fuzz_target!(|data: (&str, bool, bool)| {
    let (text, typing, plain) = data;
    let query = Query::parse(text, typing);
    let words = query.words.len() + query.phrases.iter().chain(&query.excluded).map(Vec::len).sum::<usize>();
    assert!(words <= MOST_WORDS);
    INDEX.with_borrow_mut(|(engine, built)| {
        let request =
            Request { query: text.to_owned(), typing, limit: 10, plain_order: plain, ..Request::default() };
        for _ in 0..8 {
            match engine.search(&request).unwrap() {
                Outcome::Found(answer) => {
                    assert!(answer.with_all <= answer.total && answer.results.len() <= 3);
                    for found in answer.results {
                        let whole: String =
                            engine.marked(&found.card.title).into_iter().map(|piece| piece.text).collect();
                        assert_eq!(whole, found.card.title);
                    }
                    return;
                }
                Outcome::Need(names) => {
                    for name in names {
                        engine.supply(name, &chunk(built, name)).unwrap();
                    }
                }
            }
        }
        panic!("a query of a small index needs more than eight rounds");
    });
});
