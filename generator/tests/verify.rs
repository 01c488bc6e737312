//! Anybody can check what is published with `sha256sum` and `ssh-keygen` alone: the lines of docs/verify.md, run.

mod library;

use std::path::Path;
use std::process::Command;

use library::Library;

/// The shell lines of the page, block by block.
fn blocks() -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("docs/verify.md");
    let text = std::fs::read_to_string(page).unwrap();
    text.split("```sh\n").skip(1).map(|block| block.split("```").next().unwrap().to_owned()).collect()
}

fn run(library: &Library, lines: &str) -> (bool, String) {
    let lines = lines.replace("nm-7k3q9d2m", "nm-22222222");
    let output = Command::new("bash")
        .args(["-euo", "pipefail", "-c", &lines])
        .current_dir(library.path("."))
        .output()
        .unwrap();
    let text =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), text)
}

#[test]
fn the_lines_of_the_page_say_yes_to_what_was_signed_and_no_to_anything_else() {
    let library = Library::signed();
    let blocks = blocks();
    let [report, roster, release, others] = blocks.as_slice() else { panic!("{blocks:?}") };
    let (good, said) = run(&library, report);
    assert!(good && said.matches("Good \"nearmiss-approval\" signature for r-").count() == 2, "{said}");
    let digest = library.digest("content/reports/nm-22222222.md").to_string();
    assert_eq!(said.matches(&digest).count(), 3, "{said}");
    assert!(run(&library, roster).1.contains(&library.root()));
    let (good, said) = run(&library, release);
    assert!(good && said.matches("Good \"nearmiss-release\" signature for r-").count() == 2, "{said}");
    let (good, said) = run(&library, others);
    let manifest = library.read("content/releases/1.txt");
    assert!(good && manifest.contains(&format!("others: {}", said.split(' ').next().unwrap())), "{said}");
    // One byte of a statement.
    let path = "content/approvals/nm-22222222/content.txt";
    library.write(path, &library.read(path).replace("r-04", "r-07"));
    let (good, said) = run(&library, report);
    assert!(!good, "{said}");
}

#[test]
fn what_ssh_keygen_signs_is_taken() {
    let library = Library::signed();
    let key = library::signed::key("r-11").to_openssh(ssh_key::LineEnding::LF).unwrap();
    library.write("key", &key);
    std::fs::set_permissions(library.path("key"), std::os::unix::fs::PermissionsExt::from_mode(0o600))
        .unwrap();
    let path = "content/approvals/nm-22222222/content.txt";
    library.remove(&format!("{path}.sig"));
    let (good, said) = run(&library, &format!("ssh-keygen -q -Y sign -n nearmiss-approval -f key {path}"));
    assert!(good, "{said}");
    let shown = library.shown(&["check", "--gate", "--root", &library.root()]);
    assert!(shown.starts_with("exit 0"), "{shown}");
}
