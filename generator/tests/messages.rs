//! What a person reads in the terminal, whole.

mod library;

use library::{Library, report};

#[test]
fn errors_in_reports_stop_a_build_and_leave_the_old_site() {
    let library = Library::with_reports();
    library.build(&[]);
    let before = library::tree(&library.path("site"));
    library.write("content/reports/nm-22222222.md", &report("nm-22222222", "a knife", "activity: arest\n"));
    insta::assert_snapshot!(library.shown(&["build"]));
    assert_eq!(library::tree(&library.path("site")), before);
}

#[test]
fn check_shows_all_findings_at_once() {
    let library = Library::with_reports();
    library.write(
        "content/reports/nm-22222222.md",
        &report("nm-22222222", "a gun", "related: [nm-99999999, nm-22222222]\n"),
    );
    library.write("content/reports/notes.txt", "remember the milk");
    library.write(
        "content/pages/about.md",
        "---\ntitle: About\ndescription: What this is.\n---\n\nSee [this](/nowhere/), [that](/about/#gone) and \
         [those](javascript:alert(1)).\n\n<b>Utilize</b> it.\n\nA sentence that goes on and on and on, as if nobody had \
         ever to read it once more in the dark with gloves on, and that could so easily have been two or three.\n",
    );
    insta::assert_snapshot!(library.shown(&["check"]));
}

#[test]
fn taking_a_report_away_fails_on_nothing() {
    let library = Library::with_reports();
    library.write(
        "content/pages/about.md",
        "---\ntitle: About\ndescription: What this is.\n---\n\nSee [stops](/topics/activity/traffic-stop/).\n",
    );
    library.write("content/reports/nm-22222222.md", &report("nm-22222222", "a knife", "activity: arest\n"));
    library.write("content/withdrawn/nm-22222222.txt", "withdrawn\n");
    insta::assert_snapshot!(library.shown(&["check"]));
    library.build(&[]);
}

#[test]
fn of_many_warnings_alike_three_are_shown() {
    let library = Library::with_reports();
    let told = "told Deputy Okonkwo, Sgt. Wojcik, Officer Lindqvist, Det. Abernathy and Cpl. Yazzie.";
    let imported = report("nm-55555555", "a locked door", "source_id: \"old-1\"\n").replace("told it.", told);
    library.write("content/reports/nm-55555555.md", &imported);
    insta::assert_snapshot!(library.shown(&["check"]));
    let json = library.shown(&["check", "--format", "json"]);
    assert_eq!(json.matches("\"rule\": \"identifier\"").count(), 5, "{json}");
}

#[test]
fn what_is_allowed_as_it_is_typed_is_allowed_as_it_is_shown() {
    let library = Library::with_reports();
    let allow = "allow:\n  Jimbo's Wings: a chain with hundreds of houses\n";
    let told = "told it. We ate at Jimbo's Wings, *all* of us -- and 555\\-123\\-4567 was called.";
    let text = report("nm-55555555", "a locked door", allow).replace("told it.", told);
    library.write("content/reports/nm-55555555.md", &text);
    let json = library.shown(&["check", "--format", "json"]);
    let found: Vec<&str> = json.lines().filter(|line| line.contains("\"message\"")).collect();
    assert_eq!(found, ["    \"message\": \"`555-123-4567` looks like a phone number\","], "{json}");
}

