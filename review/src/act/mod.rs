//! What reviewers do. The desk and the commands call the same.

mod approve;
mod batch;
mod close;
mod decide;
mod main_branch;
mod proposal;
mod publication;
mod release;
mod stages;
mod tables;
mod text;

use std::collections::HashSet;

use jiff::civil::Date;
use rayon::prelude::*;
use report::ReportId;

use crate::published::Published;
use crate::queue::{KEPT, SAID_BEFORE, age, days};
use crate::refusal::Stop;
use crate::repeats::possible_repeats;
use crate::repository::Repository;
use crate::work::{Case, Opened, Record, SetAside, State, Store, What};

pub use approve::approve;
pub use batch::{Batched, sign_batch};
pub use close::{Outcome, close, purge, withdraw};
pub use decide::{claim, hold, lessons_only, open_original, recuse, resume, save_draft, send_back};
pub use main_branch::Put;
pub use proposal::Proposal;
pub use publication::{Publication, publish};
pub use release::{Release, next_release, sign_release};
pub use stages::{stage1, stage2};
pub use tables::{ReleasedTables, release_tables};
pub(crate) use text::{LEFT_TO_STAGE_2, with_id};

/// Everything at hand: the vault with its keys, the repository, and what is published.
pub struct Review {
    /// The vault.
    pub store: Store,
    /// The repository.
    pub repository: Repository,
    /// What is published.
    pub published: Published,
    /// Today.
    pub today: Date,
    /// The reports under review.
    pub reports: Vec<Opened>,
    /// What can't be used.
    pub aside: Vec<SetAside>,
    /// Reports that were deleted now, because a desk first listed them long ago.
    pub expired: usize,
    /// Reports that no desk has listed before, or whose end is near without having been said, by their hashes and names: this
    /// is yet to be noted.
    unlisted: Vec<(String, Vec<String>, What)>,
    /// Those for which it was noted since this began. A record that these keys don't open is written once, not again and again.
    noted: HashSet<(String, bool)>,
    /// The day on which the place where it is published didn't answer.
    unanswered: Option<Date>,
}

/// The short name of a report under review: the first 16 hexadecimal digits of the SHA-256 of its sealed bytes.
#[must_use]
pub fn reference(hash: &str) -> &str {
    hash.get(..16).unwrap_or(hash)
}

impl Review {
    /// Opens all reports. That this is the first look at some of them is noted by [`Review::note_listed`].
    pub fn open(
        store: Store,
        repository: Repository,
        published: Published,
        today: Date,
        opened: &(dyn Fn() + Sync),
    ) -> Result<Self, Stop> {
        let (reports, aside) = (Vec::new(), Vec::new());
        let (unlisted, noted) = (Vec::new(), HashSet::new());
        let (expired, unanswered) = (0, None);
        let mut review = Self {
            store,
            repository,
            published,
            today,
            reports,
            aside,
            expired,
            unlisted,
            noted,
            unanswered,
        };
        review.gather(opened)?;
        Ok(review)
    }

    /// Looks again: what came in, what others did, what was published meanwhile. Only what is new is opened.
    pub fn look_again(&mut self, today: Date) -> Result<(), Stop> {
        self.today = today;
        if self.repository.published()?.is_some_and(|commit| commit != self.published.commit) {
            self.published = Published::read(&self.repository)?;
            self.store.seal_to(self.published.recipients());
        }
        self.gather(&|| {})
    }

    fn gather(&mut self, opened: &(dyn Fn() + Sync)) -> Result<(), Stop> {
        let today = self.today;
        let (mut reports, aside) = self.store.open_all(opened)?;
        self.unlisted.clear();
        for own in &mut reports {
            if !self.is_published(own) {
                own.case.sign_again_under(self.published.number);
            }
            // A day that is yet to come was written by a wrong clock; what is noted now takes its place.
            let yet_to_come = |day: Option<Date>| day.is_none_or(|day| day > today);
            let new = yet_to_come(own.case.listed);
            if new {
                own.case.listed = Some(today);
            }
            let soon = yet_to_come(own.case.soon) && age(&own.case, today) >= KEPT.0;
            if (new || soon) && !self.noted.contains(&(own.hash.clone(), new)) {
                let what = if new { What::Listed } else { What::Soon };
                self.unlisted.push((own.hash.clone(), own.names.clone(), what));
            }
        }
        // Its time is over, whatever it waits for. A clock that is wrong once deletes nothing: that the end is near was said a
        // week before.
        let said = |case: &Case| case.soon.is_some_and(|day| days(day, today) >= SAID_BEFORE);
        let over = |own: &Opened| age(&own.case, today) >= KEPT.1 && said(&own.case);
        let (over, mut reports): (Vec<Opened>, Vec<Opened>) = reports.into_iter().partition(over);
        let mut expired = Vec::new();
        for own in over {
            if self.may_end(&own) { &mut expired } else { &mut reports }.push(own);
        }
        show_repeats(&mut reports);
        reports.sort_by(|a, b| (a.case.listed, &a.hash).cmp(&(b.case.listed, &b.hash)));
        (self.reports, self.aside) = (reports, aside);
        for own in &expired {
            if self.is_published(own) {
                self.store.write_row(&own.hash, &close::row(self, own, "published")?)?;
            }
            close::delete(self, own)?;
            self.expired += 1;
        }
        Ok(())
    }

