//! The search index without the site: reads a library, builds its index, writes the chunks into a folder.
//! `cargo run --release --example index_only CONTENT OUT`

mod site;

use std::path::PathBuf;

use rayon::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [content, out] = folders.as_slice() else { return Err("usage: index_only CONTENT OUT".into()) };
    let site = site::read(content)?;
    std::fs::create_dir_all(out)?;
    // As the build writes a site: on every core.
    let chunks = &site.search()?.chunks;
    chunks
        .par_iter()
        .try_for_each(|(name, chunk)| std::fs::write(out.join(format!("{}.bin", name.text())), chunk))?;
    Ok(())
}
