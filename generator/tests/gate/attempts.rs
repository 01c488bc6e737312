//! Ways to get something published that must not be.

use approvals::Stage;

use super::library::signed::{entry, key, roster, sign};
use super::library::{Library, report};

/// One way to get something published that must not be, by name.
pub(crate) type Attempt = (&'static str, fn(&Library));

/// A report more than the signed library has.
pub(crate) fn third(library: &Library) {
    library.write("content/reports/nm-44444444.md", &report("nm-44444444", "a key", "activity: arrest\n"));
}

/// The roster with something more said of a reviewer.
pub(crate) fn roster_with(id: &str, more: &str) -> String {
    let end =
        |id: &str| entry(id, if id == "r-04" { "deidentification" } else { "deidentification, content" }, "");
    roster().replace(&end(id), &(end(id) + more))
}

/// All of them, by name.
pub(crate) const ATTEMPTS: &[Attempt] = &[
    ("a report without approvals", |library| {
        third(library);
        library.release(&["nm-44444444"], &["r-04", "r-11"]);
    }),
    ("one stage only", |library| {
        third(library);
        library.put("nm-44444444", Stage::Content, &library.statement("nm-44444444", Stage::Content, "r-11"));
        library.release(&["nm-44444444"], &["r-04", "r-11"]);
    }),
    ("an approved report that no release has", |library| {
        third(library);
        library.approve("nm-44444444", "r-04", "r-11");
    }),
    ("a released report that calls itself a sample", |library| {
        let path = "content/reports/nm-22222222.md";
        library.write(path, &library.read(path).replacen("---\n", "---\nsample: true\n", 1));
    }),
    ("one key under two names", |library| {
        let text = roster();
        let keys: Vec<&str> = text.lines().filter(|line| line.contains("signing_key: ")).collect();
        let changed = text.replace(keys[2], &format!("{} at-night", keys[0]));
        library.next_roster(&changed, &["r-04", "r-11"]);
    }),
    ("one byte changed afterwards", |library| {
        let text = library.read("content/reports/nm-22222222.md");
        library.write(
            "content/reports/nm-22222222.md",
            &text.replace("[officer A] told it.", "[officer A] told it!"),
        );
    }),
    ("a statement changed afterwards", |library| {
        let path = "content/approvals/nm-22222222/content.txt";
        library.write(path, &library.read(path).replace("editors: r-04", "editors: r-07"));
    }),
    ("a statement that isn't one", |library| {
        let path = "content/approvals/nm-22222222/content.txt";
        library.write(path, &library.read(path).replace("stage: content\n", ""));
    }),
    ("the approvals of another report", |library| {
        third(library);
        for name in ["content.txt", "content.txt.sig", "deidentification.txt", "deidentification.txt.sig"] {
            let other = library.read(&format!("content/approvals/nm-33333333/{name}"));
            library.write(&format!("content/approvals/nm-44444444/{name}"), &other);
        }
        library.release(&["nm-44444444"], &["r-04", "r-11"]);
    }),
    ("the approval of the other stage", |library| {
        third(library);
        library.approve("nm-44444444", "r-07", "r-11");
        let other = library.statement("nm-44444444", Stage::Deidentification, "r-07");
        library.put("nm-44444444", Stage::Content, &other);
        library.release(&["nm-44444444"], &["r-04", "r-11"]);
    }),
    ("both stages by one person", |library| {
        third(library);
        library.approve("nm-44444444", "r-07", "r-07");
        library.release(&["nm-44444444"], &["r-04", "r-11"]);
    }),
    ("stage 2 by somebody who edited at stage 1", |library| {
        third(library);
        for (stage, reviewer) in [(Stage::Deidentification, "r-04"), (Stage::Content, "r-11")] {
            let mut statement = library.statement("nm-44444444", stage, reviewer);
            statement.editors = vec!["r-04".to_owned(), "r-11".to_owned()];
            library.put("nm-44444444", stage, &statement);
        }
        library.release(&["nm-44444444"], &["r-04", "r-11"]);
    }),
    ("approvals that name different editors", |library| {
        third(library);
        library.approve("nm-44444444", "r-04", "r-11");
        let mut statement = library.statement("nm-44444444", Stage::Content, "r-11");
        statement.editors = vec!["r-07".to_owned()];
        library.put("nm-44444444", Stage::Content, &statement);
        library.release(&["nm-44444444"], &["r-04", "r-11"]);
    }),
    ("a reviewer without the role", |library| {
        third(library);
        library.approve("nm-44444444", "r-11", "r-07");
        library.release(&["nm-44444444"], &["r-04", "r-11"]);
    }),
    ("a reviewer of no roster", |library| {
        third(library);
        library.approve("nm-44444444", "r-09", "r-11");
        library.release(&["nm-44444444"], &["r-04", "r-11"]);
    }),
    ("somebody else's key", |library| {
        third(library);
        library.approve("nm-44444444", "r-04", "r-11");
        let path = "content/approvals/nm-44444444/content.txt";
        library.write(&format!("{path}.sig"), &sign(&["r-07"], "nearmiss-approval", &library.read(path)));
        library.release(&["nm-44444444"], &["r-04", "r-11"]);
    }),
    ("a signature for another purpose", |library| {
        third(library);
        library.approve("nm-44444444", "r-04", "r-11");
        let path = "content/approvals/nm-44444444/content.txt";
        library.write(&format!("{path}.sig"), &sign(&["r-11"], "file", &library.read(path)));
        library.release(&["nm-44444444"], &["r-04", "r-11"]);
    }),
    ("a retired key for a new report", |library| {
        library.next_roster(&roster_with("r-04", "    retired: true\n"), &["r-07", "r-11"]);
        third(library);
        library.approve("nm-44444444", "r-04", "r-11");
        library.release(&["nm-44444444"], &["r-07", "r-11"]);
    }),
    ("a retired key under the old roster", |library| {
        third(library);
        library.approve("nm-44444444", "r-04", "r-11");
        library.next_roster(&roster_with("r-04", "    retired: true\n"), &["r-07", "r-11"]);
        library.release(&["nm-44444444"], &["r-07", "r-11"]);
    }),
    ("what a compromised key signed", |library| {
        library.next_roster(&roster_with("r-04", "    compromised: true\n"), &["r-07", "r-11"]);
        library.release(&["nm-22222222", "nm-33333333"], &["r-07", "r-11"]);
    }),
    ("a roster that one signed", |library| {
        library.next_roster(&roster_with("r-04", "    retired: true\n"), &["r-07"]);
        library.release(&[], &["r-07", "r-11"]);
    }),
    ("a roster that a compromised key vouches for", |library| {
        library.next_roster(&roster_with("r-04", "    compromised: true\n"), &["r-04", "r-11"]);
    }),
    ("a roster without somebody", |library| {
        let text = roster().replace(&entry("r-07", "deidentification, content", ""), "");
        library.next_roster(&text, &["r-04", "r-11"]);
    }),
    ("a roster with another key for somebody", |library| {
        let other = key("r-08").public_key().to_openssh().unwrap();
        let text = roster().replace(&key("r-07").public_key().to_openssh().unwrap(), &other);
        library.next_roster(&text, &["r-04", "r-11"]);
    }),
    ("a roster that skips a number", |library| {
        library.write("content/roster/3.yaml", &roster());
    }),
    ("another first roster", |library| {
        library.write("content/roster/1.yaml", &(roster() + "# mine\n"));
    }),
    ("a list of keys of one's own", |library| {
        library.write("content/roster/allowed_signers", "r-04 namespaces=\"*\" ssh-ed25519 AAAA\n");
    }),
    ("a broken chain of releases", |library| {
        library.release(&[], &["r-04", "r-11"]);
        let text = library.read("content/releases/2.txt");
        let digest = library.digest("content/releases/1.txt").to_string();
        let text = text.replace(&digest, &"0".repeat(64));
        library.write("content/releases/2.txt", &text);
        library.write("content/releases/2.txt.sig", &sign(&["r-04", "r-11"], "nearmiss-release", &text));
    }),
    ("a release changed afterwards", |library| {
        let path = "content/releases/1.txt";
        library.write(path, &library.read(path).replace("2026-q4", "2026-q3"));
    }),
    ("a release that one signed twice", |library| library.release(&[], &["r-04", "r-04"])),
    ("a changed theme", |library| {
        let path = "themes/default/templates/base.html";
        library.write(path, &(library.read(path) + "\n"));
    }),
    ("a changed questionnaire", |library| {
        library.write("content/questionnaire.yaml", "version: \"1.0\"\n");
    }),
    ("a field that must not be public", |library| {
        let text = report("nm-44444444", "a key", "area: rural\n");
        library.write("content/reports/nm-44444444.md", &text);
        library.approve("nm-44444444", "r-04", "r-11");
        library.release(&["nm-44444444"], &["r-04", "r-11"]);
    }),
    ("a name in a report", |library| {
        let text = report("nm-44444444", "a key", "").replace("told it.", "told Deputy Okonkwo.");
        library.write("content/reports/nm-44444444.md", &text);
        library.approve("nm-44444444", "r-04", "r-11");
        library.release(&["nm-44444444"], &["r-04", "r-11"]);
    }),
    ("a file among the statements", |library| {
        library.write("content/approvals/nm-22222222/raw.txt", "He said\n");
    }),
    ("a deleted report", |library| {
        library.remove("content/reports/nm-22222222.md");
        library.remove("content/approvals/nm-22222222/content.txt");
        library.remove("content/approvals/nm-22222222/content.txt.sig");
        library.remove("content/approvals/nm-22222222/deidentification.txt");
        library.remove("content/approvals/nm-22222222/deidentification.txt.sig");
    }),
    ("a withdrawal that nobody signed", |library| {
        library.withdraw("nm-22222222", "r-04");
        library.write("content/withdrawn/nm-22222222.txt.sig", "");
    }),
    ("a batch of reports that weren't imported", |library| {
        third(library);
        let digest = library.digest("content/reports/nm-44444444.md");
        let text = format!("batch: 1\nroster: 1\ntaxonomy: 1.0\nreport: nm-44444444 {digest}\n");
        library.write("content/approvals/batches/1.txt", &text);
        library.write(
            "content/approvals/batches/1.txt.sig",
            &sign(&["r-04", "r-11"], "nearmiss-approval", &text),
        );
        library.release(&["nm-44444444"], &["r-04", "r-11"]);
    }),
    ("a link", |library| {
        std::os::unix::fs::symlink("../site.yaml", library.path("content/pages/other.md")).unwrap();
    }),
];
