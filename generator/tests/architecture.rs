//! The rooms and the arrows between them, as ARCHITECTURE.md draws them.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Which room may know which. A room that isn't here is a room nobody has drawn.
const ARROWS: &[(&str, &[&str])] = &[
    ("report", &[]),
    ("search-index", &[]),
    ("search-browser", &["search-index"]),
    ("seal", &[]),
    ("seal-browser", &["seal"]),
    ("intake-fn", &["report", "seal"]),
    ("identifiers", &[]),
    ("identifiers-browser", &["identifiers"]),
    ("approvals", &["report"]),
    ("review", &["approvals", "generator", "identifiers", "report", "seal"]),
    ("generator", &["approvals", "report", "identifiers", "search-index"]),
];

#[test]
fn arrows_point_only_where_they_are_drawn() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let names: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let drawn: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    assert_eq!(
        names,
        drawn.keys().copied().collect::<BTreeSet<_>>(),
        "a room is missing in the drawing or in the house"
    );
    for package in packages {
        let name = package["name"].as_str().unwrap();
        for dependency in package["dependencies"].as_array().unwrap() {
            let other = dependency["name"].as_str().unwrap();
            assert!(
                !names.contains(other) || drawn[name].contains(&other),
                "`{name}` must not know `{other}`"
            );
        }
    }
}

/// The domain has no clock, no disk, no network, no threads, and reads no environment.
#[test]
fn the_report_room_does_nothing_but_think() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("report/src");
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let code = std::fs::read_to_string(&path).unwrap();
            for word in
                ["std::fs", "std::net", "std::time", "std::thread", "std::env", "println!", "async fn"]
            {
                assert!(!code.contains(word), "{} uses `{word}`", path.display());
            }
        }
    }
}

/// What runs in a browser is small: tantivy and all that reads files stays out of it.
#[test]
fn the_browsers_engine_has_no_tantivy() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--package", "search-browser", "--edges", "normal", "--prefix", "none", "--locked"])
        .output()
        .unwrap();
    let tree = String::from_utf8(output.stdout).unwrap();
    assert!(tree.contains("search-index"), "{tree}");
    for name in ["tantivy", "rayon", "flate2", "serde"] {
        assert!(!tree.contains(name), "{tree}");
    }
}

/// What reporters send never comes near what makes the public site.
#[test]
fn the_generator_cannot_name_a_submission() {
    let tree = |package: &str| {
        let args = ["tree", "--locked", "--edges", "features", "--prefix", "none", "--package", package];
        String::from_utf8(Command::new(env!("CARGO")).args(args).output().unwrap().stdout).unwrap()
    };
    assert!(tree("intake-fn").contains("report feature \"submission\""));
    assert!(!tree("generator").contains("submission"));
}

/// The intake can make keys for others, and open nothing: it has no type for an identity, and no right to read.
#[test]
fn the_intake_cannot_read_what_it_stores() {
    let args =
        ["tree", "--locked", "--edges", "normal,features", "--prefix", "none", "--package", "intake-fn"];
    let tree = String::from_utf8(Command::new(env!("CARGO")).args(args).output().unwrap().stdout).unwrap();
    assert!(tree.contains("seal v") && !tree.contains("seal feature \"open\""), "{tree}");
    let mut files = Vec::new();
    let mut folders =
        vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("intake-fn/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    for path in files {
        let code = std::fs::read_to_string(&path).unwrap();
        for word in
            ["get_object", "list_objects", "Decryptor", "seal::open", "seal::Identity", "tracing::", "log::"]
        {
            assert!(!code.contains(word), "{} says `{word}`", path.display());
        }
    }
}

/// `unsafe` is where names are exported to JavaScript, and nowhere else.
#[test]
fn only_the_abi_file_says_unsafe() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut folders: Vec<_> = [
        "report/src",
        "search-index/src",
        "search-index/browser/src",
        "seal/src",
        "seal/browser/src",
        "identifiers/src",
        "identifiers/browser/src",
        "intake-fn/src",
        "approvals/src",
        "review/src",
        "generator/src",
    ]
    .map(|name| root.join(name))
    .into();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("browser/src/abi.rs") {
                let code = std::fs::read_to_string(&path).unwrap();
                let said =
                    ["unsafe(", "unsafe {", "unsafe fn", "unsafe impl", "unsafe extern", "unsafe trait"];
                assert!(said.iter().all(|own| !code.contains(own)), "{}", path.display());
            }
        }
    }
}
