//! `nearmiss search`: what a reviewer sees, and what a script gets.

mod library;

use library::Library;

#[test]
fn a_built_site_is_searched_in_words_and_as_data() {
    let library = Library::with_reports();
    library.write("content/synonyms.yaml", "version: 1\nsame:\n  - [gun, pistol]\n");
    library.build(&[]);
    insta::assert_snapshot!("text", library.shown(&["search", "pistol wepaon"]));
    insta::assert_snapshot!("phrase", library.shown(&["search", "\"a key\" -gun"]));
    insta::assert_snapshot!(
        "filtered",
        library.shown(&["search", "told", "--filter", "activity=arrest", "--limit", "1"])
    );
    insta::assert_snapshot!("nothing", library.shown(&["search", "zebra"]));
    let json = library.run(&["search", "knife", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(found[0]["id"], "nm-22222222");
    assert_eq!(found[0]["title"], "a knife");
    assert_eq!(found[0]["takeaway"], "Remember a knife.");
    assert!(found[0]["score"].as_f64().unwrap() > 0.0);
    assert_eq!(library.run(&["search", "-knife", "--format", "json"]).status.code(), Some(0));
}

#[test]
fn what_can_go_wrong_is_said() {
    let library = Library::with_reports();
    insta::assert_snapshot!("no_site", library.shown(&["search", "knife"]));
    library.build(&[]);
    insta::assert_snapshot!(
        "unknown_value",
        library.shown(&["search", "knife", "--filter", "activity=flying"])
    );
    // A value that no report has is none the less a value.
    let none = ["search", "knife", "--filter", "activity=traffic-stop", "--format", "json"];
    assert_eq!(library.shown(&none), "exit 0\n--- stdout\n[]\n--- stderr\n");
    let either = ["search", "knife", "--filter", "activity=traffic-stop", "--filter", "activity=arrest"];
    assert!(library.shown(&either).contains("nm-22222222"));
    let root = library.read("site/search/index.json");
    let root = root.split("assets/search/").nth(1).unwrap().split('"').next().unwrap();
    std::fs::write(library.path(&format!("site/assets/search/{root}")), b"x").unwrap();
    insta::assert_snapshot!("changed", library.shown(&["search", "knife"]).replace(root, "#.bin"));
}
