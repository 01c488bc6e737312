//! The functions that JavaScript sees, and the one that it gives: randomness. Bytes come in through a buffer that
//! JavaScript asks for, and go out through one that it reads before it calls again.

#![allow(
    unsafe_code,
    reason = "names are exported once, by this module alone; randomness comes from the page"
)]

use zeroize::Zeroize as _;

use super::{MODULE, Module};

fn with<T>(run: impl FnOnce(&mut Module) -> T) -> T {
    MODULE.with_borrow_mut(run)
}

/// Makes room for so many bytes of input, and says where.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn room(bytes: usize) -> *mut u8 {
    with(|module| {
        module.input.zeroize();
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

/// Whether sealing to the recipients in the input works here. 1 if it does.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn test() -> u32 {
    with(|module| u32::from(module.test()))
}

/// Seals: recipients, a zero byte, the text. 0 and the file as output, or how many bytes too many there were, or -1.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn seal() -> i32 {
    with(|module| match module.seal() {
        Ok(()) => 0,
        Err(0) => -1,
        Err(over) => i32::try_from(over).unwrap_or(i32::MAX),
    })
}

/// Begins a proof: ticket, a zero byte, the sealed file.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn begin_proof(bits: u32) {
    with(|module| module.begin_proof(bits));
}

/// Tries so many numbers. 1 and the proof as output once one is found.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn prove(tries: u32) -> u32 {
    with(|module| u32::from(module.prove(tries)))
}

#[cfg(target_arch = "wasm32")]
mod randomness {
    #[link(wasm_import_module = "page")]
    unsafe extern "C" {
        /// Fills so many bytes with `crypto.getRandomValues`.
        fn random(to: *mut u8, bytes: usize);
    }

    #[allow(clippy::unnecessary_wraps, reason = "the signature that getrandom asks for")]
    fn fill(bytes: &mut [u8]) -> Result<(), getrandom::Error> {
        // The page throws where it has no randomness, which ends the sealing.
        unsafe { random(bytes.as_mut_ptr(), bytes.len()) };
        Ok(())
    }

    getrandom::register_custom_getrandom!(fill);
}
