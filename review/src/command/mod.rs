//! The commands, and the one place that prints.

pub(crate) mod act;
pub(crate) mod desk;
pub(crate) mod queue;
pub(crate) mod release;
pub(crate) mod roster;
pub(crate) mod show;

use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};
use seal::Identity;

use crate::act::Review;
use crate::clock::Clock;
use crate::failpoint;
use crate::published::Published;
use crate::refusal::Stop;
use crate::repository::Repository;
use crate::vault;
use crate::work::Store;

/// Where things are.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Places {
    /// The vault: a folder, or a bucket as `s3://BUCKET`
    #[arg(long, value_name = "DIR", default_value = "vault", global = true)]
    vault: String,
    /// Your secret key, as `nearmiss-intake keys new` or age-keygen made it
    #[arg(long, value_name = "FILE", default_value = "identity.txt", global = true)]
    identity: PathBuf,
    /// The review repository; its branch `main` holds the library
    #[arg(long, value_name = "DIR", default_value = ".", global = true)]
    repo: PathBuf,
}

impl Places {
    pub(crate) fn vault(&self) -> &str {
        &self.vault
    }

    /// Opens everything; on a terminal, with what is done so far.
    pub(crate) fn open(&self) -> Result<Review, Stop> {
        let style =
            ProgressStyle::with_template("opening {pos}").unwrap_or_else(|_| ProgressStyle::default_bar());
        let progress = ProgressBar::new_spinner().with_style(style);
        let review = self.open_in(Repository::new(&self.repo), &|| progress.inc(1));
        progress.finish_and_clear();
        let mut review = review?;
        failpoint::disk_fills();
        review.note_listed(usize::MAX)?;
        Ok(review)
    }

    /// The same for somebody who says who they are; told if the key says otherwise. What they may do follows from the name:
    /// records are sealed by nobody's name, and whoever has the keys could write any.
    pub(crate) fn open_as(&self, by: &str) -> Result<Review, Stop> {
        let review = self.open()?;
        let keys = review.store.recipients_of_keys();
        let mut active = review.published.roster.reviewers.iter();
        let owner = active.find(|own| own.recipient.as_ref().is_some_and(|key| keys.contains(key)));
        if let Some(owner) = owner.filter(|own| own.id != by) {
            show::note(format!(
                "`{}` is the key of {}, and you act as {by}",
                self.identity.display(),
                owner.id
            ));
        }
        Ok(review)
    }

    /// Where the signing key lies if nobody names it: beside the identity, as `roster add` writes both.
    pub(crate) fn signing_key(&self) -> PathBuf {
        self.identity.with_file_name("signing_key")
    }

    /// Opens everything for a desk; `opened` is told of each object.
    pub(crate) fn open_at_desk(&self, opened: &(dyn Fn() + Sync)) -> Result<Review, Stop> {
        self.open_in(Repository::at_desk(&self.repo), opened)
    }

    fn open_in(&self, repository: Repository, opened: &(dyn Fn() + Sync)) -> Result<Review, Stop> {
        let identities = self.identities()?;
        if !repository.follow_origin()? {
            show::note("`origin` doesn't answer: what others published meanwhile isn't seen");
        }
        let published = Published::read(&repository)?;
        let store = Store::new(vault::open(&self.vault)?, identities, published.recipients());
        Review::open(store, repository, published, Clock::of_the_environment().today(), opened)
    }

    fn identities(&self) -> Result<Vec<Identity>, Stop> {
        let shown = self.identity.display();
        let help = "name the file with `--identity FILE`; docs/reviewers-keys.md says how to make one";
        let text = std::fs::read_to_string(&self.identity)
            .map_err(|error| Stop::failed(format!("can't read `{shown}`: {error}"), help))?;
        Identity::parse(&text).map_err(|error| Stop::failed(format!("`{shown}`: {error}"), help))
    }
}
