//! The desk: a page on this machine alone, by which reviewers who are no programmers do all that the commands do.
//!
//! [`guard`] lets nobody in but the browser that has the one-time address; [`routes`] are the addresses; [`queue`],
//! [`view`] and [`release`] are what the pages show, [`work`] is what their buttons do. Nothing here decides: that is
//! [`crate::act`].

mod answers;
mod attest;
mod changes;
mod guard;
mod look;
mod marked;
mod parts;
mod queue;
mod release;
mod routes;
mod turn;
mod view;
mod work;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tera::{Kwargs, Tera};

use crate::act::Review;
use crate::clock::Clock;
use crate::published::Published;
use crate::refusal::Stop;
use crate::sign::SigningKey;
use guard::Guard;

/// Opens vault, keys and repository; it is told of each object that was opened.
pub(crate) type Open = Box<dyn FnOnce(&(dyn Fn() + Sync)) -> Result<Review, Stop> + Send>;

/// What the desk needs to begin.
pub(crate) struct Start {
    /// What opens it all.
    pub(crate) open: Open,
    /// Who sits here, if the keys don't say it.
    pub(crate) by: Option<String>,
    /// The signing key.
    pub(crate) key: PathBuf,
    /// The port on loopback; 0 takes a free one.
    pub(crate) port: u16,
}

/// The desk of one reviewer.
struct Desk {
    guard: Guard,
    key: SigningKey,
    tera: Tera,
    /// Objects opened so far.
    opened: AtomicUsize,
    state: Mutex<State>,
    /// Whether first looks are still being noted, behind the list that is shown already.
    listing: AtomicBool,
    /// What the next page says first: what was done.
    said: Mutex<Option<String>>,
    /// What stands in the editor of a report right now, by its hash; drafts are written less often.
    typed: Mutex<HashMap<String, String>>,
    /// Originals that were opened with a reason since the desk began.
    shown: Mutex<HashSet<String>>,
}

enum State {
    /// It decrypts.
    Opening,
    /// Ready, and for whom.
    Open { review: Box<Review>, by: String },
    /// It can't be used.
    Broken(Stop),
}

const TEMPLATES: [(&str, &str); 8] = [
    ("base.html", include_str!("../../desk/templates/base.html")),
    ("opening.html", include_str!("../../desk/templates/opening.html")),
    ("queue.html", include_str!("../../desk/templates/queue.html")),
    ("report.html", include_str!("../../desk/templates/report.html")),
    ("found.html", include_str!("../../desk/templates/found.html")),
    ("together.html", include_str!("../../desk/templates/together.html")),
    ("release.html", include_str!("../../desk/templates/release.html")),
    ("problem.html", include_str!("../../desk/templates/problem.html")),
];

/// How many first looks are noted at once.
const ROUND: usize = 32;
/// How long pages go first between two rounds.
const PAUSE: Duration = Duration::from_millis(30);

/// Runs the desk until its reviewer closes it or presses Ctrl-C; `ready` is told its one-time address.
pub(crate) fn run(start: Start, ready: impl FnOnce(&str)) -> Result<(), Stop> {
    let failed = |error: std::io::Error| {
        Stop::failed(format!("the desk can't listen on this machine: {error}"), "choose another `--port`")
    };
    let runtime = tokio::runtime::Runtime::new().map_err(failed)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", start.port)).await.map_err(failed)?;
        let port = listener.local_addr().map_err(failed)?.port();
        let desk = Arc::new(Desk::new(Guard::new(port)?, SigningKey::at_desk(&start.key))?);
        ready(&desk.guard.address());
        let opening = Arc::clone(&desk);
        std::thread::spawn(move || opening.open(start.open, start.by));
        let (close, closed) = tokio::sync::oneshot::channel();
        let app = routes::router(desk, close);
        let end = async {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = closed => {}
            }
        };
        axum::serve(listener, app).with_graceful_shutdown(end).await.map_err(failed)
    })
}

