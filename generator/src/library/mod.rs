//! The library: the reports in their order, with the indices that pages are made from.

mod facets;
mod related;
mod week;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use report::{NearMiss, Period, Publication, Questionnaire, ReportId, Taxonomy};
use search_index::format::SynonymGroup;

pub use facets::FacetIndex;
pub use related::{Reason, Related};
pub use week::{Week, WeekError};

use crate::content::{Content, Loaded, Page, Roster, SiteConfig};
use crate::trends::tables::Table;

/// The reports of a site, ready to be shown.
#[derive(Debug)]
pub struct Library {
    /// `site.yaml`.
    pub site: SiteConfig,
    /// `taxonomy.yaml`.
    pub taxonomy: Taxonomy,
    /// The reports, newest period first, within a period by id: ids are random, so that the order
    /// says nothing of when a report arrived.
    pub reports: Vec<Arc<Loaded>>,
    /// The prose pages.
    pub pages: Vec<Page>,
    /// Ids of withdrawn reports, each of which leaves a page that says so.
    pub withdrawn: BTreeSet<ReportId>,
    /// Protected tables of what was reviewed, reports without a page among them.
    pub tables: Vec<Table>,
    /// Which reports have a value of a field.
    pub facets: FacetIndex,
    /// Ids of the samples left out of a release.
    pub left_out: BTreeSet<ReportId>,
    /// `synonyms.yaml`.
    pub synonyms: Vec<SynonymGroup>,
    /// What the form asks and to whom it seals; `None` where there is no form.
    pub form: Option<IntakeForm>,
    /// Whether the form was left out because everybody has the key of its roster.
    pub form_left_out: bool,
    periods: Vec<Option<Period>>,
    places: HashMap<ReportId, u32>,
    similarity: OnceLock<related::Similarity>,
}

/// The form by which reports come in.
#[derive(Debug)]
pub struct IntakeForm {
    /// What is asked.
    pub questionnaire: Questionnaire,
    /// To whom it is sealed.
    pub roster: Roster,
}

/// Who the site is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// Reviewers and newcomers: everything, under a banner, not for search engines.
    Preview,
    /// Everybody: samples are left out.
    Release,
}

impl Library {
    /// Puts the content in order. Withdrawn reports are out in any case, samples in a release.
    #[must_use]
    pub fn new(content: Content, edition: Edition) -> Self {
        let Content { site, taxonomy, mut reports, pages, withdrawn, tables, periods, synonyms, .. } =
            content;
        let form = content.questionnaire.zip(content.roster);
        let form = form.map(|(questionnaire, roster)| IntakeForm { questionnaire, roster });
        // A release that seals to a key everybody has would betray its reporters.
        let demo = |form: &IntakeForm| edition == Edition::Release && form.roster.demo;
        let form_left_out = form.as_ref().is_some_and(demo);
        let form = form.filter(|form| !demo(form));
        reports.retain(|loaded| !withdrawn.contains(&loaded.report.id));
        let mut left_out = BTreeSet::new();
        if edition == Edition::Release {
            let samples = reports.extract_if(.., |loaded| loaded.report.sample);
            left_out.extend(samples.map(|loaded| loaded.report.id));
        }
        let period = |id: &ReportId| periods.get(id).copied();
        // What has no period yet is about to be published: it comes first in a preview.
        reports.sort_by_cached_key(|loaded| {
            let id = loaded.report.id;
            (std::cmp::Reverse(period(&id).map_or((1, None), |period| (0, Some(period)))), id)
        });
        let periods = reports.iter().map(|loaded| period(&loaded.report.id)).collect();
        let places = (0u32..).zip(&reports).map(|(at, loaded)| (loaded.report.id, at)).collect();
        let facets = FacetIndex::new(&taxonomy, &reports);
        Self {
            site,
            taxonomy,
            reports,
            pages,
            withdrawn,
            tables,
            facets,
            left_out,
            synonyms,
            form,
            form_left_out,
            periods,
            places,
            similarity: OnceLock::new(),
        }
    }

    /// The report at a place in the order.
    #[must_use]
    pub fn report(&self, at: u32) -> &NearMiss {
        &self.reports[at as usize].report
    }

    /// The place of a report.
    #[must_use]
    pub fn place(&self, id: &ReportId) -> Option<u32> {
        self.places.get(id).copied()
    }

    /// The period in which a report was published, if it was.
    #[must_use]
    pub fn period(&self, at: u32) -> Option<Period> {
        self.periods[at as usize]
    }

    /// Number of reports.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.reports.len()).unwrap_or(u32::MAX)
    }

    /// Whether there is no report.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    /// The reports most like this one, with the reason, best first.
    #[must_use]
    pub fn related(&self, at: u32) -> Vec<Related> {
        self.similarity.get_or_init(|| related::Similarity::new(self)).related(self, at)
    }

    /// The report to read this week; without a week, the one to read first. `None` for an empty library.
    #[must_use]
    pub fn report_of_the_week(&self, week: Option<Week>) -> Option<u32> {
        let told = (0..self.len()).filter(|at| self.report(*at).publication == Publication::Full);
        let mut chosen = week::choose(week, told.map(|at| (self.report(at).id, at)));
        if chosen.is_none() {
            chosen = (!self.is_empty()).then_some(0);
        }
        chosen
    }
}
