//! The identifiers as a WASM module: a worker calls the functions of [`abi`] and reads what they leave behind.

mod abi;

use std::cell::RefCell;
use std::fmt::Write as _;

use identifiers::Finder;

/// What the module remembers between calls.
#[derive(Default)]
struct Module {
    input: Vec<u8>,
    output: String,
    finder: Finder,
}

thread_local! {
    static MODULE: RefCell<Module> = RefCell::default();
}

impl Module {
    /// One line a finding: where it begins and ends in UTF-16 units, as JavaScript counts, what it is, how sure, why,
    /// what could stand there instead, and the number of what it means; tabs between.
    fn find(&mut self) {
        self.output.clear();
        let Ok(text) = str::from_utf8(&self.input) else { return };
        let (mut bytes, mut units) = (0, 0);
        for found in self.finder.find(text) {
            units += text[bytes..found.range.start].encode_utf16().count();
            let start = units;
            units += text[found.range.clone()].encode_utf16().count();
            bytes = found.range.end;
            let (kind, sure) = (found.kind.words(), found.confidence.name());
            _ = writeln!(
                self.output,
                "{start}\t{units}\t{kind}\t{sure}\t{}\t{}\t{}",
                found.why, found.suggestion, found.same
            );
        }
        if text.is_empty() {
            self.finder.forget();
        }
        // What was typed stays here no longer than it is looked at.
        self.input.fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_as_javascript_counts() {
        let mut module =
            Module { input: "\u{1f693} Officer Delgado.".as_bytes().to_vec(), ..Module::default() };
        module.find();
        assert_eq!(
            module.output,
            "11\t18\ta name\thigh\tA name after \u{201c}Officer\u{201d}.\t[officer A]\t0\n"
        );
        assert!(module.input.iter().all(|byte| *byte == 0));
    }
}