impl Desk {
    fn new(guard: Guard, key: SigningKey) -> Result<Self, Stop> {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        // Messages begin small, because they follow `error:` in a terminal; on a page they are sentences.
        tera.register_filter("capitalize_first", |text: &str, _: Kwargs, _: &tera::State<'_>| sentence(text));
        tera.add_raw_templates(TEMPLATES)
            .map_err(|error| Stop::failed(error.to_string(), "this is a bug in the program"))?;
        Ok(Self {
            guard,
            key,
            tera,
            opened: AtomicUsize::new(0),
            state: Mutex::new(State::Opening),
            listing: AtomicBool::new(true),
            said: Mutex::default(),
            typed: Mutex::default(),
            shown: Mutex::default(),
        })
    }

    fn open(&self, open: Open, by: Option<String>) {
        let opened = open(&|| _ = self.opened.fetch_add(1, Ordering::Relaxed));
        let state = opened.and_then(|review| {
            let by = who(&review, by)?;
            Ok(State::Open { review: Box::new(review), by })
        });
        *lock(&self.state) = state.unwrap_or_else(State::Broken);
        // Whoever waits for a page waits for no more than one round of it. A vault that refuses is told where it matters:
        // when somebody decides something.
        while self.note_some().is_ok_and(|left| left > 0) {
            // A lock goes to whoever asks first: without a pause that would always be this thread.
            std::thread::sleep(PAUSE);
        }
        self.listing.store(false, Ordering::Relaxed);
    }

    /// Notes some first looks; how many reports are left.
    fn note_some(&self) -> Result<usize, Stop> {
        let State::Open { review, .. } = &mut *lock(&self.state) else { return Ok(0) };
        if review.note_listed(ROUND)? > 0 {
            return Ok(1);
        }
        // A page that was made meanwhile may have made it forget the rest.
        review.look_again(Clock::of_the_environment().today())?;
        review.note_listed(0)
    }

    /// Does something with the reports as they are now.
    fn with<T>(&self, act: impl FnOnce(&mut Review, &str) -> Result<T, Stop>) -> Result<T, NotYet> {
        match &mut *lock(&self.state) {
            State::Opening => Err(NotYet::Opening(self.opened.load(Ordering::Relaxed))),
            State::Broken(stop) => Err(NotYet::Stopped(stop.clone())),
            State::Open { review, by } => {
                review.look_again(Clock::of_the_environment().today())?;
                if !self.listing.load(Ordering::Relaxed) {
                    _ = review.note_listed(usize::MAX);
                }
                let done = act(review, by);
                review.forget_unlisted();
                Ok(done?)
            }
        }
    }

    fn say(&self, words: impl Into<String>) {
        *lock(&self.said) = Some(words.into());
    }
}

/// Why nothing is shown.
enum NotYet {
    /// So many objects were opened so far.
    Opening(usize),
    /// A rule, or the machine.
    Stopped(Stop),
}

impl From<Stop> for NotYet {
    fn from(stop: Stop) -> Self {
        Self::Stopped(stop)
    }
}

/// A thread that panicked while it held something leaves it whole: every change is one assignment.
fn lock<T>(own: &Mutex<T>) -> MutexGuard<'_, T> {
    own.lock().unwrap_or_else(PoisonError::into_inner)
}

fn sentence(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Who sits at the desk: whoever's key opens the reports, unless the command says it.
fn who(review: &Review, named: Option<String>) -> Result<String, Stop> {
    if let Some(named) = named {
        review.published.reviewer(&named)?;
        return Ok(named);
    }
    let recipients = review.store.recipients_of_keys();
    let own = |published: &Published| {
        let active = published.roster.reviewers.iter();
        let mut active = active.filter(|own| own.standing == approvals::Standing::Active);
        active.find(|own| own.recipient.as_ref().is_some_and(|key| recipients.contains(key))).cloned()
    };
    own(&review.published).map(|own| own.id).ok_or_else(|| {
        Stop::refused(
            "unknown-reviewer",
            format!("no reviewer in use in roster {} has this key", review.published.number),
            "name your own key with `--identity FILE`, or yourself with `--as`",
        )
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_template_can_be_read() {
        assert!(Desk::new(Guard::new(1).unwrap(), SigningKey::at_desk(Path::new("key"))).is_ok());
    }
}
