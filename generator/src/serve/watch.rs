//! Watching content and theme for changes.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use notify_debouncer_full::notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use super::ServeError;
use super::live::Live;
use crate::command::show;

/// Editors write in several steps; this is long enough for all of them and too short to be felt.
const QUIET: Duration = Duration::from_millis(60);

/// How long something may be overlooked.
const AGAIN: Duration = Duration::from_millis(500);

/// Watches until it is dropped.
pub(super) type Watching = Debouncer<RecommendedWatcher, RecommendedCache>;

pub(super) fn start(live: &Arc<Live>) -> Result<Watching, ServeError> {
    let roots = [live.input.content.clone(), live.input.theme()];
    // Events name files by their absolute paths; we speak of them as they were named to us.
    let absolute: Vec<(PathBuf, PathBuf)> =
        roots.iter().filter_map(|root| Some((root.canonicalize().ok()?, root.clone()))).collect();
    let told = live.clone();
    let named = absolute.clone();
    let handler = move |events: DebounceEventResult| match events {
        Ok(events) => {
            let mut paths: Vec<PathBuf> = events
                .iter()
                .filter(|event| !matches!(event.kind, EventKind::Access(_)))
                .flat_map(|event| &event.paths)
                .filter_map(|path| as_named(path, &named))
                .filter(|path| is_content(path))
                .collect();
            paths.sort();
            paths.dedup();
            if !paths.is_empty() {
                told.changed(&paths);
            }
        }
        Err(errors) => errors.iter().for_each(|error| show::note(format!("watching: {error}"))),
    };
    let failed = |path: &Path, error: &dyn std::fmt::Display| ServeError::Watch {
        path: path.to_owned(),
        reason: error.to_string(),
    };
    let mut debouncer = new_debouncer(QUIET, None, handler).map_err(|error| failed(&roots[0], &error))?;
    for (canonical, root) in &absolute {
        debouncer.watch(canonical, RecursiveMode::Recursive).map_err(|error| failed(root, &error))?;
    }
    look_again(live);
    Ok(debouncer)
}

/// Looks now and then for what no event tells: of a file that takes a report's place and is deleted at once, as git and
/// editors do, the two events are made into none; and a folder that was replaced has no watcher.
fn look_again(live: &Arc<Live>) {
    let (root, live) = (live.input.content.clone(), Arc::downgrade(live));
    let reports = root.join("reports");
    let state = move |path: &Path| std::fs::metadata(path).ok();
    let number = move |path: &Path| state(path).map(|meta| (meta.dev(), meta.ino()));
    let (own, mut before) = (number(&root), state(&reports).and_then(|meta| meta.modified().ok()));
    let mut replaced = false;
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(AGAIN);
            let Some(live) = live.upgrade() else { return };
            let now = state(&reports).and_then(|meta| meta.modified().ok());
            if now != before {
                before = now;
                let vanished = live.vanished();
                if !vanished.is_empty() {
                    live.changed(&vanished);
                }
            }
            if !replaced && number(&root).is_some_and(|now| Some(now) != own) {
                replaced = true;
                let words = format!("`{}` was replaced by another folder", root.display());
                show::failure(words, "end this with Ctrl-C, and start it again to see what changes in it");
            }
        }
    });
}

fn as_named(path: &Path, roots: &[(PathBuf, PathBuf)]) -> Option<PathBuf> {
    roots.iter().find_map(|(canonical, root)| Some(root.join(path.strip_prefix(canonical).ok()?)))
}

/// Not an editor's own leavings.
fn is_content(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('.') && !name.ends_with('~') && !name.ends_with(".swp") && name.parse::<u32>().is_err()
}
