//! What an index is made of, and what queries load: `inspect SITE < queries`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a measuring tool for a terminal")]

use std::io::BufRead as _;
use std::path::PathBuf;

use search_index::format::{ChunkName, Kind, Root, SetName};
use search_index::store::Folder;
use search_index::{Outcome, Request};

fn main() {
    let built = PathBuf::from(std::env::args().nth(1).expect("the folder of a built site"));
    let pointer = std::fs::read_to_string(built.join("search/index.json")).expect("search/index.json");
    let set = pointer.split("assets/search/").nth(1).and_then(|rest| rest.split('/').next());
    let folder = Folder::in_site(&built, set.and_then(SetName::parse).expect("the index's name"));
    let size = |name: ChunkName| {
        std::fs::metadata(folder.path.join(format!("{}.bin", name.text()))).map_or(0, |own| own.len())
    };
    let raw = folder.read(ChunkName::ROOT).expect("the root");
    let root = Root::read(&raw).expect("the root");
    println!("root {} ({} raw), {} terms", size(ChunkName::ROOT), raw.len(), root.terms);
    let mut kinds: Vec<(Kind, u64, u64)> = Vec::new();
    for entry in std::fs::read_dir(&folder.path).expect("the folder of chunks").map_while(Result::ok) {
        let file = entry.file_name().to_string_lossy().into_owned();
        let Some(name) = file.strip_suffix(".bin").and_then(ChunkName::parse) else { continue };
        match kinds.iter_mut().find(|(kind, ..)| *kind == name.kind) {
            Some((_, count, bytes)) => (*count, *bytes) = (*count + 1, *bytes + size(name)),
            None => kinds.push((name.kind, 1, size(name))),
        }
    }
    kinds.sort_unstable();
    for (kind, count, bytes) in kinds {
        println!("{kind:?}: {count} chunks, {bytes} bytes");
    }
    let without = Root { synonyms: Vec::new(), ..root.clone() };
    println!("synonyms {} raw", raw.len() - without.write().len());
    let without = Root { facets: Vec::new(), ..root.clone() };
    println!("facets {} raw", raw.len() - without.write().len());
    let mut all: Vec<[u64; 5]> = Vec::new();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let mut engine = folder.open().expect("the root");
        let request = Request { query: line, limit: 10, ..Request::default() };
        let mut own = [0; 5];
        while let Outcome::Need(names) = engine.search(&request).expect("an answer") {
            own[0] += 1;
            for name in names {
                let raw = folder.read(name).expect("a chunk");
                let cards = name.kind == Kind::Cards;
                own[if cards { 3 } else { 1 }] += 1;
                own[if cards { 4 } else { 2 }] += size(name);
                engine.supply(name, &raw).expect("a chunk");
            }
        }
        all.push(own);
    }
    for (at, name) in ["rounds", "term chunks", "term bytes", "card chunks", "card bytes"].iter().enumerate()
    {
        let mut values: Vec<u64> = all.iter().map(|own| own[at]).collect();
        values.sort_unstable();
        if let (Some(middle), Some(last)) = (values.get(values.len() / 2), values.last()) {
            println!("{name}: median {middle}, most {last}");
        }
    }
}
