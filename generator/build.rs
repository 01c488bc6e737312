//! Takes what runs in browsers into the program, so that a built site carries it. Where `scripts/build-wasm` has not
//! run, there is none: search and form then stay what they are without it.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let engine = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../target/engine");
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default());
    for name in ["search.wasm", "seal.wasm", "identifiers.wasm", "toolchain"] {
        let from = engine.join(name);
        println!("cargo::rerun-if-changed={}", from.display());
        let bytes = fs::read(&from).unwrap_or_default();
        if let Err(error) = fs::write(out.join(name), bytes) {
            println!("cargo::error=failed to write `{name}`: {error}");
        }
    }
}