    /// Whether a report whose time is over can be deleted now. One that is signed twice may have been published by another desk: it
    /// waits until that can be asked, or its release would be counted without it.
    fn may_end(&mut self, report: &Opened) -> bool {
        if report.case.state < State::Ready || self.is_published(report) {
            return true;
        }
        // A network that doesn't answer is asked once a day, not with every page.
        if self.unanswered == Some(self.today) {
            return false;
        }
        let asked = self.repository.follow_origin().unwrap_or(false);
        let commit = self.repository.published().ok().flatten();
        let unpublished = asked && commit.as_ref() == Some(&self.published.commit);
        let may = unpublished && publication::take_back(self, report).is_ok();
        if !asked || unpublished && !may {
            self.unanswered = Some(self.today);
        }
        may
    }

    /// Whether readers see it already, or are told that it was withdrawn.
    fn is_published(&self, report: &Opened) -> bool {
        report.case.id.is_some_and(|id| self.published.knows(id))
    }

    /// Notes the first look at no more than so many reports; how many are left.
    pub fn note_listed(&mut self, most: usize) -> Result<usize, Stop> {
        let at = self.unlisted.len().saturating_sub(most);
        let now = self.unlisted.split_off(at);
        now.par_iter().try_for_each(|(hash, names, what)| {
            self.store.write_seen(hash, names, self.today, what.clone())
        })?;
        self.noted.extend(now.into_iter().map(|(hash, _, what)| (hash, what == What::Listed)));
        Ok(at)
    }

    /// Forgets what is yet to be noted, until the next look: some of it may be gone from the vault now.
    pub(crate) fn forget_unlisted(&mut self) {
        self.unlisted.clear();
    }

    /// A report by its id or its short name.
    pub fn find(&self, name: &str) -> Result<&Opened, Stop> {
        let named = |own: &&Opened| {
            own.case.id.is_some_and(|id| id.as_str() == name)
                || reference(&own.hash) == name
                || own.hash == name
        };
        self.reports.iter().find(named).ok_or_else(|| {
            let message = format!("no report under review is called `{name}`");
            Stop::refused("unknown-report", message, "`nearmiss-review queue` lists them")
        })
    }

    /// Writes what was done, and gives the report as it is then. A decision that somebody else was quicker with isn't
    /// taken, and nothing is lost.
    fn write(&self, report: &Opened, by: &str, what: What) -> Result<Case, Stop> {
        let decides = what.decides();
        let record = Record { step: report.case.step, day: self.today, by: by.to_owned(), what };
        let name = self.store.write(&report.hash, &record)?;
        // As the vault has it now: another desk may have written in the meantime.
        if let Some(name) = &name
            && !self.store.has_original(&report.hash, &report.names)?
        {
            self.store.vault().delete(name)?;
            return Err(gone());
        }
        let case = Case::of(&self.store.records(&report.hash)?);
        if name.is_none() || decides && case.late.contains(&record) {
            return Err(Stop::refused(
                "too-late",
                "another reviewer decided about this report at the same moment",
                "look at it again; this was not done. If nothing is new, what the other wrote is sealed to other keys than yours: have it resealed",
            ));
        }
        Ok(case)
    }
}

fn gone() -> Stop {
    Stop::refused(
        "too-late",
        "another reviewer ended this report at the same moment",
        "it is gone with all work about it; nothing is left to do",
    )
}

/// Notes which reports may tell of the same event.
fn show_repeats(reports: &mut [Opened]) {
    let told: Vec<String> = reports.iter().map(|own| own.submission.texts()).collect();
    let texts: Vec<&str> = told.iter().map(String::as_str).collect();
    for (first, second, _) in possible_repeats(&texts) {
        for (own, other) in [(first, second), (second, first)] {
            let other = reference(&reports[other].hash).to_owned();
            reports[own].repeats.push(other);
        }
    }
}

/// The reviewer may act on this report.
fn may_act(case: &Case, by: &str) -> Result<(), Stop> {
    if case.recused.contains(by) {
        let message = format!("`{by}` knows this incident and stays away");
        return Err(Stop::refused("recused", message, "leave it to another reviewer"));
    }
    Ok(())
}

/// Nothing that it waits for must be decided first.
fn not_held(case: &Case) -> Result<(), Stop> {
    if case.held.is_some() {
        let help = "decide what it waits for, then go on with it: `nearmiss-review resume`";
        return Err(Stop::refused("on-hold", "this report is on hold", help));
    }
    Ok(())
}

/// The report is as far as it must be for this.
fn in_state(case: &Case, wanted: &[State], help: &str) -> Result<(), Stop> {
    if wanted.contains(&case.state) {
        return Ok(());
    }
    let message = format!("this report is in the state `{}`", case.state.word());
    Err(Stop::refused("state", message, help))
}

/// The report's id, which it has from the end of stage 1 on.
fn id_of(case: &Case) -> Result<ReportId, Stop> {
    case.id.ok_or_else(|| {
        Stop::refused("state", "this report has no id yet", "stage 1 comes first: `nearmiss-review stage1`")
    })
}
