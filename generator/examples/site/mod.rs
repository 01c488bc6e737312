//! A library as a site that isn't written anywhere yet.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use generator::content::Content;
use generator::library::{Edition, Library};
use generator::site::{Options, Site};
use generator::theme::Theme;

/// Reads the content in a folder, with the default theme, as a preview.
pub(crate) fn read(content: &Path) -> Result<Site, Box<dyn Error>> {
    let (read, _) = Content::read(content)?;
    let read = read.ok_or("the content has errors")?;
    let theme = PathBuf::from("themes/default");
    let words = Theme::read(&theme, &read.site.language)?;
    let options =
        Options { base: "/".to_owned(), edition: Edition::Preview, week: None, theme, revision: None };
    Ok(Site::new(Arc::new(Library::new(read, Edition::Preview)), words, options))
}
