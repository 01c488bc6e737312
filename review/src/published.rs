//! What is published: taxonomy, rosters and reports, as `main` of the review repository has them.

mod rosters;

use std::sync::{Arc, OnceLock};

use approvals::{Reviewer, Role, Roster};
use generator::content::{Content, Loaded};
use generator::gate::Version;
use generator::library::{Edition, Library};
use generator::site::{Options, Site};
use generator::theme::Theme;
use identifiers::Confidence;
use report::{Finding, Keys, NearMiss, Place, ReportId, Severity, Source};
use seal::Recipients;
use tempfile::TempDir;

use crate::refusal::Stop;
use crate::reidentification::{Standing, standing};
use crate::repository::Repository;

/// The library on `main`, laid out where its own reader finds it. Nothing in it is secret.
pub struct Published {
    /// The commit.
    pub commit: String,
    /// The content.
    pub content: Content,
    /// Number of the newest roster.
    pub number: u32,
    /// The newest roster.
    pub roster: Roster,
    folder: TempDir,
    theme: OnceLock<Theme>,
}

/// Where a desk shows how a report will look.
pub const PREVIEW: &str = "/site/";

impl Published {
    /// Reads `main`.
    pub fn read(repository: &Repository) -> Result<Self, Stop> {
        let help = "name the review repository with `--repo DIR`; its branch `main` holds the library";
        let Some(commit) = repository.published()? else {
            let folder = repository.git().folder().display().to_string();
            return Err(Stop::failed(format!("`{folder}` has no branch `main`"), help));
        };
        let folder =
            tempfile::tempdir().map_err(|error| Stop::failed(error.to_string(), "check the disk's room"))?;
        Version::read(repository.git(), &commit)?.lay_out(repository.git(), folder.path())?;
        let (content, findings) = Content::read(&folder.path().join("content"))?;
        let Some(content) = content else {
            let first = findings.iter().find(|finding| finding.severity == Severity::Error);
            let why = first.map_or_else(String::new, |finding| format!(": {}", finding.message));
            return Err(Stop::failed(format!("the library on `main` can't be used{why}"), help));
        };
        let (number, roster) = rosters::newest(repository, folder.path())?;
        Ok(Self { commit, content, number, roster, folder, theme: OnceLock::new() })
    }

    /// To whom work is sealed: everybody in use.
    #[must_use]
    pub fn recipients(&self) -> Option<Recipients> {
        let active =
            self.roster.reviewers.iter().filter(|reviewer| reviewer.standing == approvals::Standing::Active);
        let keys: Vec<&str> = active.filter_map(|reviewer| reviewer.recipient.as_deref()).collect();
        Recipients::parse(&keys.join("\n")).ok()
    }

    /// A reviewer in use.
    pub fn reviewer(&self, id: &str) -> Result<&Reviewer, Stop> {
        let known =
            self.roster.reviewer(id).filter(|reviewer| reviewer.standing == approvals::Standing::Active);
        known.ok_or_else(|| {
            let message = format!("`{id}` isn't a reviewer in use in roster {}", self.number);
            Stop::refused("unknown-reviewer", message, "name yourself with `--as`, as the roster does")
        })
    }

    /// The same, who must have a role.
    pub fn reviewer_with(&self, id: &str, role: Role) -> Result<&Reviewer, Stop> {
        let reviewer = self.reviewer(id)?;
        if reviewer.roles.contains(&role) {
            return Ok(reviewer);
        }
        let word = if role == Role::Content { "content" } else { "deidentification" };
        let message = format!("`{id}` doesn't have the role `{word}`");
        Err(Stop::refused("role", message, "leave it to a reviewer who has it"))
    }

    /// Whether an id is taken.
    #[must_use]
    pub fn knows(&self, id: ReportId) -> bool {
        self.content.withdrawn.contains(&id)
            || self.content.reports.iter().any(|loaded| loaded.report.id == id)
    }

    /// The site as it will be with this report in it, next to all others.
    pub fn site_with(&self, draft: Loaded) -> Result<Site, Stop> {
        let mut content = self.content.clone();
        content.reports.retain(|loaded| loaded.report.id != draft.report.id);
        content.reports.push(Arc::new(draft));
        self.site(content, "/")
    }

