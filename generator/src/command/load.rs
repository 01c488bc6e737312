//! Reading content and theme for the commands that need both.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use approvals::Digest;
use report::Finding;

use crate::content::{Content, ContentError};
use crate::gate;
use crate::library::{Edition, Library, Week};
use crate::site::{Options, RenderError, Site};
use crate::theme::{Theme, ThemeError, words_findings};

/// Where things are and how the site is made; the same for every command.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Input {
    /// Folder with reports, pages, taxonomy
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub(crate) content: PathBuf,
    /// Folder with templates, words, styles [default: themes/default, here or where nearmiss was built]
    #[arg(long, value_name = "DIR")]
    pub(crate) theme: Option<PathBuf>,
    /// Path under which the site is served, for instance /near-miss/
    #[arg(long, value_name = "PATH", default_value = "/", value_parser = base_url)]
    pub(crate) base_url: String,
    /// Week whose report stands on the home page, for instance 2026-w48
    #[arg(long, value_name = "WEEK")]
    pub(crate) week: Option<Week>,
    /// Revision of the source, for `/integrity.json`
    #[arg(long, value_name = "REVISION", value_parser = revision)]
    pub(crate) revision: Option<String>,
}

impl Input {
    /// A content folder with a theme, everything else as if nothing was said.
    pub(crate) fn of(content: &Path, theme: Option<PathBuf>) -> Self {
        let content = content.to_owned();
        Self { content, theme, base_url: "/".to_owned(), week: None, revision: None }
    }

    /// The theme: the one asked for, else the one beside the content, which is signed with it, else `themes/default` here, else
    /// the one beside the program's own folder.
    pub(crate) fn theme(&self) -> PathBuf {
        self.theme.clone().unwrap_or_else(|| crate::theme::beside(&self.content))
    }
}

/// Why a site can't be put together.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LoadError {
    #[error(transparent)]
    Content(#[from] ContentError),
    #[error(transparent)]
    Theme(#[from] ThemeError),
    #[error(transparent)]
    Template(#[from] RenderError),
}

impl LoadError {
    pub(crate) fn help(&self) -> &'static str {
        match self {
            Self::Content(ContentError::Missing(_)) => {
                "name the folder with `--content DIR`, or run the command where it is"
            }
            Self::Content(_) => "check that the file can be read",
            Self::Theme(ThemeError::Missing(_)) => {
                "name the folder with `--theme DIR`, or run the command where it is"
            }
            Self::Template(_) | Self::Theme(ThemeError::Template(_)) => {
                "fix the template; themes/default/README.md lists the variables"
            }
            Self::Theme(_) => "fix the theme, or name another with `--theme DIR`",
        }
    }
}

/// A site, or what is wrong with its theme, and all findings about its content.
pub(crate) type Loaded = (Result<Option<Site>, ThemeError>, Vec<Finding>);

/// Reads content and theme. No site if `site.yaml`, `taxonomy.yaml` or the theme can't be used;
/// what is wrong with the theme comes beside the findings.
pub(crate) fn site(input: &Input, edition: Edition) -> Result<Loaded, LoadError> {
    let (content, mut findings) = Content::read(&input.content)?;
    let Some(content) = content else { return Ok((Ok(None), findings)) };
    let theme = match Theme::read(&input.theme(), &content.site.language) {
        Ok(theme) => theme,
        Err(error) if !words_findings(&error).is_empty() => {
            findings.extend_from_slice(words_findings(&error));
            return Ok((Ok(None), findings));
        }
        Err(error) => return Ok((Err(error), findings)),
    };
    let library = Arc::new(Library::new(content, edition));
    Ok((Ok(Some(Site::new(library, theme, options(input, edition)))), findings))
}

/// What speaks against a release, judged by this root; nothing speaks against a preview.
pub(crate) fn unsigned(input: &Input, root: Option<Digest>) -> Result<Vec<Finding>, LoadError> {
    let Some(root) = root else { return Ok(Vec::new()) };
    // What can't be read is told by whoever reads it for the site.
    let (Some(content), _) = Content::read(&input.content)? else { return Ok(Vec::new()) };
    Ok(gate::judge(&content, root).map_err(ContentError::from)?)
}

pub(crate) fn options(input: &Input, edition: Edition) -> Options {
    Options {
        base: input.base_url.clone(),
        edition,
        week: input.week,
        theme: input.theme(),
        revision: input.revision.clone(),
    }
}

/// A git revision, or another word without blanks.
fn revision(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    if text.is_empty() || text.len() > 80 || !text.chars().all(plain) {
        return Err("a revision is one word, for instance the output of `git rev-parse HEAD`".to_owned());
    }
    Ok(text.to_owned())
}

/// `near-miss`, `/near-miss` and `/near-miss/` are the same path.
fn base_url(text: &str) -> Result<String, String> {
    let plain = text.trim_matches('/');
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~' | '/');
    if text.contains("://") {
        return Err(
            "give only the path, for instance /near-miss/; scheme and host are `address` in site.yaml"
                .to_owned(),
        );
    }
    if plain.contains("//")
        || !plain.chars().all(allowed)
        || plain.split('/').any(|part| matches!(part, "." | ".."))
    {
        return Err("a path has letters, digits and - _ . ~ between slashes".to_owned());
    }
    Ok(if plain.is_empty() { "/".to_owned() } else { format!("/{plain}/") })
}

/// The folder a relative path was meant for, for messages.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string()
}
