//! Whose keys everything is sealed to: the newest roster, if those before it vouch for it.
//!
//! Whoever can push to where the library is published could put a roster of their own on top. So none counts that isn't signed by
//! two of the one before, and the first one is remembered from the first release on.

use std::collections::BTreeMap;
use std::path::Path;

use approvals::gate::{File, judge_rosters};
use approvals::{Digest, Roster, read_roster};
use report::{Severity, Source};

use crate::refusal::Stop;
use crate::repository::Repository;

/// The digest of the first roster, in the review repository's own settings: nobody pushes those.
const ROOT: &str = "nearmiss.root";

/// The newest roster of a library that is laid out in a folder, and its number.
pub(super) fn newest(repository: &Repository, folder: &Path) -> Result<(u32, Roster), Stop> {
    let none = || Stop::failed("the library on `main` has no roster", "make one: docs/reviewers-keys.md");
    let statements = statements(&folder.join("content/roster"));
    let texts: BTreeMap<u32, &File> = statements
        .iter()
        .filter_map(|(inside, file)| {
            let number = inside.strip_prefix("roster/")?.strip_suffix(".yaml")?.parse().ok()?;
            Some((number, file))
        })
        .collect();
    let first = texts.get(&1).ok_or_else(none)?;
    let root = root(repository, folder, Digest::of(&first.bytes))?;
    let findings = judge_rosters(statements.clone(), root);
    if let Some(finding) = findings.iter().find(|finding| finding.severity == Severity::Error) {
        return Err(Stop::failed(
            format!("{}: {}; nothing is sealed to its keys", finding.file, finding.message),
            "have it signed if that is what is missing; else find out who put it on `main`, and put `main` back where it was; a change of the first roster that all agreed on: \
             `git config nearmiss.root DIGEST`, with what `nearmiss-review roster root` says",
        ));
    }
    let (number, file) = texts.last_key_value().ok_or_else(none)?;
    let text = String::from_utf8_lossy(&file.bytes);
    let roster = read_roster(&Source::new(&file.name, &text), &mut Vec::new()).ok_or_else(none)?;
    Ok((*number, roster))
}

/// The root that was agreed on: before the first release the first roster may still change.
fn root(repository: &Repository, folder: &Path, own: Digest) -> Result<Digest, Stop> {
    if let Some(said) = repository.setting(ROOT)? {
        return said.parse().map_err(|()| {
            Stop::failed(
                format!("the setting `{ROOT}` of the review repository isn't a digest: `{said}`"),
                "set it to what `nearmiss-review roster root` says: 64 letters and digits",
            )
        });
    }
    if folder.join("content/releases/1.txt").exists() {
        repository.set(ROOT, &own.to_string())?;
    }
    Ok(own)
}

fn statements(folder: &Path) -> BTreeMap<String, File> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries
        .filter_map(|entry| {
            let inside = format!("roster/{}", entry.file_name().to_str()?);
            let bytes = std::fs::read(entry.path()).ok()?;
            Some((inside.clone(), File { name: inside, bytes }))
        })
        .collect()
}
