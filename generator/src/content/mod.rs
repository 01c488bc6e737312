//! The content folder: what people write and review, read into values with all their findings.

mod folder;
mod page;
mod release;
mod roster;
mod site;
mod synonyms;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::trends::tables::Table;
use report::{Finding, NearMiss, Period, Questionnaire, ReportId, Severity, Source, Taxonomy};
use search_index::format::SynonymGroup;

pub(crate) use folder::read_text;
pub use folder::{FileError, read_file};
pub use page::Page;
pub use roster::{Roster, RosterRecipient};
pub use site::{SECTION_FIELDS, SiteConfig};

/// A content folder in memory.
#[derive(Debug, Clone)]
pub struct Content {
    /// The folder, as it was named on the command line.
    pub root: PathBuf,
    /// `site.yaml`.
    pub site: SiteConfig,
    /// `taxonomy.yaml`.
    pub taxonomy: Taxonomy,
    /// The reports that have no error, by path.
    pub reports: Vec<Arc<Loaded>>,
    /// The pages in `pages/`, by name.
    pub pages: Vec<Page>,
    /// Ids of reports that were withdrawn.
    pub withdrawn: BTreeSet<ReportId>,
    /// `tables/`, oldest quarter first.
    pub tables: Vec<Table>,
    /// The period in which each released report was published.
    pub periods: BTreeMap<ReportId, Period>,
    /// `synonyms.yaml`.
    pub synonyms: Vec<SynonymGroup>,
    /// `questionnaire.yaml`; a library without one has no form.
    pub questionnaire: Option<Questionnaire>,
    /// The roster in force; a library without one has no form.
    pub roster: Option<Roster>,
}

/// A report and the file it came from.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The file, as it is named in findings.
    pub path: String,
    /// The report.
    pub report: NearMiss,
}

/// Why a content folder can't be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// There is no such folder.
    #[error("there is no content folder `{}`; `nearmiss init {}` makes one", .0.display(), .0.display())]
    Missing(PathBuf),
    /// A file can't be read for a reason of the machine's.
    #[error(transparent)]
    File(#[from] FileError),
}

/// Largest of the files that aren't reports, in bytes.
const MAX_YAML_BYTES: usize = 1 << 20;

impl Content {
    /// Reads the folder. `None` beside the findings if `site.yaml` or `taxonomy.yaml` can't be used.
    pub fn read(root: &Path) -> Result<(Option<Self>, Vec<Finding>), ContentError> {
        if !root.is_dir() {
            return Err(ContentError::Missing(root.to_owned()));
        }
        let mut findings = Vec::new();
        let taxonomy = read_yaml(root, "taxonomy.yaml", &mut findings, Taxonomy::read)?;
        let Some(taxonomy) = taxonomy else { return Ok((None, findings)) };
        let rest = Rest::read(root, &taxonomy, &mut findings)?;
        let mut of_reports = Vec::new();
        let reports = folder::reports(root, &taxonomy, &mut of_reports);
        if let Some(rest) = &rest {
            // Taking a report away must not fail on what is wrong with it.
            let gone = |finding: &Finding| {
                let stem = Path::new(&finding.file).file_stem().unwrap_or_default().to_string_lossy();
                stem.parse().is_ok_and(|id: ReportId| rest.withdrawn.contains(&id))
            };
            for finding in of_reports.iter_mut().filter(|finding| gone(finding)) {
                if finding.severity == Severity::Error {
                    finding.severity = Severity::Warning;
                }
            }
        }
        findings.append(&mut of_reports);
        let Some(rest) = rest else { return Ok((None, findings)) };
        let Rest { site, pages, withdrawn, tables, periods, synonyms, questionnaire, roster } = rest;
        let content = Self {
            root: root.to_owned(),
            site,
            taxonomy,
            reports,
            pages,
            withdrawn,
            tables,
            periods,
            synonyms,
            questionnaire,
            roster,
        };
        Ok((Some(content), findings))
    }

    /// Reads again what is neither a report nor the taxonomy; if `site.yaml` can't be used, the old one stays.
    pub fn reread_rest(&mut self) -> Result<Vec<Finding>, ContentError> {
        let mut findings = Vec::new();
        if let Some(rest) = Rest::read(&self.root, &self.taxonomy, &mut findings)? {
            let Rest { site, pages, withdrawn, tables, periods, synonyms, questionnaire, roster } = rest;
            (self.site, self.pages, self.withdrawn, self.tables) = (site, pages, withdrawn, tables);
            (self.periods, self.synonyms) = (periods, synonyms);
            (self.questionnaire, self.roster) = (questionnaire, roster);
        }
        Ok(findings)
    }

