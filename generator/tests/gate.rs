//! The gate, as somebody meets it who pushes to a repository: what is refused, in the words an editor sees.

#[path = "gate/attempts.rs"]
mod attempts;
mod library;

use std::process::{Command, Output};

use attempts::{ATTEMPTS, roster_with, third};
use library::signed::sign;
use library::{Library, report};

/// A library that was pushed, and the bare repository behind the hook that took it.
struct Pushed {
    library: Library,
}

fn git(library: &Library, args: &[&str]) -> Output {
    let identity =
        ["-c", "user.name=nearmiss", "-c", "user.email=service@invalid", "-c", "init.defaultBranch=main"];
    let mut command = Command::new("git");
    command.current_dir(library.path(".")).args(identity).args(args);
    // A hook would find the repository of whoever runs the tests.
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    let nobody = "/dev/null";
    command.env("GIT_CONFIG_GLOBAL", nobody).env("GIT_CONFIG_SYSTEM", nobody).env("NO_COLOR", "1");
    command.output().unwrap()
}

fn done(library: &Library, args: &[&str]) -> String {
    let output = git(library, args);
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

impl Pushed {
    /// An empty repository with the hook, and a library beside it.
    fn not_yet(library: Library) -> Self {
        done(&library, &["init", "--quiet", "--bare", "bare.git"]);
        let hook = library.path("bare.git/hooks/pre-receive");
        let program = env!("CARGO_BIN_EXE_nearmiss");
        let root = library.root();
        std::fs::write(&hook, format!("#!/bin/sh\nexec {program} hook pre-receive --root {root}\n")).unwrap();
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&hook, mode).unwrap();
        done(&library, &["init", "--quiet", "."]);
        done(&library, &["remote", "add", "origin", "bare.git"]);
        std::fs::write(library.path(".git/info/exclude"), "bare.git\n").unwrap();
        Self { library }
    }

    /// The same after the signed library was taken in.
    fn new() -> Self {
        let pushed = Self::not_yet(Library::signed());
        pushed.commit();
        let output = git(&pushed.library, &["push", "--quiet", "origin", "main"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        pushed
    }

    fn commit(&self) {
        done(&self.library, &["add", "--all"]);
        done(&self.library, &["commit", "--quiet", "--allow-empty", "-m", "A change"]);
    }

    /// Pushes and insists that it is refused with nothing changed: what the editor sees.
    fn refused(&self, args: &[&str]) -> String {
        let before = git(&self.library, &["--git-dir", "bare.git", "for-each-ref"]).stdout;
        let output = git(&self.library, &[&["push", "--quiet", "origin"], args].concat());
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(git(&self.library, &["--git-dir", "bare.git", "for-each-ref"]).stdout, before);
        let text = String::from_utf8(output.stderr).unwrap();
        let said: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("remote: ")).collect();
        said.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n") + "\n"
    }

    fn refused_change(&self) -> String {
        self.commit();
        self.refused(&["main"])
    }
}

#[test]
fn what_must_not_be_published_is_refused_in_words() {
    for (name, attempt) in ATTEMPTS {
        let pushed = Pushed::new();
        attempt(&pushed.library);
        let said = pushed.refused_change();
        insta::with_settings!({ description => *name, omit_expression => true }, {
            insta::assert_snapshot!(name.replace([' ', '\''], "_"), said);
        });
    }
}

#[test]
fn what_was_signed_is_taken_in() {
    let pushed = Pushed::new();
    let library = &pushed.library;
    third(library);
    library.approve("nm-44444444", "r-07", "r-11");
    library.release(&["nm-44444444"], &["r-04", "r-07"]);
    pushed.commit();
    done(library, &["push", "--quiet", "origin", "main"]);
    // A reviewer leaves: what was published before stays.
    library.next_roster(&roster_with("r-04", "    retired: true\n"), &["r-07", "r-11"]);
    pushed.commit();
    done(library, &["push", "--quiet", "origin", "main"]);
    library.withdraw("nm-22222222", "r-11");
    // Invented reports are never published, and need nobody's word.
    library.write("content/reports/nm-55555555.md", &report("nm-55555555", "a sample", "sample: true\n"));
    pushed.commit();
    done(library, &["push", "--quiet", "origin", "main"]);
    let root = library.root();
    library.build(&["--release", "--root", &root]);
    let data = library.read("site/data/reports.json");
    let there = |id: &str| data.contains(id);
    assert!(there("nm-33333333") && there("nm-44444444") && !there("nm-22222222") && !there("nm-55555555"));
}

#[test]
fn a_taxonomy_that_only_grew_leaves_approvals_good() {
    let pushed = Pushed::new();
    let library = &pushed.library;
    let taxonomy = library.read("content/taxonomy.yaml");
    let with = |version: &str| taxonomy.replacen("\"1.0\"", &format!("\"{version}\""), 1);
    library.write("content/taxonomy.yaml", &with("1.1"));
    library.release(&["nm-22222222", "nm-33333333"], &["r-04", "r-07"]);
    pushed.commit();
    done(library, &["push", "--quiet", "origin", "main"]);
    library.write("content/taxonomy.yaml", &with("2.0"));
    let said = pushed.refused_change();
    assert!(said.contains("written for version `1.0` of the taxonomy; the library has `2.0`"), "{said}");
}

#[test]
fn what_a_compromised_key_voided_is_published_again_when_approved_anew() {
    let pushed = Pushed::new();
    let library = &pushed.library;
    library.next_roster(&roster_with("r-04", "    compromised: true\n"), &["r-07", "r-11"]);
    for id in ["nm-22222222", "nm-33333333"] {
        library.approve(id, "r-07", "r-11");
    }
    library.release(&["nm-22222222", "nm-33333333"], &["r-07", "r-11"]);
    pushed.commit();
    done(library, &["push", "--quiet", "origin", "main"]);
    library.build(&["--release", "--root", &library.root()]);
    assert!(library.read("site/data/reports.json").contains("nm-33333333"));
}

#[test]
fn a_roster_that_voids_what_is_published_is_taken_in_and_then_nothing_but_what_takes_it_back() {
    let pushed = Pushed::new();
    let library = &pushed.library;
    let push = || {
        pushed.commit();
        done(library, &["push", "--quiet", "origin", "main"]);
    };
    library.next_roster(&roster_with("r-04", "    compromised: true\n"), &["r-07", "r-11"]);
    push();
    library.withdraw("nm-22222222", "r-11");
    push();
    third(library);
    let said = pushed.refused_change();
    assert!(said.contains("the key of `r-04` is compromised") && said.contains("nm-33333333"), "{said}");
    done(library, &["reset", "--quiet", "--hard", "HEAD~1"]);
    library.withdraw("nm-33333333", "r-11");
    push();
    library.release(&[], &["r-07", "r-11"]);
    push();
    library.build(&["--release", "--root", &library.root()]);
}

#[test]
fn an_imported_library_is_approved_at_once() {
    let pushed = Pushed::new();
    let library = &pushed.library;
    let mut text = "batch: 1\nroster: 1\ntaxonomy: 1.0\n".to_owned();
    for id in ["nm-44444444", "nm-55555555"] {
        library.write(&format!("content/reports/{id}.md"), &report(id, id, "source_id: \"7\"\n"));
        let digest = library.digest(&format!("content/reports/{id}.md"));
        text = format!("{text}report: {id} {digest}\n");
    }
    library.write("content/approvals/batches/1.txt", &text);
    library
        .write("content/approvals/batches/1.txt.sig", &sign(&["r-04", "r-11"], "nearmiss-approval", &text));
    library.release(&["nm-44444444", "nm-55555555"], &["r-04", "r-11"]);
    pushed.commit();
    done(library, &["push", "--quiet", "origin", "main"]);
    library.build(&["--release", "--root", &library.root()]);
    assert!(library.read("site/reports/nm-44444444/index.html").contains("mported"));
    // One byte more than what was signed.
    let path = "content/reports/nm-44444444.md";
    library.write(path, &(library.read(path) + "\n"));
    let said = pushed.refused_change();
    assert!(said.contains("this report was changed after it was approved (batch)"), "{said}");
}

#[test]
fn history_is_refused_that_says_more_than_its_last_version() {
    let pushed = Pushed::new();
    let library = &pushed.library;
    library.write("content/reports/nm-44444444.md", &report("nm-44444444", "what Okonkwo did", ""));
    pushed.commit();
    library.remove("content/reports/nm-44444444.md");
    insta::assert_snapshot!("history_between", pushed.refused_change());
    done(library, &["reset", "--quiet", "--hard", "origin/main"]);
    done(library, &["commit", "--quiet", "--amend", "--allow-empty", "-m", "Another past"]);
    insta::assert_snapshot!("history_forced", pushed.refused(&["--force", "main"]));
    insta::assert_snapshot!("history_deleted", pushed.refused(&["--delete", "main"]));
    done(library, &["reset", "--quiet", "--hard", "origin/main"]);
    let head = done(library, &["rev-parse", "HEAD"]);
    done(library, &["update-index", "--add", "--cacheinfo", &format!("160000,{head},content/elsewhere")]);
    done(library, &["commit", "--quiet", "-m", "A submodule"]);
    insta::assert_snapshot!("history_submodule", pushed.refused(&["main"]));
    // A second branch is published as well.
    done(library, &["reset", "--quiet", "--hard", "origin/main"]);
    third(library);
    pushed.commit();
    let said = pushed.refused(&["main:refs/heads/report/nm-44444444"]);
    assert!(said.contains("this report has no approval"), "{said}");
}

#[test]
fn the_same_is_said_in_a_forge_and_by_a_release() {
    let library = Library::signed();
    let root = library.root();
    insta::assert_snapshot!("check_clean", library.shown(&["check", "--gate", "--root", &root]));
    insta::assert_snapshot!("check_without_root", library.shown(&["check", "--gate"]));
    insta::assert_snapshot!("release_without_root", library.shown(&["build", "--release"]));
    insta::assert_snapshot!("root_mistyped", library.shown(&["build", "--release", "--root", "12"]));
    library.build(&["--release", "--root", &root]);
    let before = library::tree(&library.path("site"));
    let path = "content/reports/nm-22222222.md";
    library.write(path, &(library.read(path) + "\n"));
    insta::assert_snapshot!("check_changed", library.shown(&["check", "--gate", "--root", &root]));
    insta::assert_snapshot!("release_changed", library.shown(&["build", "--release", "--root", &root]));
    assert_eq!(library::tree(&library.path("site")), before);
}
