//! The functions that JavaScript sees. Text comes in through a buffer that JavaScript asks for, and findings go out
//! through one that it reads before it calls again.

#![allow(unsafe_code, reason = "names are exported once, by this module alone")]

use super::{MODULE, Module};

fn with<T>(run: impl FnOnce(&mut Module) -> T) -> T {
    MODULE.with_borrow_mut(run)
}

/// Makes room for so many bytes of text, and says where.
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

/// Looks at the text in the buffer; the findings are the output.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn find() {
    with(Module::find);
}
