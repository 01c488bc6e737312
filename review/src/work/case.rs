//! What is true of one report under review.

use std::collections::{BTreeMap, BTreeSet};

use approvals::Stage;
use jiff::civil::Date;
use report::ReportId;

use super::record::{Record, What};

/// No desk listed a report before this program was there.
const FIRST_DAY: Date = jiff::civil::date(2026, 1, 1);

/// How far a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nobody has de-identified it.
    Waiting,
    /// De-identified, without its lessons.
    Stage1,
    /// With its lessons, not signed.
    Stage2,
    /// The content is signed; the de-identifier signs last.
    Countersign,
    /// Signed twice; it waits for a release.
    Ready,
    /// In the library.
    Published,
}

impl State {
    /// Its word in commands.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Stage1 => "stage1",
            Self::Stage2 => "stage2",
            Self::Countersign => "countersign",
            Self::Ready => "ready",
            Self::Published => "published",
        }
    }
}

/// What a reviewer wrote for the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The day.
    pub day: Date,
    /// Who.
    pub by: String,
    /// What it comes with, in words: "passed on".
    pub with: &'static str,
    /// The words.
    pub text: String,
}

/// A report under review: what follows from its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Number of decisions taken.
    pub step: u32,
    /// How far it is.
    pub state: State,
    /// Its id, from the end of stage 1 on.
    pub id: Option<ReportId>,
    /// When a desk first listed it.
    pub listed: Option<Date>,
    /// When a desk first said that its end is near.
    pub soon: Option<Date>,
    /// Who works on it.
    pub claimed: Option<String>,
    /// Who stays away.
    pub recused: BTreeSet<String>,
    /// Who ever edited the text at stage 1.
    pub editors: BTreeSet<String>,
    /// Who ever wrote at stage 2.
    pub writers: BTreeSet<String>,
    /// The report's file as it was last handed over.
    pub text: Option<String>,
    /// The file as each reviewer last handed it over or drafted it.
    pub texts: BTreeMap<String, String>,
    /// Drafts that go beyond what was handed over.
    pub drafts: BTreeMap<String, String>,
    /// Drafts of a text that somebody else has handed over since: to be read, not to go on with.
    pub outdated: BTreeMap<String, String>,
    /// Since when it is on hold.
    pub held: Option<Date>,
    /// The event isn't told.
    pub lessons_only: bool,
    /// What was written at hand-overs, oldest first.
    pub notes: Vec<Note>,
    /// Who signed what, as far as nothing changed since.
    pub signed: BTreeMap<Stage, String>,
    /// The oldest roster under which that was done.
    pub signed_under: Option<u32>,
    /// Decisions that came too late: another was taken before.
    pub late: Vec<Record>,
}

impl Case {
    /// Puts records in order and follows them; names are those of their objects.
    #[must_use]
    pub fn of(records: &[(String, Record)]) -> Self {
        let mut ordered: Vec<&(String, Record)> = records.iter().collect();
        // By what their writers knew; what was done at the same step, by the names, which are random and the same on
        // every desk.
        ordered.sort_by(|(a, first), (b, second)| {
            (first.step, first.what.order(), a).cmp(&(second.step, second.what.order(), b))
        });
        let mut case = Self {
            step: 0,
            state: State::Waiting,
            id: None,
            listed: None,
            soon: None,
            claimed: None,
            recused: BTreeSet::new(),
            editors: BTreeSet::new(),
            writers: BTreeSet::new(),
            text: None,
            texts: BTreeMap::new(),
            drafts: BTreeMap::new(),
            outdated: BTreeMap::new(),
            held: None,
            lessons_only: false,
            notes: Vec::new(),
            signed: BTreeMap::new(),
            signed_under: None,
            late: Vec::new(),
        };
        for (_, record) in ordered {
            case.follow(record);
        }
        case
    }

