//! The search index without the site: reads a library, builds its index, writes the chunks into a folder.
//! `cargo run --release --example index_only CONTENT OUT`

mod site;

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [content, out] = folders.as_slice() else { return Err("usage: index_only CONTENT OUT".into()) };
    let site = site::read(content)?;
    std::fs::create_dir_all(out)?;
    for (name, chunk) in &site.search()?.chunks {
        std::fs::write(out.join(format!("{}.bin", name.text())), chunk)?;
    }
    Ok(())
}
