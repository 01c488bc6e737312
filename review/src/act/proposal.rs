//! Pull requests, where a forge lets nobody push to `main`.
//!
//! Only what is ready to be published goes there. Originals and drafts stay until `main` has it.

use std::fmt;

use generator::gate::GitError;

use crate::refusal::Stop;
use crate::repository::Repository;

/// The setting of the review repository that asks for it.
pub(super) const SETTING: &str = "nearmiss.pullRequests";

/// A commit that waits to be merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its branch.
    pub branch: String,
    /// Where a person opens the pull request, if the forge said so or its address tells.
    pub address: Option<String>,
}

impl fmt::Display for Proposal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.address {
            Some(address) => write!(f, "pull request: {address}"),
            None => write!(f, "pull request: from the branch `{}` of `origin` to its `main`", self.branch),
        }
    }
}

/// Pushes a commit as a branch of its own.
pub(super) fn propose(
    repository: &Repository,
    origin: &str,
    commit: &str,
    branch: &str,
) -> Result<Proposal, Stop> {
    // Made anew on a later day it is another commit, which takes the place of the first.
    let said = repository.push(&format!("+{commit}"), branch).map_err(|error| {
        let help = "nothing was published or deleted; fix what it says, then do the same again";
        Stop::failed(error.to_string(), help)
    })?;
    Ok(Proposal { branch: branch.to_owned(), address: offered(&said).or_else(|| compared(origin, branch)) })
}

/// Takes back what was proposed, because a report in it was stopped: nobody may merge it any more.
pub(super) fn take_back(repository: &Repository, branch: &str) -> Result<(), Stop> {
    if repository.origin()?.is_none() || !repository.is_set(SETTING)? {
        return Ok(());
    }
    let failed = |error: GitError| {
        let message = format!("`{branch}` waits where it is published and can't be taken back: {error}");
        Stop::failed(
            message,
            "close its pull request and delete the branch at the forge, then do the same again",
        )
    };
    if repository.is_at_origin(branch).map_err(failed)? {
        repository.push("", branch).map_err(failed)?;
    }
    Ok(())
}

/// The address that forges print after a push.
fn offered(said: &str) -> Option<String> {
    let words = said.lines().filter(|line| line.starts_with("remote:")).flat_map(str::split_whitespace);
    let mut addresses = words.filter(|word| word.starts_with("https://") || word.starts_with("http://"));
    addresses.next().map(str::to_owned)
}

/// The page that compares a branch with `main`, where most forges have it.
fn compared(origin: &str, branch: &str) -> Option<String> {
    let origin = origin.trim_end_matches('/').trim_end_matches(".git");
    let mut scheme = "https";
    let place = match origin.split_once("://") {
        Some((own @ ("http" | "https"), place)) => {
            scheme = own;
            without_user(place).to_owned()
        }
        Some(("ssh", place)) => {
            let (host, path) = without_user(place).split_once('/')?;
            // The port is that of ssh.
            format!("{}/{path}", host.split(':').next()?)
        }
        Some(_) => return None,
        None => {
            let (host, path) = origin.split_once('@')?.1.split_once(':')?;
            format!("{host}/{path}")
        }
    };
    Some(format!("{scheme}://{place}/compare/main...{branch}"))
}

fn without_user(place: &str) -> &str {
    let host = place.find('/').unwrap_or(place.len());
    place[..host].rfind('@').map_or(place, |at| &place[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::{compared, offered};

    #[test]
    fn the_address_is_what_the_forge_says_else_where_forges_compare() {
        let said = "remote: \nremote: Create a pull request for 'release/3' by visiting:\nremote:      \
                    https://forge.example/police/library/pull/new/release/3        \nremote: ";
        let offered = offered(said);
        assert_eq!(offered.as_deref(), Some("https://forge.example/police/library/pull/new/release/3"));
        let page = "https://forge.example/police/library/compare/main...release/3";
        for origin in [
            "https://forge.example/police/library.git",
            "https://someone:secret@forge.example/police/library",
            "git@forge.example:police/library.git",
            "ssh://git@forge.example:2222/police/library.git/",
        ] {
            assert_eq!(compared(origin, "release/3").as_deref(), Some(page), "{origin}");
        }
        for origin in ["/srv/library.git", "file:///srv/library.git", "../library"] {
            assert_eq!(compared(origin, "release/3"), None, "{origin}");
        }
    }
}
