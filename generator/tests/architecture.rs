//! The rooms and the arrows between them, as ARCHITECTURE.md draws them.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Which room may know which. A room that isn't here is a room nobody has drawn.
const ARROWS: &[(&str, &[&str])] = &[("report", &[]), ("generator", &["report"])];

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
