//! When there is a form, and to whom it seals.

mod library;

use library::Library;

const QUESTIONS: &str = "version: \"1.0\"\nbasic_time: 5 minutes\ndetailed_time: 10 minutes\nsections:\n  - id: happened\n    title: What happened\n    questions:\n      - id: what_happened\n        label: What happened?\n";
const FIRST: &str = "age13j9tyr9snm0uvlacmvds74jul7sqxg93mkq8qn7zmcxveq2pkq0q3rszrt";
const SECOND: &str = "age1p0xl0cfp5nt3yln3pgxv66edkjv6yrjcdhxtgeu8450y9uh6zyfqh9u76v";
const THIRD: &str = "age1903qruuuckqkzxl55n7z6w5tcpahl3tpf4nlrde4m7aaag89jp0skaxy0q";

fn with_form(roster: &str) -> Library {
    let library = Library::with_reports();
    library.write("content/questionnaire.yaml", QUESTIONS);
    library.write("content/pages/share.md", "---\ntitle: Share\ndescription: Share one.\n---\n\nShare.\n");
    library.write("content/roster/1.yaml", roster);
    library
}

fn reviewer(id: &str, key: &str, more: &str) -> String {
    format!("  - id: {id}\n    recipient: {key}\n{more}")
}

#[test]
fn nothing_is_sealed_to_a_reviewer_who_left() {
    let first = format!("reviewers:\n{}{}", reviewer("r-01", FIRST, ""), reviewer("r-02", SECOND, ""));
    let library = with_form(&first);
    library.write(
        "content/roster/2.yaml",
        &format!(
            "reviewers:\n{}{}{}",
            reviewer("r-01", FIRST, "    retired: true\n"),
            reviewer("r-02", SECOND, ""),
            reviewer("r-03", THIRD, "    offline: true\n")
        ),
    );
    library.build(&[]);
    let page = library.read("site/share/index.html");
    assert!(page.contains(SECOND) && page.contains(THIRD));
    for file in ["share/index.html", "share/recipients.txt", "_intake/form.json"] {
        assert!(!library.read(&format!("site/{file}")).contains(FIRST), "{file}");
    }
}

#[test]
fn a_release_never_seals_to_the_key_of_a_demonstration() {
    let library = Library::signed();
    library.write("content/questionnaire.yaml", QUESTIONS);
    library.write("content/pages/share.md", "---\ntitle: Share\ndescription: Share one.\n---\n\nShare.\n");
    library.write("content/roster/1.yaml", &format!("demo: true\n{}", library.read("content/roster/1.yaml")));
    library.release(&[], &["r-04", "r-11"]);
    library.build(&[]);
    assert!(library.read("site/share/index.html").contains("data-form=\"share\""));
    let shown = library.shown(&["build", "--release", "--root", &library.root()]);
    assert!(shown.starts_with("exit 0") && shown.contains("note: the form was left out"), "{shown}");
    let page = library.read("site/share/index.html");
    assert!(!page.contains("data-form") && page.contains("The form is not open here"));
    assert!(!library.path("site/_intake").exists());
}

#[test]
fn a_library_without_a_roster_says_that_its_form_is_closed() {
    let library = with_form("");
    library.remove("content/roster/1.yaml");
    library.build(&[]);
    assert!(library.read("site/share/index.html").contains("The form is not open here"));
}
