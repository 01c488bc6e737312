//! The site changes from one whole version to the next, whatever happens to the build.

mod library;

use std::path::Path;
use std::process::Stdio;

use library::{Library, report, tree};

/// A library with enough reports that a build takes a while, and its built site.
fn built() -> Library {
    let library = Library::new();
    for n in 0..400u16 {
        let [low, high] = [n % 30, n / 30].map(|digit| u8::try_from(digit).unwrap());
        let bytes = [low, high, 1, 2, 3, 4, 5, 6];
        let id = report::ReportId::from_bytes(bytes).to_string();
        library.write(
            &format!("content/reports/{id}.md"),
            &report(&id, &format!("number {n}"), "activity: arrest\n"),
        );
    }
    library.build(&["--out", "served/site"]);
    library
}

fn change(library: &Library, word: &str) {
    library.write(
        "content/pages/about.md",
        &format!("---\ntitle: About {word}\ndescription: What this is.\n---\n\n{word}\n"),
    );
    let site = library.read("content/site.yaml");
    let tagline = site.lines().find(|line| line.starts_with("tagline")).unwrap().to_owned();
    library.write("content/site.yaml", &site.replace(&tagline, &format!("tagline: {word}")));
}

#[test]
fn a_build_killed_at_any_moment_leaves_one_whole_site() {
    let library = built();
    let old = tree(&library.path("served/site"));
    change(&library, "second");
    library.build(&["--out", "other"]);
    let started = std::time::Instant::now();
    library.build(&["--out", "other"]);
    let length = started.elapsed();
    let new = tree(&library.path("other"));
    assert_ne!(old, new);
    let mut killed = 0;
    let mut exchanged = false;
    let mut after = 0;
    // The moments are spread over the build's length and past it, until a few lie behind the exchange; which ones they
    // are does not matter to what must hold.
    for step in 0..200u32 {
        let mut build = library.command(&["build", "--out", "served/site"]);
        let mut child = build.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::park_timeout(length * step / 25);
        child.kill().unwrap();
        killed += u32::from(!child.wait().unwrap().success());
        let now = tree(&library.path("served/site"));
        assert!(now == old || now == new, "after kill {step} the site is neither the old nor the new one");
        exchanged |= now == new;
        after += u32::from(exchanged);
        if after > 4 {
            break;
        }
    }
    assert!(killed > 0 && exchanged, "the moments must lie on both sides of the exchange: {killed} killed");
    leftovers_go(&library);
    assert_eq!(tree(&library.path("served/site")), new);
}

/// The next build clears away what killed ones left.
fn leftovers_go(library: &Library) {
    library.build(&["--out", "served/site"]);
    let names: Vec<String> = std::fs::read_dir(library.path("served"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name != ".site.building.lock")
        .collect();
    assert_eq!(names, ["site"]);
}

#[test]
fn a_build_that_can_not_write_leaves_the_old_site_and_says_why() {
    let library = built();
    let old = tree(&library.path("served/site"));
    change(&library, "second");
    // A limit on the size of files stops the build at the first larger page, as a full disk would.
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" build --out served/site";
    let output = std::process::Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_nearmiss")])
        .current_dir(library.path(""))
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("can't write") && message.contains("An old site is as it was"), "{message}");
    assert_eq!(tree(&library.path("served/site")), old);
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let library = built();
    let script = "set -e; mount -t tmpfs -o size=8m tmpfs small; \"$0\" build --out small/site >/dev/null; \
                  find small/site -type f -exec cat {} + | sha256sum > before; \
                  dd if=/dev/zero of=small/filler bs=1k 2>/dev/null || true; \
                  sed -i 's/^tagline.*/tagline: changed/' content/site.yaml; \
                  code=0; \"$0\" build --out small/site || code=$?; echo \"exit $code\"; \
                  find small/site -type f -exec cat {} + | sha256sum > after; cmp before after && echo same";
    std::fs::create_dir(library.path("small")).unwrap();
    let output = std::process::Command::new("unshare")
        .args(["--mount", "--map-root-user", "--user", "bash", "-c", script, env!("CARGO_BIN_EXE_nearmiss")])
        .current_dir(library.path(""))
        .env("NO_COLOR", "1")
        .output();
    let Ok(output) = output else { return };
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if err.contains("unshare failed") || err.contains("mount:") {
        // This machine allows no disk of our own; the limit on file sizes above stands in for it.
        return;
    }
    assert_eq!(out, "exit 2\nsame\n", "{err}");
    assert!(err.contains("No space left on device"), "{err}");
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let library = built();
    let children: Vec<_> = (0..4)
        .map(|_| {
            library
                .command(&["build", "--out", "served/site"])
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let mut done = 0;
    for child in children {
        let output = child.wait_with_output().unwrap();
        match output.status.code() {
            Some(0) => done += 1,
            _ => assert!(
                String::from_utf8_lossy(&output.stderr).contains("another build is writing"),
                "{output:?}"
            ),
        }
    }
    assert!(done >= 1);
    library.build(&["--out", "reference"]);
    assert_eq!(tree(&library.path("served/site")), tree(&library.path("reference")));
    assert!(Path::new(&library.path("served/site/index.html")).exists());
}
