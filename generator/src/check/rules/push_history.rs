//! What a push does beside its last version.

use report::{Finding, Place, Severity, Source};

pub(crate) fn forced(name: &str) -> Finding {
    told(
        name,
        "this push would rewrite what is published".to_owned(),
        "pull first, put your change on top, and push without force",
    )
}

pub(crate) fn deleted(name: &str) -> Finding {
    told(
        name,
        "this push would delete what is published".to_owned(),
        "nothing published is deleted by a push; to take a report back: `nearmiss-review withdraw`",
    )
}

pub(crate) fn no_commit(name: &str) -> Finding {
    told(name, "what was pushed here isn't a commit".to_owned(), "push a branch")
}

pub(crate) fn file_deleted(path: &str) -> Finding {
    told(
        path,
        "this push deletes the file".to_owned(),
        "put it back; to take a report away, withdraw it: `nearmiss-review withdraw`",
    )
}

pub(crate) fn rewritten(path: &str) -> Finding {
    told(
        path,
        "this push changes a file on which later signatures rest".to_owned(),
        "put it back as it was; a change of the roster is the next roster, a change of a release the next release",
    )
}

pub(crate) fn between(path: &str) -> Finding {
    told(
        path,
        "a commit of this push holds another version of the file, which would stay in the history for good"
            .to_owned(),
        "make one commit of what you push, with the last version only; others may hold what identifies somebody",
    )
}

pub(crate) fn old_roster(path: &str, said: u32, newest: u32) -> Finding {
    told(
        path,
        format!("this statement is new and names roster {said}; the newest is {newest}"),
        "have it signed again under the newest roster",
    )
}

fn told(file: &str, message: String, help: &str) -> Finding {
    Source::new(file, "").finding("push-history", Severity::Error, Place::FILE, message, help)
}
