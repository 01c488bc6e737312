//! SSH signatures, as `ssh-keygen -Y sign` makes them.
//!
//! Format: <https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig>; keys in hardware:
//! PROTOCOL.u2f of the same project.

use std::fmt;
use std::str::FromStr;

use ssh_key::SshSig;
use ssh_key::public::KeyData;

/// What a signature is for: one made for something else doesn't count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Namespace {
    /// An approval, or a batch of them.
    Approval,
    /// A roster.
    Roster,
    /// A release manifest.
    Release,
    /// A withdrawal.
    Withdrawal,
    /// Tables of a quarter.
    Tables,
}

impl Namespace {
    /// The word given to `ssh-keygen -n`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Approval => "nearmiss-approval",
            Self::Roster => "nearmiss-roster",
            Self::Release => "nearmiss-release",
            Self::Withdrawal => "nearmiss-withdrawal",
            Self::Tables => "nearmiss-tables",
        }
    }
}

/// A reviewer's key for signing: ed25519, or one in hardware (`sk-ssh-ed25519@openssh.com`,
/// `sk-ecdsa-sha2-nistp256@openssh.com`).
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(ssh_key::PublicKey);

impl FromStr for PublicKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut key = ssh_key::PublicKey::from_openssh(text).map_err(|_| ())?;
        let known = |data: &KeyData| {
            matches!(data, KeyData::Ed25519(_) | KeyData::SkEd25519(_) | KeyData::SkEcdsaSha2NistP256(_))
        };
        if !known(key.key_data()) {
            return Err(());
        }
        // What stands behind a key is a name.
        key.set_comment("");
        Ok(Self(key))
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_openssh().unwrap_or_default())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----";
const END: &str = "-----END SSH SIGNATURE-----";

/// The signatures in a `.sig` file, one after the other.
#[derive(Debug, Clone)]
pub struct Signatures(Vec<SshSig>);

/// A `.sig` file that holds something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it holds something that is no SSH signature")]
pub struct NoSignature;

impl Signatures {
    /// Reads a file with any number of signatures and nothing else.
    pub fn read(bytes: &[u8]) -> Result<Self, NoSignature> {
        let mut rest = std::str::from_utf8(bytes).map_err(|_| NoSignature)?;
        let mut found = Vec::new();
        while !rest.trim().is_empty() {
            let block = rest.trim_start();
            let end = block.find(END).filter(|_| block.starts_with(BEGIN)).ok_or(NoSignature)? + END.len();
            found.push(SshSig::from_pem(&block[..end]).map_err(|_| NoSignature)?);
            rest = &block[end..];
        }
        if found.is_empty() { Err(NoSignature) } else { Ok(Self(found)) }
    }

    /// Whether one of them is this key's over these bytes.
    #[must_use]
    pub fn are_by(&self, key: &PublicKey, namespace: Namespace, bytes: &[u8]) -> bool {
        self.0.iter().any(|signature| {
            signature.public_key() == key.0.key_data()
                && was_touched(signature)
                && key.0.verify(namespace.word(), bytes, signature).is_ok()
        })
    }

    /// Whether one of them was made with this key, over whatever.
    pub(crate) fn name(&self, key: &PublicKey) -> bool {
        self.0.iter().any(|signature| signature.public_key() == key.0.key_data())
    }
}

/// A key in hardware says whether somebody touched it: one that signs by itself isn't a person's yes. (`sshd`
/// asks for it, too; `ssh-keygen -Y verify` doesn't.)
fn was_touched(signature: &SshSig) -> bool {
    // After the signature proper: one byte of flags, four of a counter.
    const TRAILER: usize = 5;
    const USER_PRESENT: u8 = 1;
    match signature.public_key() {
        KeyData::SkEd25519(_) | KeyData::SkEcdsaSha2NistP256(_) => {
            let bytes = signature.signature_bytes();
            let flags = bytes.len().checked_sub(TRAILER).and_then(|at| bytes.get(at));
            flags.is_some_and(|flags| flags & USER_PRESENT != 0)
        }
        _ => true,
    }
}

/// Whether a `.sig` file holds this key's signature over these bytes.
#[must_use]
pub fn is_signed_by(signatures: &[u8], key: &PublicKey, namespace: Namespace, bytes: &[u8]) -> bool {
    Signatures::read(signatures).is_ok_and(|signatures| signatures.are_by(key, namespace, bytes))
}
