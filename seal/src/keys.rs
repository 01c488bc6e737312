//! New key pairs.

use std::fmt;

use age::secrecy::ExposeSecret as _;
use age::x25519;
use zeroize::Zeroizing;

/// A new reviewer's key pair, as `age-keygen` would make it. It opens nothing: it is written to files.
pub struct KeyPair {
    /// `AGE-SECRET-KEY-1…`
    pub identity: Zeroizing<String>,
    /// `age1…`
    pub recipient: String,
}

impl KeyPair {
    /// From the randomness of the system.
    #[must_use]
    pub fn generate() -> Self {
        let identity = x25519::Identity::generate();
        Self {
            recipient: identity.to_public().to_string(),
            identity: Zeroizing::new(identity.to_string().expose_secret().to_owned()),
        }
    }
}

impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyPair({})", self.recipient)
    }
}