    /// The same with this report alone, for a desk to show below [`PREVIEW`].
    pub fn preview(&self, draft: Loaded) -> Result<Site, Stop> {
        let mut content = self.content.clone();
        content.reports = vec![Arc::new(draft)];
        self.site(content, PREVIEW)
    }

    /// The site without any report: what its pages load.
    pub fn bare_site(&self) -> Result<Site, Stop> {
        let mut content = self.content.clone();
        content.reports = Vec::new();
        self.site(content, PREVIEW)
    }

    fn site(&self, content: Content, base: &str) -> Result<Site, Stop> {
        let theme = self.folder.path().join("themes/default");
        let theme = if theme.is_dir() { theme } else { generator::theme::shipped() };
        let read = if let Some(read) = self.theme.get() {
            read.clone()
        } else {
            let read = Theme::read(&theme, &self.content.site.language).map_err(|error| {
                Stop::failed(error.to_string(), "fix the theme on `main` of the review repository")
            })?;
            self.theme.get_or_init(|| read).clone()
        };
        let library = Arc::new(Library::new(content, Edition::Preview));
        let base = base.to_owned();
        let options = Options { base, edition: Edition::Preview, week: None, theme, revision: None };
        Ok(Site::new(library, read, options))
    }

    /// How a report stands out among those of the library.
    #[must_use]
    pub fn standing(&self, report: &NearMiss) -> Standing {
        let told = self.content.reports.iter().map(|loaded| &loaded.report).filter(|other| !other.sample);
        standing(report, told, &self.content.taxonomy)
    }

    /// Everything that is wrong with a text as the file of this report.
    pub fn check(&self, id: ReportId, text: &str) -> Result<(Option<NearMiss>, Vec<Finding>), Stop> {
        let name = format!("content/reports/{id}.md");
        let (report, mut findings) = report::parse(&name, text.as_bytes(), &self.content.taxonomy);
        if let Some(report) = &report {
            let site = self.site_with(Loaded { path: name.clone(), report: report.clone() })?;
            generator::check::of_report(&site, &Source::new(&name, text), report, &mut findings);
        } else {
            findings.extend(identifiers_in(&Source::new(&name, text)));
        }
        generator::check::sort(&mut findings);
        Ok((report, findings))
    }
}

/// What identifies in a text that is no whole report yet.
fn identifiers_in(source: &Source<'_>) -> Vec<Finding> {
    let mut ignored = Vec::new();
    let Some(document) = report::read_document(source, &mut ignored) else {
        return told(source, source.text, 1, &[]);
    };
    let mut allowed = Vec::new();
    let keys = Keys::read(source, document.front_matter, document.front_matter_line, &mut ignored);
    if let Some(mut keys) = keys {
        let node = keys.node("allow").and_then(|node| Keys::of(source, node, &mut ignored));
        allowed.extend(node.into_iter().flat_map(Keys::into_nodes).map(|(word, _)| word.text));
    }
    // The headings of sections are the library's own words.
    let heading = |line: &str| {
        line.strip_prefix("## ").is_some_and(|own| report::Section::from_heading(own.trim()).is_some())
    };
    let lines = document.body.split_inclusive('\n');
    let body: String = lines.map(|line| if heading(line.trim_end()) { "\n" } else { line }).collect();
    let mut found = told(source, &body, document.body_line, &allowed);
    let title = document.front_matter.lines().zip(document.front_matter_line..);
    for (line, number) in title.filter(|(line, _)| line.starts_with("title:")) {
        found.extend(told(source, line.trim_start_matches("title:"), number, &allowed));
    }
    found
}

fn told(source: &Source<'_>, text: &str, first_line: usize, allowed: &[String]) -> Vec<Finding> {
    let mut found = Vec::new();
    for own in identifiers::find(text) {
        let words = &text[own.range.clone()];
        let known = allowed.iter().any(|allowed| allowed.split_whitespace().eq(words.split_whitespace()));
        if known || own.confidence == Confidence::Low {
            continue;
        }
        let line = first_line + text[..own.range.start].matches('\n').count();
        found.push(source.finding(
            "identifier",
            Severity::Error,
            Place::line_start(line, 1),
            format!("`{words}` looks like {}", own.kind.words()),
            format!(
                "write `{}`; if it identifies nobody, say why under `allow:` in the fields",
                own.suggestion
            ),
        ));
    }
    found
}
