//! Sealing and opening, and what age itself makes of it.
#![cfg(all(feature = "open", feature = "self-test"))]

use proptest::prelude::*;
use seal::{
    Identity, KeyPair, MOST_TEXT, NotSealed, OpenError, RecipientError, Recipients, SEALED_BYTES, SealError,
    SealedReport, open, seal,
};

fn pair() -> (Vec<Identity>, String) {
    let pair = KeyPair::generate();
    (Identity::parse(&pair.identity).unwrap(), pair.recipient)
}

#[test]
fn each_recipient_opens_it_and_nobody_else() {
    let ((first, a), (second, b), (other, _)) = (pair(), pair(), pair());
    let sealed = seal(b"{}", &Recipients::parse(&format!("# two\n{a}\n\n{b}\n")).unwrap()).unwrap();
    assert_eq!(open(&sealed, &first).unwrap().as_slice(), b"{}");
    assert_eq!(open(&sealed, &second).unwrap().as_slice(), b"{}");
    assert_eq!(open(&sealed, &other), Err(OpenError::WrongKey));
}

#[test]
fn a_key_in_hardware_can_be_a_recipient() {
    let (identities, own) = pair();
    // The example of the specification, https://c2sp.org/age#the-tagged-p256-recipient-type.
    let hardware = "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e";
    let sealed = seal(b"{}", &Recipients::parse(&format!("{own}\n{hardware}")).unwrap());
    assert_eq!(open(&sealed.unwrap(), &identities).unwrap().as_slice(), b"{}");
}

#[test]
fn what_does_not_fit_is_refused_with_its_size() {
    let (_, own) = pair();
    let recipients = Recipients::parse(&own).unwrap();
    assert!(seal(&vec![b'x'; MOST_TEXT], &recipients).is_ok());
    let refused = seal(&vec![b'x'; MOST_TEXT + 7], &recipients);
    assert!(matches!(refused, Err(SealError::TooLong { over: 7 })));
}

#[test]
fn the_longest_text_fits_with_the_most_recipients() {
    let list: Vec<String> = (0..seal::MOST_RECIPIENTS).map(|_| pair().1).collect();
    let recipients = Recipients::parse(&list.join("\n")).unwrap();
    for _ in 0..50 {
        assert_eq!(seal(&vec![b'x'; MOST_TEXT], &recipients).unwrap().as_bytes().len(), SEALED_BYTES);
    }
    let more = format!("{}\n{}", list.join("\n"), pair().1);
    assert_eq!(Recipients::parse(&more).unwrap_err(), RecipientError::TooMany);
}

#[test]
fn a_change_anywhere_is_noticed() {
    let (identities, own) = pair();
    let sealed = seal(b"{\"a\":1}", &Recipients::parse(&own).unwrap()).unwrap();
    for at in (0..SEALED_BYTES).step_by(997) {
        let mut bytes = sealed.as_bytes().to_vec();
        bytes[at] ^= 1;
        let opened = SealedReport::from_bytes(bytes).map(|sealed| open(&sealed, &identities));
        assert!(!matches!(opened, Ok(Ok(_))), "byte {at}");
    }
}

#[test]
fn other_bytes_are_no_sealed_report() {
    assert_eq!(SealedReport::from_bytes(vec![b'x'; SEALED_BYTES]), Err(NotSealed::Format));
    assert_eq!(SealedReport::from_bytes(b"age-encryption.org/v1\n".to_vec()), Err(NotSealed::Size));
}

#[test]
fn a_slip_in_a_recipient_is_named_by_its_line() {
    let (_, own) = pair();
    let at = own.trim_end().len() - 1;
    let other = if own.as_bytes()[at] == b'x' { "q" } else { "x" };
    let slip = format!("{}{other}", &own[..at]);
    assert_eq!(Recipients::parse(&format!("{own}\n{slip}")).unwrap_err(), RecipientError::NotARecipient(2));
    assert_eq!(Recipients::parse("# nobody\n").unwrap_err(), RecipientError::None);
    for other in ["AGE-SECRET-KEY-1XYZ", "age1", "ssh-ed25519 AAAA", "age1é"] {
        assert_eq!(Recipients::parse(other).unwrap_err(), RecipientError::NotARecipient(1), "{other}");
    }
}

#[test]
fn sealing_tests_itself() {
    let (_, own) = pair();
    assert!(seal::test_itself(&own));
    assert!(!seal::test_itself("age1nobody"));
    assert!(!seal::test_itself(""));
}

#[test]
fn nothing_that_is_printed_tells_what_is_inside() {
    let (identities, own) = pair();
    let sealed = seal(b"{}", &Recipients::parse(&own).unwrap()).unwrap();
    assert_eq!(format!("{sealed:?} {:?}", identities[0]), "SealedReport(65536 bytes) Identity(secret)");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_file_has_the_same_size_and_opens_to_its_text(text in "[^\\s]{0,3000}|\\{[ -~é🚓]{0,2000}\\}") {
        let (identities, own) = pair();
        let sealed = seal(text.as_bytes(), &Recipients::parse(&own).unwrap()).unwrap();
        prop_assert_eq!(sealed.as_bytes().len(), SEALED_BYTES);
        let opened = open(&sealed, &identities).unwrap();
        prop_assert_eq!(opened.as_slice(), text.as_bytes());
    }

    #[test]
    fn no_bytes_make_opening_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let (identities, _) = pair();
        let mut file = b"age-encryption.org/v1\n".to_vec();
        file.append(&mut bytes);
        file.resize(SEALED_BYTES, 0);
        prop_assert!(open(&SealedReport::from_bytes(file).unwrap(), &identities).is_err());
    }
}