#[test]
fn a_report_is_checked_from_within_its_folder() {
    let library = Library::with_reports();
    let mut command = library.command(&["check", "nm-22222222.md"]);
    let output = command.current_dir(library.path("content/reports")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn counts_without_what_cannot_be_read_are_no_counts() {
    let library = Library::with_reports();
    insta::assert_snapshot!("trends_release_without_root", library.shown(&["trends", "--release"]));
    library.write("content/reports/nm-22222222.md", &report("nm-22222222", "a knife", "activity: arest\n"));
    insta::assert_snapshot!("trends_with_errors", library.shown(&["trends", "--out", "data"]));
    assert!(!library.path("data").exists());
}

#[test]
fn check_as_json_has_the_fields_that_scripts_rely_on() {
    let library = Library::with_reports();
    library.write("content/reports/nm-22222222.md", &report("nm-22222222", "a knife", "activity: arest\n"));
    insta::assert_snapshot!(library.shown(&["check", "--format", "json", "content/reports/nm-22222222.md"]));
    insta::assert_snapshot!("one_clean_file", library.shown(&["check", "content/reports/nm-33333333.md"]));
}

#[test]
fn links_that_lead_out_of_the_content_are_not_followed() {
    let library = Library::with_reports();
    library.write("secret.md", &report("nm-55555555", "a secret", ""));
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, library.path(name)).unwrap();
    link("../../secret.md", "content/reports/nm-55555555.md");
    link("/etc/passwd", "content/reports/nm-66666666.md");
    link("nm-77777777.md", "content/reports/nm-77777777.md");
    link("..", "content/reports/up");
    insta::assert_snapshot!(library.shown(&["check"]));
}

#[test]
fn wrong_usage_and_wrong_places_say_what_to_do() {
    let library = Library::with_reports();
    library.write("precious/photo.jpg", "not ours");
    insta::assert_snapshot!("no_such_week", library.shown(&["build", "--week", "2026-w99"]));
    insta::assert_snapshot!("no_such_folder", library.shown(&["build", "--content", "contnet"]));
    insta::assert_snapshot!("no_such_theme", library.shown(&["build", "--theme", "themes/none"]));
    insta::assert_snapshot!("not_a_site", library.shown(&["build", "--out", "precious"]));
    insta::assert_snapshot!(
        "base_with_host",
        library.shown(&["build", "--base-url", "https://example.org/x/"])
    );
    insta::assert_snapshot!("init_not_empty", library.shown(&["init", "precious"]));
    insta::assert_snapshot!("no_such_command", library.shown(&["biuld"]));
    assert_eq!(library.read("precious/photo.jpg"), "not ours");
}

#[test]
fn an_error_in_a_template_names_file_line_and_the_variables_at_hand() {
    let library = Library::with_reports();
    let template = library.read("themes/default/templates/card.html");
    library.write("themes/default/templates/card.html", &template.replace("{{ head.title }}", "{{ titel }}"));
    insta::assert_snapshot!("unknown_variable", library.shown(&["build"]));
    library.write("themes/default/templates/card.html", &template.replace("{% endif %}", ""));
    insta::assert_snapshot!("unclosed_if", library.shown(&["build"]));
    library.write("themes/default/templates/card.html", "{{ say(key=\"tkaeaway\") }}");
    insta::assert_snapshot!("unknown_word", library.shown(&["build"]));
}

#[test]
fn errors_in_site_and_words_are_findings_too() {
    let library = Library::new();
    let site = library.read("content/site.yaml");
    library.write(
        "content/site.yaml",
        &site.replace("facts: [activity]", "facts: [aktivity, area]").replace("since: 2026", "since: long"),
    );
    insta::assert_snapshot!("site", library.shown(&["build"]));
    library.write("content/site.yaml", &site.replace("language: en", "language: fr"));
    insta::assert_snapshot!("language", library.shown(&["build"]));
    library.write("content/site.yaml", &site);
    library.write("themes/default/words/en.yaml", "skip: Skip\nskip: Again\n");
    insta::assert_snapshot!("words", library.shown(&["build"]));
}

#[test]
fn a_new_library_builds_at_once() {
    let library = Library::new();
    insta::assert_snapshot!(library.shown(&["init", "mine"]));
    library.build(&["--content", "mine"]);
    let made = library.run(&["new", "--content", "mine", "--title", "It was: \"close\""]);
    let path = String::from_utf8(made.stdout).unwrap();
    assert!(path.starts_with("mine/reports/nm-"), "{path}");
    // A draft can't be taken for a report.
    let shown = library.shown(&["check", "mine"]);
    assert!(shown.starts_with("exit 1") && shown.contains("still the prompt"), "{shown}");
}

#[test]
fn what_is_not_there_is_not_said_to_be_clean() {
    let library = Library::with_reports();
    library.write("content/reports/nm-22222222.md", &report("nm-22222222", "a knife", "activity: arest\n"));
    for nothing in ["content/reports/nm-99999999.md", "/etc/passwd", "nope"] {
        assert!(library.shown(&["check", nothing]).starts_with("exit 2"), "{nothing}");
    }
    for some in ["content/reports", "content/reports/", "content", "content/reports/nm-22222222.md"] {
        assert!(library.shown(&["check", some]).contains("did you mean `arrest`?"), "{some}");
    }
    let mut inside = library.command(&["check", "--theme", "../themes/default", "reports/nm-22222222.md"]);
    let output = inside.current_dir(library.path("content")).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("   reports/nm-22222222.md:6:11"), "{output:?}");
}

#[test]
fn links_and_gaps_in_place_of_folders_and_files_are_refused() {
    for name in ["reports", "pages", "site.yaml", "taxonomy.yaml"] {
        let library = Library::with_reports();
        let from = library.path(&format!("content/{name}"));
        let to = library.path(&format!("elsewhere-{name}"));
        std::fs::rename(&from, &to).unwrap();
        assert!(library.shown(&["build"]).starts_with("exit 1"), "without {name}");
        std::os::unix::fs::symlink(&to, &from).unwrap();
        assert!(library.shown(&["build"]).starts_with("exit 1"), "{name} as a link");
    }
}

#[test]
fn a_site_with_something_else_in_it_is_not_replaced() {
    let library = Library::with_reports();
    library.build(&["--compress"]);
    library.build(&[]);
    library.write("site/thesis.txt", "not ours");
    insta::assert_snapshot!(library.shown(&["build"]));
    assert_eq!(library.read("site/thesis.txt"), "not ours");
    std::fs::remove_file(library.path("site/thesis.txt")).unwrap();
    // Nor below a folder of ours.
    for name in ["site/reports/notes.md", "site/about/sub/x", "site/assets/photo.jpg"] {
        library.write(name, "not ours");
        let said = library.shown(&["build"]);
        assert!(said.contains("which nearmiss did not write"), "{said}");
        assert_eq!(library.read(name), "not ours");
        std::fs::remove_file(library.path(name)).unwrap();
    }
    library.build(&[]);
}
