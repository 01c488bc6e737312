//! What holds for every text.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use identifiers::{Finder, find};
use proptest::prelude::*;

/// Words, names and numbers as reports have them, with noise between.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zA-Z]{1,9}",
        "[0-9]{1,6}",
        r"\PC{0,6}",
        prop::sample::select(vec![
            "Officer",
            "Delgado",
            "Sgt.",
            "J.",
            "Wu",
            "unit",
            "12",
            "on",
            "I-95",
            "at",
            "exit",
            "12",
            "the",
            "only",
            "K9",
            "Main St",
            "3/14",
            "0214",
            "hrs",
            "(402)",
            "555-0148",
            ".",
            ",",
            "!",
            "\n",
            "St.",
            "Mary's",
            "[officer A]",
            "@",
            "www.x.org",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_lie_on_characters_in_order_and_apart(text in text()) {
        let mut end = 0;
        for found in find(&text) {
            prop_assert!(found.range.start >= end && found.range.start < found.range.end);
            prop_assert!(text.get(found.range.clone()).is_some());
            prop_assert!(!found.why.is_empty() && found.suggestion.starts_with('[') && found.suggestion.ends_with(']'));
            end = found.range.end;
        }
    }

    /// A later sentence may name somebody who was overlooked; it never hides what was found.
    #[test]
    fn what_is_found_stays_found_when_more_is_written(text in text(), more in text()) {
        let before = format!("{text}.\n");
        let whole = format!("{before}{more}");
        let after = find(&whole);
        for found in find(&before) {
            let covered = found.range.clone().all(|at| {
                before.as_bytes()[at].is_ascii_whitespace() || after.iter().any(|own| own.range.contains(&at))
            });
            prop_assert!(covered, "{:?} in {before:?} with {more:?}", &before[found.range]);
        }
    }

    /// Remembering sentences changes nothing.
    #[test]
    fn a_finder_that_remembers_finds_the_same(texts in prop::collection::vec(text(), 1..5)) {
        let mut finder = Finder::default();
        for text in texts {
            prop_assert_eq!(finder.find(&text), find(&text));
        }
    }

    #[test]
    fn any_text_at_all_is_looked_at(text in any::<String>()) {
        _ = find(&text);
    }
}

/// Marks around a name don't hide it.
#[test]
fn punctuation_noise_loses_no_name() {
    for noise in [".", ",", "!", "...", ";", ":", ")", "\"", "'", "\u{201d}", " -", "?!", "*"] {
        let text = format!("I told Deputy Okonkwo{noise} to wait by the car.");
        let at = text.find("Okonkwo").unwrap();
        assert!(find(&text).iter().any(|found| found.range.contains(&at)), "{text}");
    }
}

/// No text takes more than in proportion to its length: twice as much may take some more than twice as long, never four
/// times.
#[test]
fn long_texts_take_time_in_proportion() {
    type Make = fn(usize) -> String;
    let makes: [(&str, Make); 7] = [
        ("one letter", |length| "a".repeat(length)),
        ("brackets", |length| "[".repeat(length)),
        ("a-a-a", |length| "a-".repeat(length / 2)),
        ("1.1.1", |length| "1.".repeat(length / 2)),
        ("names", |length| "Officer Delgado ".repeat(length / 16)),
        ("digits", |length| "7 ".repeat(length / 2)),
        ("different names", |length| {
            (0..length / 20).fold(String::new(), |mut text, number| {
                _ = write!(text, "Officer Xq{number}zan. ");
                text
            })
        }),
    ];
    for (name, make) in makes {
        let took = |length| {
            let text = make(length);
            (0..2)
                .map(|_| {
                    let begun = Instant::now();
                    _ = find(&text);
                    begun.elapsed()
                })
                .min()
                .unwrap_or_default()
        };
        let (small, large) = (took(4_000), took(32_000));
        assert!(large < small * 32 + Duration::from_millis(200), "{name}: {small:?}, then {large:?}");
    }
}
