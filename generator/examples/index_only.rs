//! The search index without the site: reads a library, builds its index, writes the chunks into a folder.
//! `cargo run --release --example index_only CONTENT OUT`

use std::path::PathBuf;
use std::sync::Arc;

use generator::content::Content;
use generator::library::{Edition, Library};
use generator::site::{Options, Site};
use generator::theme::Theme;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [content, out] = folders.as_slice() else { return Err("usage: index_only CONTENT OUT".into()) };
    let (read, _) = Content::read(content)?;
    let read = read.ok_or("the content has errors")?;
    let theme = PathBuf::from("themes/default");
    let words = Theme::read(&theme, &read.site.language)?;
    let options =
        Options { base: "/".to_owned(), edition: Edition::Preview, week: None, theme, revision: None };
    let site = Site::new(Arc::new(Library::new(read, Edition::Preview)), words, options);
    std::fs::create_dir_all(out)?;
    for (name, chunk) in &site.search()?.chunks {
        std::fs::write(out.join(format!("{}.bin", name.text())), chunk)?;
    }
    Ok(())
}