    /// The reports whose file is gone.
    #[must_use]
    pub fn vanished(&self) -> Vec<PathBuf> {
        let there: HashSet<PathBuf> = std::fs::read_dir(self.root.join("reports"))
            .map(|entries| entries.filter_map(Result::ok).map(|entry| entry.path()).collect())
            .unwrap_or_default();
        let paths = self.reports.iter().map(|loaded| PathBuf::from(&loaded.path));
        paths.filter(|path| !there.contains(path)).collect()
    }

    /// Reads one report again after its file has changed; a file that is gone takes its report along.
    pub fn reread_report(&mut self, path: &Path) -> Result<Vec<Finding>, ContentError> {
        let name = path.display().to_string();
        let at = self.reports.binary_search_by(|loaded| loaded.path.as_str().cmp(&name));
        if std::fs::symlink_metadata(path).is_err() {
            if let Ok(at) = at {
                self.reports.remove(at);
            }
            return Ok(Vec::new());
        }
        let (report, findings) = folder::report_again(&self.root, path, &self.taxonomy)?;
        match (report, at) {
            (Some(report), Ok(at)) => self.reports[at] = Arc::new(Loaded { path: name, report }),
            (Some(report), Err(at)) => self.reports.insert(at, Arc::new(Loaded { path: name, report })),
            // The last good version stays in the model, so that the page under work stays on the screen.
            (None, _) => {}
        }
        Ok(findings)
    }
}

/// All but the reports and the taxonomy: little, and quickly read again.
struct Rest {
    site: SiteConfig,
    pages: Vec<Page>,
    withdrawn: BTreeSet<ReportId>,
    tables: Vec<Table>,
    periods: BTreeMap<ReportId, Period>,
    synonyms: Vec<SynonymGroup>,
    questionnaire: Option<Questionnaire>,
    roster: Option<Roster>,
}

impl Rest {
    fn read(
        root: &Path,
        taxonomy: &Taxonomy,
        findings: &mut Vec<Finding>,
    ) -> Result<Option<Self>, ContentError> {
        let site = read_yaml(root, "site.yaml", findings, |source, findings| {
            SiteConfig::read(source, taxonomy, findings)
        })?;
        let Some(site) = site else { return Ok(None) };
        let pages = page::read_all(root, findings)?;
        let withdrawn = release::withdrawn(root, findings)?;
        let tables = crate::trends::tables::read(root, taxonomy, findings)?;
        let periods = release::periods(root, findings)?;
        let synonyms = read_if_there(root, "synonyms.yaml", findings, synonyms::read)?.unwrap_or_default();
        let questionnaire = read_if_there(root, "questionnaire.yaml", findings, |source, findings| {
            Questionnaire::read(source, taxonomy, findings)
        })?;
        let roster = roster::read(root, findings)?;
        // The form stands on this page.
        let form_page = questionnaire.as_ref().map(|_| "share");
        site.check_pages(root, &pages, form_page, findings);
        Ok(Some(Self { site, pages, withdrawn, tables, periods, synonyms, questionnaire, roster }))
    }
}

/// A file that a library may do without.
fn read_if_there<T>(
    root: &Path,
    name: &str,
    findings: &mut Vec<Finding>,
    read: impl FnOnce(&Source<'_>, &mut Vec<Finding>) -> Option<T>,
) -> Result<Option<T>, ContentError> {
    if root.join(name).exists() { read_yaml(root, name, findings, read) } else { Ok(None) }
}

fn read_yaml<T>(
    root: &Path,
    name: &str,
    findings: &mut Vec<Finding>,
    read: impl FnOnce(&Source<'_>, &mut Vec<Finding>) -> Option<T>,
) -> Result<Option<T>, ContentError> {
    let path = root.join(name);
    let shown = path.display().to_string();
    let Some(text) = folder::read_text(root, &path, MAX_YAML_BYTES, findings)? else { return Ok(None) };
    Ok(read(&Source::new(&shown, &text), findings))
}
