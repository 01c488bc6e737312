//! A theme: templates, words and assets in a folder that an operator can copy and change.
//!
//! `templates/` holds the pages, `words/<language>.yaml` every word of the interface, `styles/` the pieces of
//! the one style sheet, `scripts/` and `images/` what is served under a hashed name, and `root/` what is served
//! under its own.

mod assets;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use report::Finding;
use tera::{Kwargs, State, Tera, Value};
use walkdir::WalkDir;

pub use assets::Asset;
pub(crate) use assets::TOOLCHAIN;
pub(crate) use words::number;
pub use words::{Words, WordsError};

use crate::content::{FileError, read_file};

/// A theme in memory.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The templates, with the functions they may call.
    pub tera: Tera,
    /// Files served as they are, by address without the base.
    pub assets: BTreeMap<String, Asset>,
    /// Hashed addresses by the names that templates use, for instance `main.css`.
    pub names: BTreeMap<String, String>,
    /// The words of the interface.
    pub words: Words,
}

/// Why a theme can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// There is no such folder, or it has no templates.
    #[error("there is no theme in `{}`: it has no folder `templates`", .0.display())]
    Missing(PathBuf),
    /// A file can't be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A template is wrong; the text names file, line and column.
    #[error("{0}")]
    Template(String),
    /// The words are wrong.
    #[error(transparent)]
    Words(#[from] WordsError),
}

impl Theme {
    /// Reads the theme in `folder` with the words of `language`.
    pub fn read(folder: &Path, language: &str) -> Result<Self, ThemeError> {
        let templates = folder.join("templates");
        if !templates.is_dir() {
            return Err(ThemeError::Missing(folder.to_owned()));
        }
        let words = Words::read(&folder.join("words"), language)?;
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        words::register(&mut tera, &words);
        let mut sources = Vec::new();
        for path in files(&templates) {
            let text = String::from_utf8_lossy(&read_file(&path)?).into_owned();
            sources.push((name_in(&templates, &path), text));
        }
        let (assets, names) = assets::read(folder)?;
        tera.register_function("asset", asset_function(names.clone()));
        tera.add_raw_templates(sources)
            .map_err(|error| ThemeError::Template(template_error(&templates, &error)))?;
        Ok(Self { tera, assets, names, words })
    }
}

/// The text of an error in a template: file, line, what is wrong and which variables are at hand.
#[must_use]
pub fn template_error(templates: &Path, error: &tera::Error) -> String {
    let folder = templates.display();
    format!("a template of the theme can't be used (in `{folder}`)\n{error}")
}

/// `asset(name="main.css")` gives the hashed name under the site's root.
fn asset_function(
    names: BTreeMap<String, String>,
) -> impl Fn(Kwargs, &State<'_>) -> tera::TeraResult<Value> + Send + Sync + 'static {
    move |kwargs, _| {
        let name: &str = kwargs.must_get("name")?;
        names.get(name).map(|hashed| Value::safe_string(hashed)).ok_or_else(|| {
            let known: Vec<&str> = names.keys().map(String::as_str).collect();
            tera::Error::message(format!("the theme has no asset `{name}`; it has {}", known.join(", ")))
        })
    }
}

/// The files below a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    // What an editor or a desktop leaves beside a file is no part of a theme.
    let leavings = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        name.starts_with('.') || name.ends_with('~')
    };
    entries
        .filter(|entry| entry.file_type().is_file() && !leavings(entry))
        .map(walkdir::DirEntry::into_path)
        .collect()
}

fn name_in(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// The theme of a content folder: `themes/default` beside it, else the one that comes with the program.
#[must_use]
pub fn beside(content: &Path) -> PathBuf {
    let folder = content.canonicalize().ok();
    let own = folder.as_deref().and_then(Path::parent).map(|above| above.join("themes/default"));
    let here = Path::new("themes/default").canonicalize().ok();
    // The one here is called as people call it.
    own.filter(|own| own.join("templates").is_dir() && own.canonicalize().ok() != here)
        .unwrap_or_else(shipped)
}

/// The theme that comes with the program: `themes/default` here, else the one beside the program's own folder.
#[must_use]
pub fn shipped() -> PathBuf {
    let here = PathBuf::from("themes/default");
    let program = std::env::current_exe().ok();
    let above = program.iter().flat_map(|program| program.ancestors().skip(1).take(4));
    let shipped = above.map(|folder| folder.join(&here)).find(|theme| theme.join("templates").is_dir());
    if here.is_dir() { here } else { shipped.unwrap_or(here) }
}

/// Findings of a theme's words are shown like those of content.
pub(crate) fn words_findings(error: &ThemeError) -> &[Finding] {
    match error {
        ThemeError::Words(WordsError::Findings(findings)) => findings,
        _ => &[],
    }
}
