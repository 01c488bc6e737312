//! Keys in hardware: what a FIDO authenticator signs, and that it was touched.

use std::process::{Command, Stdio};

use approvals::{Digest, Namespace, PublicKey, is_signed_by};
use ssh_key::private::{Ed25519Keypair, KeypairData};
use ssh_key::public::{KeyData, SkEd25519};
use ssh_key::{Algorithm, HashAlg, LineEnding, PrivateKey, Signature, SshSig};

const STATEMENT: &[u8] = b"report: nm-7k3q9d2m\nstage: content\n";
const NAMESPACE: Namespace = Namespace::Approval;

/// The hash inside of a digest, which shows as hexadecimal digits.
fn sha256(bytes: &[u8]) -> Vec<u8> {
    let digits = Digest::of(bytes).to_string();
    (0..64).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

/// A key as if in hardware, and its signature with these flags, after PROTOCOL.u2f: over the hash of the application, flags,
/// a counter, and the hash of what is signed.
fn signed_with(flags: u8) -> (String, String) {
    let pair = Ed25519Keypair::from_seed(&[7; 32]);
    let public = KeyData::SkEd25519(SkEd25519::new(pair.public, "ssh:"));
    let inside = PrivateKey::new(KeypairData::Ed25519(pair), "").unwrap();
    let told = SshSig::signed_data(NAMESPACE.word(), HashAlg::Sha512, STATEMENT).unwrap();
    let more = [&[flags][..], &9_u32.to_be_bytes()].concat();
    let bytes = [sha256(b"ssh:"), more.clone(), sha256(&told)].concat();
    let signature = signature::Signer::try_sign(&inside, &bytes).unwrap();
    let signature = Signature::new(Algorithm::SkEd25519, [signature.as_bytes(), &more].concat()).unwrap();
    let signature = SshSig::new(public.clone(), NAMESPACE.word(), HashAlg::Sha512, signature).unwrap();
    let key = ssh_key::PublicKey::new(public, "").to_openssh().unwrap();
    (key, signature.to_pem(LineEnding::LF).unwrap())
}

/// What `ssh-keygen -Y verify` says of the same.
fn is_taken_by_openssh(key: &str, signature: &str) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let (signers, file) = (folder.path().join("allowed_signers"), folder.path().join("statement.sig"));
    std::fs::write(&signers, format!("r-11 namespaces=\"nearmiss-*\" {key}\n")).unwrap();
    std::fs::write(&file, signature).unwrap();
    std::fs::write(folder.path().join("statement"), STATEMENT).unwrap();
    let mut command = Command::new("ssh-keygen");
    command
        .args(["-Y", "verify", "-I", "r-11", "-n", NAMESPACE.word(), "-f"])
        .arg(signers)
        .arg("-s")
        .arg(file);
    let statement = std::fs::File::open(folder.path().join("statement")).unwrap();
    command.stdin(statement).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success()
}

#[test]
fn a_key_in_hardware_signs_only_when_it_is_touched() {
    for (flags, counts) in [(1, true), (5, true), (0, false), (4, false)] {
        let (key, signature) = signed_with(flags);
        let ours =
            is_signed_by(signature.as_bytes(), &key.parse::<PublicKey>().unwrap(), NAMESPACE, STATEMENT);
        assert_eq!(ours, counts, "flags {flags}");
        assert!(
            is_taken_by_openssh(&key, &signature),
            "flags {flags}: this test signs another way than OpenSSH"
        );
    }
    let (key, signature) = signed_with(1);
    let key: PublicKey = key.parse().unwrap();
    assert!(!is_signed_by(signature.as_bytes(), &key, NAMESPACE, b"report: nm-22222222\nstage: content\n"));
    assert!(!is_signed_by(signature.as_bytes(), &key, Namespace::Release, STATEMENT));
}
