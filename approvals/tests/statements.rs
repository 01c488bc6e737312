//! Statements: one meaning, one text.

use approvals::{Approval, Batch, Digest, LineError, Manifest, Stage, Withdrawal, read_roster};
use proptest::prelude::*;
use report::{ReportId, Source};

const APPROVAL: &str = "report: nm-7k3q9d2m\nstage: content\nreviewer: r-11\nroster: 2\ntaxonomy: 1.0\n\
    editors: r-04 r-07\nsha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n";

#[test]
fn a_statement_says_what_its_lines_say() {
    let approval = Approval::read(APPROVAL.as_bytes()).unwrap();
    assert_eq!((approval.stage, approval.roster, approval.sha256), (Stage::Content, 2, Digest::of(b"")));
    assert_eq!(approval.editors, ["r-04", "r-07"]);
    assert_eq!(approval.to_string(), APPROVAL);
}

/// A way to say the same, or something else, with other bytes.
type Change = (&'static str, fn(&str) -> String);

const HOSTILE: &[Change] = &[
    ("no line end", |text| text.trim_end().to_owned()),
    ("a blank line more", |text| format!("{text}\n")),
    ("a line more", |text| format!("{text}note: approved\n")),
    ("CR LF", |text| text.replace('\n', "\r\n")),
    ("a byte order mark", |text| format!("\u{feff}{text}")),
    ("two blanks", |text| text.replace(": ", ":  ")),
    ("a blank at the end", |text| text.replace("r-11\n", "r-11 \n")),
    ("a tab", |text| text.replace("r-11", "r\t11")),
    ("an escape", |text| text.replace("r-11", "r-11\u{1b}[2K")),
    ("another order", |text| {
        text.replace("stage: content\nreviewer: r-11\n", "reviewer: r-11\nstage: content\n")
    }),
    ("a line twice", |text| text.replace("roster: 2\n", "roster: 2\nroster: 2\n")),
    ("a leading zero", |text| text.replace("roster: 2", "roster: 02")),
    ("a plus", |text| text.replace("roster: 2", "roster: +2")),
    ("roster 0", |text| text.replace("roster: 2", "roster: 0")),
    ("a roster beyond all numbers", |text| text.replace("roster: 2", "roster: 99999999999")),
    ("capitals in the digest", |text| text.replace("e3b0", "E3B0")),
    ("a short digest", |text| text.replace("e3b0", "e3b")),
    ("a digest that isn't ASCII", |text| text.replace("e3b0", "é3b")),
    ("editors out of order", |text| text.replace("r-04 r-07", "r-07 r-04")),
    ("an editor twice", |text| text.replace("r-04 r-07", "r-04 r-04")),
    ("no editor", |text| text.replace("r-04 r-07", "")),
    ("a stage that isn't one", |text| text.replace("content", "both")),
    ("a name with a blank", |text| text.replace("r-11", "J. Wu")),
    ("an id that isn't one", |text| text.replace("nm-7k3q9d2m", "nm-../../x")),
];

#[test]
fn every_other_text_is_none() {
    for (name, change) in HOSTILE {
        let text = change(APPROVAL);
        assert_ne!(text, APPROVAL, "{name}");
        assert!(Approval::read(text.as_bytes()).is_err(), "{name}");
    }
    assert_eq!(Approval::read(b"report: \xff\n"), Err(LineError::NotLines));
    let words: Vec<String> = [
        Approval::read(b"report: x\n").unwrap_err(),
        Approval::read(b"report: nm-7k3q9d2m\nreviewer: r-04\n").unwrap_err(),
        Approval::read(format!("{APPROVAL}more: 1\n").as_bytes()).unwrap_err(),
        Approval::read(b"").unwrap_err(),
    ]
    .iter()
    .map(ToString::to_string)
    .collect();
    insta::assert_snapshot!(words.join("\n"));
}

#[test]
fn a_key_with_a_slip_is_told_with_its_place() {
    let roster = "reviewers:\n  - id: r-04\n    roles: [deidentification, lessons]\n    signing_key: ssh-rsa AAAA\n    \
        recipient: age13j9tyr9snm0uvlacmvds74jul7sqxg93mkq8qn7zmcxveq2pkq0q3rszrx\n  - id: r-04\n";
    let mut findings = Vec::new();
    read_roster(&Source::new("content/roster/1.yaml", roster), &mut findings);
    insta::assert_snapshot!(findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
}

fn id() -> impl Strategy<Value = ReportId> {
    any::<[u8; 8]>().prop_map(ReportId::from_bytes)
}

fn digest() -> impl Strategy<Value = Digest> {
    any::<u64>().prop_map(|number| Digest::of(&number.to_le_bytes()))
}

proptest! {
    #[test]
    fn what_is_printed_is_read_again(
        report in id(),
        reports in proptest::collection::vec((id(), digest()), 0..5),
        (one, other) in (digest(), digest()),
        (number, roster) in (1u32.., 1u32..),
        editors in proptest::collection::btree_set("[a-z]-[0-9]{2}", 1..4),
        previous in any::<bool>(),
    ) {
        let approval = Approval {
            report,
            stage: Stage::Deidentification,
            reviewer: "r-04".to_owned(),
            roster,
            taxonomy: "1.0".to_owned(),
            editors: editors.into_iter().collect(),
            sha256: one,
        };
        prop_assert_eq!(Approval::read(approval.to_string().as_bytes()), Ok(approval));
        let withdrawal = Withdrawal { report, reviewer: "r-04".to_owned(), roster };
        prop_assert_eq!(Withdrawal::read(withdrawal.to_string().as_bytes()), Ok(withdrawal));
        let batch = Batch { number, roster, taxonomy: "1.0".to_owned(), reports: reports.clone() };
        prop_assert_eq!(Batch::read(batch.to_string().as_bytes()), Ok(batch));
        let period = "2026-q4".parse().unwrap();
        let previous = previous.then_some(other);
        let manifest = Manifest { number, previous, roster, period, others: one, reports };
        prop_assert_eq!(Manifest::read(manifest.to_string().as_bytes()), Ok(manifest));
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0usize..250) {
        _ = Approval::read(&bytes);
        _ = approvals::Signatures::read(&bytes);
        let mut text = APPROVAL.as_bytes().to_vec();
        text.truncate(at);
        text.extend(bytes);
        _ = (Approval::read(&text), Batch::read(&text), Manifest::read(&text), Withdrawal::read(&text));
    }
}
