//! An index whose chunks were made by somebody hostile, and bear the right seals: an answer or an error, nothing else.
#![no_main]

mod small_index;

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use search_index::build::Built;
use search_index::format::ChunkName;
use search_index::{Engine, Outcome, Request};
use small_index::{chunk, index};

thread_local! {
    static BUILT: RefCell<Built> = RefCell::new(index().1);
}

/// Words, phrases, slips, exclusions, beginnings and nearness, so that every kind of chunk is asked for but those of
/// frequent terms, of which a small index has none.
const QUERIES: [&str; 7] = [
    "\"traffic stop\" gun",
    "holser",
    "the -gun",
    "bac",
    "\"open at night\" \"10-50\"",
    "pistol cafe",
    "holster open night backup",
];

fuzz_target!(|data: (u8, u8, bool, Vec<(u16, u8)>)| {
    let (which, query, cut, edits) = data;
    BUILT.with_borrow(|built| {
        let mut number = 0;
        let mut hostile = |name| {
            let mut bytes = chunk(built, name);
            if number == which % 12 {
                for (at, byte) in &edits {
                    let at = usize::from(*at) % bytes.len().max(1);
                    if let Some(own) = bytes.get_mut(at) {
                        *own ^= byte;
                    }
                }
                if cut {
                    bytes.truncate(bytes.len() / 2);
                }
            }
            number += 1;
            bytes
        };
        let Ok(mut engine) = Engine::new(&hostile(ChunkName::ROOT)) else { return };
        let request = Request {
            query: QUERIES[usize::from(query) % QUERIES.len()].to_owned(),
            typing: query % 2 == 0,
            limit: 10,
            counts: vec!["activity".to_owned()],
            ..Request::default()
        };
        for _ in 0..12 {
            match engine.search(&request) {
                Ok(Outcome::Need(names)) => {
                    for name in names {
                        // A hostile root names what isn't there: the browser doesn't get that far.
                        if !built.chunks.contains_key(&name) || engine.supply(name, &hostile(name)).is_err() {
                            return;
                        }
                    }
                }
                Ok(Outcome::Found(answer)) => {
                    for found in &answer.results {
                        _ = engine.marked(&found.card.title);
                    }
                    let reports: Vec<u32> = answer.results.iter().map(|found| found.report).collect();
                    if let Ok(Err(names)) = engine.excerpts(&reports) {
                        for name in names.into_iter().filter(|name| built.chunks.contains_key(name)) {
                            _ = engine.supply(name, &hostile(name));
                        }
                        _ = engine.excerpts(&reports);
                    }
                    return;
                }
                Err(_) => return,
            }
        }
    });
});