    fn follow(&mut self, record: &Record) {
        if record.what.decides() {
            if record.step != self.step {
                self.late.push(record.clone());
                return;
            }
            self.step += 1;
            self.claimed = None;
            self.held = None;
        }
        let by = &record.by;
        match &record.what {
            // A day before there was any desk comes from a clock that was never set.
            What::Listed if record.day >= FIRST_DAY => {
                self.listed = Some(self.listed.map_or(record.day, |day| day.min(record.day)));
            }
            What::Listed => {}
            What::Soon => self.soon = Some(self.soon.map_or(record.day, |day| day.min(record.day))),
            What::Claimed => _ = self.claimed.get_or_insert_with(|| by.clone()),
            What::Recused => {
                self.recused.insert(by.clone());
                self.claimed = self.claimed.take().filter(|own| own != by);
            }
            What::OriginalOpened { reason } => self.note(record, "opened the original", reason),
            What::Draft { text, .. } => {
                if self.state == State::Waiting {
                    self.editors.insert(by.clone());
                }
                self.drafts.insert(by.clone(), text.clone());
            }
            What::Deidentified { id, text, note } => {
                self.id = Some(*id);
                self.editors.insert(by.clone());
                self.hand_over(by, text);
                self.state = State::Stage1;
                self.note(record, "de-identified", note);
            }
            What::LessonsWritten { text, note } => {
                self.writers.insert(by.clone());
                self.hand_over(by, text);
                self.state = State::Stage2;
                self.note(record, "wrote the lessons", note);
            }
            What::Approved { stage, reason, roster } => {
                if !reason.is_empty() {
                    self.note(record, "signed although it stands out", reason);
                }
                if *stage == Stage::Content {
                    // Signed anew, the second signature is due again.
                    self.unsign();
                }
                self.signed.insert(*stage, by.clone());
                self.signed_under = Some(self.signed_under.map_or(*roster, |under| under.min(*roster)));
                self.state = match stage {
                    Stage::Content => State::Countersign,
                    Stage::Deidentification => State::Ready,
                };
            }
            What::SentBack { reason } => {
                self.unsign();
                self.state = if self.state >= State::Countersign { State::Stage1 } else { State::Waiting };
                self.note(record, "sent back", reason);
            }
            What::Held { reason } => {
                self.held = Some(record.day);
                self.note(record, "put on hold", reason);
            }
            What::Resumed { reason } => self.note(record, "went on with it", reason),
            What::LessonsOnly { reason, text } => {
                self.lessons_only = true;
                if let Some(text) = text {
                    self.hand_over(by, text);
                }
                self.state = self.state.min(State::Stage2);
                self.note(record, "lessons only", reason);
            }
        }
    }

    /// A changed text voids what was signed.
    fn hand_over(&mut self, by: &str, text: &str) {
        self.unsign();
        self.drafts.remove(by);
        self.outdated.remove(by);
        self.outdated.append(&mut self.drafts);
        self.texts.insert(by.to_owned(), text.to_owned());
        self.text = Some(text.to_owned());
    }

    /// What was signed under another roster than this one is signed anew: nothing new is published with statements that name an
    /// older one.
    pub fn sign_again_under(&mut self, roster: u32) {
        if self.signed_under.is_some_and(|under| under != roster) {
            self.signed.clear();
            self.state = State::Stage2;
        }
    }

    /// Whether it must be signed anew for that.
    #[must_use]
    pub fn signs_again(&self) -> bool {
        self.signed.is_empty() && self.signed_under.is_some()
    }

    fn unsign(&mut self) {
        self.signed.clear();
        self.signed_under = None;
    }

    fn note(&mut self, record: &Record, with: &'static str, text: &str) {
        let (day, by, text) = (record.day, record.by.clone(), text.to_owned());
        self.notes.push(Note { day, by, with, text });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(name: &str, step: u32, by: &str, what: What) -> (String, Record) {
        let day = "2026-11-25".parse().unwrap();
        (name.to_owned(), Record { step, day, by: by.to_owned(), what })
    }

    fn handed(text: &str) -> What {
        let id = "nm-22222222".parse().unwrap();
        What::Deidentified { id, text: text.to_owned(), note: String::new() }
    }

    #[test]
    fn of_two_decisions_at_the_same_moment_one_is_taken_and_the_other_is_kept() {
        let held = |why: &str| What::Held { reason: why.to_owned() };
        let both = [record("b", 0, "r-04", held("why?")), record("a", 0, "r-07", handed("safe"))];
        let case = Case::of(&both);
        assert_eq!((case.state, case.held, case.step), (State::Stage1, None, 1));
        assert_eq!(case.late, [both[0].1.clone()]);
        // The order in which a vault lists them makes no difference.
        let [first, second] = both;
        assert_eq!(Case::of(&[second, first]), case);
    }

    #[test]
    fn a_draft_ends_with_its_hand_over_and_anothers_is_outdated() {
        let draft = |text: &str, number| What::Draft { text: text.to_owned(), number };
        let case = Case::of(&[
            // Names are random: here those of the drafts come last.
            record("z", 0, "r-04", draft("old", 0)),
            record("y", 0, "r-04", draft("new", 1)),
            record("x", 0, "r-07", draft("other", 0)),
        ]);
        assert_eq!(case.drafts["r-04"], "new");
        let case = Case::of(&[
            record("z", 0, "r-04", draft("old", 0)),
            record("x", 0, "r-07", draft("other", 0)),
            record("a", 0, "r-04", handed("safe")),
        ]);
        assert!(case.drafts.is_empty());
        assert_eq!((case.text.as_deref(), case.outdated["r-07"].as_str()), (Some("safe"), "other"));
    }
}
