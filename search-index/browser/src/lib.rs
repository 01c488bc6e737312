//! The search engine as a WASM module: a worker calls the functions of [`abi`], and reads what they leave behind.
//!
//! A request is lines of `key<TAB>value…`; an answer is JSON. Neither is a format for others: the page that asks and
//! the module that answers are built together.

mod abi;
mod answer;
mod json;
mod request;

use std::cell::RefCell;

use search_index::Engine;

/// What the module remembers between calls.
#[derive(Default)]
struct Module {
    engine: Option<Engine>,
    input: Vec<u8>,
    output: Vec<u8>,
}

thread_local! {
    static MODULE: RefCell<Module> = RefCell::default();
}
