//! The functions that JavaScript sees. Bytes come in through a buffer that JavaScript asks for, and go out through
//! one that it reads before it calls again. Exporting a name counts as unsafe, because two crates might export the
//! same one; nothing else here is.

#![allow(unsafe_code, reason = "`no_mangle`: the names below are exported once, by this module alone")]

use search_index::Engine;
use search_index::format::{Damaged, unsealed};

use super::{MODULE, Module, answer, request};

fn with<T>(run: impl FnOnce(&mut Module) -> T) -> T {
    MODULE.with_borrow_mut(run)
}

/// Makes room for so many bytes of input, and says where.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn room(bytes: usize) -> *mut u8 {
    with(|module| {
        module.input.clear();
        module.input.resize(bytes, 0);
        module.input.as_mut_ptr()
    })
}

/// Where the output begins.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn output() -> *const u8 {
    with(|module| module.output.as_ptr())
}

/// How many bytes of output there are.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn output_length() -> usize {
    with(|module| module.output.len())
}

/// 1 if the seal of the chunk in the input fits, else 0. The input: where the chunk lies, a line feed, the chunk as it
/// is stored.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn sealed() -> u32 {
    with(|module| {
        let sealed = line(&module.input).and_then(|(place, stored)| unsealed(place, stored));
        u32::from(sealed.is_some())
    })
}

/// Begins with the root in the input. 1 if that worked, else 0 and the reason as output.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn begin() -> u32 {
    with(|module| {
        let begun = Engine::new(&module.input).map(|engine| {
            module.engine = Some(engine);
        });
        module.end(begun)
    })
}

/// Takes in the chunk in the input: its name, a line feed, what it holds. 1 if that worked, else 0.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn supply() -> u32 {
    with(|module| {
        let input = std::mem::take(&mut module.input);
        let supplied = match (line(&input), &mut module.engine) {
            (Some((name, bytes)), Some(engine)) => {
                // One that nobody waits for any more is let go.
                engine.wanted(name).map_or(Ok(()), |name| engine.supply(name, bytes))
            }
            _ => Err(Damaged("a chunk came without a name or too early")),
        };
        module.end(supplied)
    })
}

/// Answers the request in the input, as JSON. 1 if that worked, else 0 and the reason as output.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn ask() -> u32 {
    with(|module| {
        let input = std::mem::take(&mut module.input);
        // JavaScript encodes UTF-8; whatever else comes is no request.
        let text = str::from_utf8(&input).unwrap_or_default();
        let answered = match &mut module.engine {
            Some(engine) => answer::answer(engine, &request::read(text)),
            None => Err(Damaged("the root isn't there yet")),
        };
        let ended = answered.map(|json| {
            module.output = json.into_bytes();
        });
        module.end(ended)
    })
}

/// The first line, and what follows.
fn line(input: &[u8]) -> Option<(&str, &[u8])> {
    let end = input.iter().position(|byte| *byte == b'\n')?;
    Some((str::from_utf8(&input[..end]).ok()?, &input[end + 1..]))
}

impl Module {
    fn end(&mut self, result: Result<(), Damaged>) -> u32 {
        match result {
            Ok(()) => 1,
            Err(Damaged(reason)) => {
                self.output = reason.as_bytes().to_vec();
                0
            }
        }
    }
}
