//! The floor under any build: reads a built site into memory, then writes the same tree elsewhere, one file after
//! another, and prints how many seconds the writing alone took. `cargo run --release --example write_floor FROM TO`

use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [from, to] = folders.as_slice() else {
        return Err(std::io::Error::other("usage: write_floor FROM TO"));
    };
    let mut files = Vec::new();
    read(from, Path::new(""), &mut files)?;
    let started = Instant::now();
    for (name, bytes) in &files {
        let path = to.join(name);
        match bytes {
            Some(bytes) => std::fs::write(path, bytes)?,
            None => std::fs::create_dir(path)?,
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    anstream::println!("{seconds:.4}");
    Ok(())
}

/// Folders (without bytes) come before what is in them.
fn read(root: &Path, folder: &Path, files: &mut Vec<(PathBuf, Option<Vec<u8>>)>) -> std::io::Result<()> {
    files.push((folder.to_owned(), None));
    for entry in std::fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            read(root, &name, files)?;
        } else {
            let bytes = std::fs::read(entry.path())?;
            files.push((name, Some(bytes)));
        }
    }
    Ok(())
}
