//! The site in memory, and what is wrong with what is being written right now.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Instant;

use report::{Finding, Severity};
use tokio::sync::watch;

use super::ServeError;
use crate::check;
use crate::command::load::{self, Input, LoadError};
use crate::command::show;
use crate::content::Content;
use crate::library::{Edition, Library};
use crate::site::Site;
use crate::theme::{Theme, words_findings};

/// What a browser is told: a number that changes with the site, and the error to lay over the page.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) version: u64,
    pub(super) problem: Option<String>,
}

pub(super) struct Live {
    pub(super) input: Input,
    edition: Edition,
    site: RwLock<Arc<Site>>,
    source: Mutex<Written>,
    /// What was last wrong with the theme.
    theme_problem: Mutex<Option<String>>,
    state: watch::Sender<State>,
}

/// The content as it was last read, with what is wrong in which file.
struct Written {
    content: Content,
    findings: BTreeMap<String, Vec<Finding>>,
}

impl Live {
    pub(super) fn start(input: Input, edition: Edition) -> Result<Self, ServeError> {
        let (content, findings) = Content::read(&input.content).map_err(LoadError::from)?;
        let Some(content) = content else {
            _ = show::findings(&findings, anstream::stderr());
            return Err(ServeError::Findings);
        };
        let theme = Theme::read(&input.theme(), &content.site.language).map_err(|error| {
            _ = show::findings(words_findings(&error), anstream::stderr());
            LoadError::from(error)
        })?;
        let library = Arc::new(Library::new(content.clone(), edition));
        let site = Site::new(library, theme, load::options(&input, edition));
        let live = Self {
            site: RwLock::new(Arc::new(site)),
            source: Mutex::new(Written { content, findings: by_file(findings) }),
            theme_problem: Mutex::default(),
            state: watch::Sender::new(State::default()),
            input,
            edition,
        };
        live.tell(None);
        Ok(live)
    }

    pub(super) fn base(&self) -> &str {
        &self.input.base_url
    }

    pub(super) fn site(&self) -> Arc<Site> {
        self.site.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<State> {
        self.state.subscribe()
    }

    /// The reports whose file is gone.
    pub(super) fn vanished(&self) -> Vec<PathBuf> {
        self.source.lock().unwrap_or_else(PoisonError::into_inner).content.vanished()
    }

    /// Takes in what changed on the disk.
    pub(super) fn changed(&self, paths: &[PathBuf]) {
        let started = Instant::now();
        let problem = self.reread(paths).err();
        self.tell(problem);
        let names: Vec<String> = paths.iter().take(3).map(|path| path.display().to_string()).collect();
        let more = if paths.len() > 3 { " and others" } else { "" };
        show::line(format!(
            "changed {}{more}: shown after {} ms",
            names.join(", "),
            started.elapsed().as_millis()
        ));
    }

    fn reread(&self, paths: &[PathBuf]) -> Result<(), String> {
        let mut written = self.source.lock().unwrap_or_else(PoisonError::into_inner);
        let old = self.site();
        let in_theme = paths.iter().any(|path| path.starts_with(self.input.theme()));
        let in_content: Vec<&PathBuf> =
            paths.iter().filter(|path| path.starts_with(&self.input.content)).collect();
        let library = if in_content.is_empty() {
            old.library.clone()
        } else {
            written.take_in(&self.input.content, &in_content)?;
            Arc::new(Library::new(written.content.clone(), self.edition))
        };
        let theme = if in_theme || library.site.language != old.library.site.language {
            *self.theme_problem.lock().unwrap_or_else(PoisonError::into_inner) = None;
            Theme::read(&self.input.theme(), &library.site.language).map_err(|error| {
                let findings = words_findings(&error).iter();
                findings.fold(error.to_string(), |text, finding| format!("{text}\n{finding}"))
            })
        } else {
            Ok(old.theme.clone())
        };
        let site = theme.and_then(|theme| {
            let site = Site::new(library.clone(), theme, load::options(&self.input, self.edition));
            // A template that can't be used must not take the place of one that can.
            match site.first_broken_template() {
                Some(error) => Err(error.to_string()),
                None => Ok(site),
            }
        });
        let site = match site {
            Ok(site) => site,
            // Something in the content alone that no template can show: the last good site stays.
            Err(problem) if !in_theme => return Err(problem),
            Err(problem) => {
                *self.theme_problem.lock().unwrap_or_else(PoisonError::into_inner) = Some(problem);
                // The text is shown in its new form all the same.
                Site::new(library, old.theme.clone(), load::options(&self.input, self.edition))
            }
        };
        *self.site.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(site);
        Ok(())
    }

    /// Tells browsers and terminal how it stands.
    fn tell(&self, problem: Option<String>) {
        let written = self.source.lock().unwrap_or_else(PoisonError::into_inner);
        let mut errors: Vec<Finding> = written.findings.values().flatten().cloned().collect();
        errors.extend(check::check_across(&self.site()));
        errors.retain(|finding| finding.severity == Severity::Error);
        if !errors.is_empty() {
            _ = show::findings(&errors, anstream::stderr());
        }
        if let Some(problem) = &problem {
            show::failure(problem, "the last good page stays; fix it and save");
        }
        let theme = self.theme_problem.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(problem) = &theme {
            show::failure(problem, "the last good theme stays; fix it and save");
        }
        let texts = errors.iter().map(ToString::to_string).chain(problem).chain(theme);
        let text = texts.collect::<Vec<_>>().join("\n");
        let problem = (!text.is_empty()).then_some(text);
        self.state.send_modify(|state| *state = State { version: state.version + 1, problem });
    }
}

impl Written {
    fn take_in(&mut self, root: &Path, paths: &[&PathBuf]) -> Result<(), String> {
        let reports = root.join("reports");
        let (of_reports, others): (Vec<&PathBuf>, Vec<&PathBuf>) =
            paths.iter().partition(|path| path.parent() == Some(reports.as_path()));
        let failed = |error: crate::content::ContentError| error.to_string();
        if others.iter().any(|path| path.ends_with("taxonomy.yaml") || ***path == reports) {
            let (content, findings) = Content::read(root).map_err(failed)?;
            self.findings = by_file(findings);
            self.content = content.ok_or("the taxonomy or site.yaml can't be used")?;
            return Ok(());
        }
        for path in
            of_reports.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        {
            let findings = self.content.reread_report(path).map_err(failed)?;
            self.findings.remove(&path.display().to_string());
            self.findings.extend(by_file(findings));
        }
        if !others.is_empty() {
            let findings = self.content.reread_rest().map_err(failed)?;
            self.findings.retain(|file, _| Path::new(file).starts_with(&reports));
            self.findings.extend(by_file(findings));
        }
        Ok(())
    }
}

fn by_file(findings: Vec<Finding>) -> BTreeMap<String, Vec<Finding>> {
    let mut files: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for finding in findings {
        files.entry(finding.file.clone()).or_default().push(finding);
    }
    files
}
