//! Seals a report in the age format, so that the reviewers can open it and nobody else: the same code in the
//! reporter's browser, in the intake function and in the command.
//!
//! A sealed report is a file of exactly [`SEALED_BYTES`] bytes, however much or little was said. Format:
//! <https://age-encryption.org/v1>.

#[cfg(feature = "keys")]
mod keys;
#[cfg(feature = "open")]
mod open;
pub mod proof;
mod recipient;
mod sealed;
#[cfg(feature = "self-test")]
mod self_test;
#[cfg(feature = "open")]
mod work;

#[cfg(feature = "keys")]
pub use keys::KeyPair;
#[cfg(feature = "open")]
pub use open::{Identity, IdentityError, OpenError, open};
pub use recipient::{MOST_RECIPIENTS, Recipient, RecipientError, Recipients};
pub use sealed::{MOST_TEXT, NotSealed, SEALED_BYTES, SealError, SealedReport, seal};
#[cfg(feature = "self-test")]
pub use self_test::test_itself;
#[cfg(feature = "open")]
pub use work::{open_work, seal_work};
