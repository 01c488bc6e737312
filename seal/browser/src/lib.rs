//! Sealing as a WASM module: a worker calls the functions of [`abi`] and reads what they leave behind.
//!
//! What was typed passes through its memory once; it is wiped as soon as it is sealed.

mod abi;

use std::cell::RefCell;

use seal::proof::{Search, body_hash};
use seal::{Recipients, SealError, seal};
use zeroize::Zeroize as _;

/// What the module remembers between calls.
#[derive(Default)]
struct Module {
    input: Vec<u8>,
    output: Vec<u8>,
    search: Option<Search>,
}

thread_local! {
    static MODULE: RefCell<Module> = RefCell::default();
}

impl Module {
    /// The input, which is then wiped; a text up to the first zero byte, and what follows.
    fn take<T>(&mut self, use_it: impl FnOnce(&str, &[u8]) -> T) -> T {
        let at = self.input.iter().position(|byte| *byte == 0).unwrap_or(self.input.len());
        let (text, rest) = self.input.split_at(at);
        let result = use_it(str::from_utf8(text).unwrap_or_default(), rest.get(1..).unwrap_or_default());
        self.input.zeroize();
        result
    }

    fn test(&mut self) -> bool {
        self.take(|recipients, _| seal::test_itself(recipients))
    }

    /// How many bytes too many there were; `None` if it is sealed, and the file the output.
    fn seal(&mut self) -> Result<(), usize> {
        let sealed = self.take(|recipients, text| {
            let recipients = Recipients::parse(recipients).map_err(|_| 0_usize)?;
            seal(text, &recipients).map_err(|error| match error {
                SealError::TooLong { over } => over,
                SealError::Recipients => 0,
            })
        })?;
        self.output = sealed.into_bytes();
        Ok(())
    }

    /// Begins the search for a proof: ticket, then the body.
    fn begin_proof(&mut self, bits: u32) {
        self.search = Some(self.take(|ticket, body| Search::new(ticket, &body_hash(body), bits)));
    }

    /// Whether so many more tries found one, which then is the output.
    fn prove(&mut self, tries: u32) -> bool {
        let found = self.search.as_mut().and_then(|search| search.step(u64::from(tries)));
        if let Some(n) = found {
            self.output = n.to_string().into_bytes();
        }
        found.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_tests_itself_seals_proves_and_keeps_nothing_of_what_was_typed() {
        let pair = seal::KeyPair::generate();
        let mut module = Module { input: pair.recipient.clone().into_bytes(), ..Module::default() };
        assert!(module.test());
        module.input = [pair.recipient.as_bytes(), b"\0{\"typed\":1}"].concat();
        assert_eq!(module.seal(), Ok(()));
        assert!(module.input.is_empty());
        let body = module.output.clone();
        assert_eq!(body.len(), seal::SEALED_BYTES);

        module.input = [b"ticket\0".as_slice(), &body].concat();
        module.begin_proof(8);
        assert!((0..10_000).any(|_| module.prove(16)));
        let proof = String::from_utf8(module.output.clone()).unwrap();
        assert!(seal::proof::proves("ticket", &body_hash(&body), 8, &proof));
    }

    #[test]
    fn what_cannot_be_sealed_leaves_no_output() {
        let pair = seal::KeyPair::generate();
        let long = vec![b'x'; seal::MOST_TEXT + 3];
        let mut module =
            Module { input: [pair.recipient.as_bytes(), b"\0", &long].concat(), ..Module::default() };
        assert_eq!(module.seal(), Err(3));
        module.input = b"age1nobody\0{}".to_vec();
        assert_eq!(module.seal(), Err(0));
        assert!(module.output.is_empty());
        module.input = b"age1nobody".to_vec();
        assert!(!module.test());
    }
}
