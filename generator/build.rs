//! Takes the browser's search engine into the program, so that a built site carries it. Where `scripts/build-wasm`
//! has not run, there is none: the search page then stays what it is without JavaScript.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let engine =
        Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../target/engine/search.wasm");
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join("search.wasm");
    println!("cargo::rerun-if-changed={}", engine.display());
    let bytes = fs::read(&engine).unwrap_or_default();
    if let Err(error) = fs::write(&out, bytes) {
        println!("cargo::error=failed to write `{}`: {error}", out.display());
    }
}
