//! What an index is made of, and what queries load: `inspect SITE < queries`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a measuring tool for a terminal")]

use std::io::BufRead as _;
use std::path::PathBuf;

use search_index::format::{ChunkName, Root};
use search_index::store::{Folder, file_name, folder_in};
use search_index::{Outcome, Request};

fn main() {
    let built = PathBuf::from(std::env::args().nth(1).expect("the folder of a built site"));
    let folder = Folder(folder_in(&built));
    let pointer = std::fs::read_to_string(built.join("search/index.json")).expect("search/index.json");
    let name =
        pointer.split("assets/search/").nth(1).and_then(|rest| rest.split('.').next()).expect("the root");
    let name = ChunkName::parse(name).expect("the root's name");
    let size = |name: ChunkName| std::fs::metadata(folder.0.join(file_name(name))).map_or(0, |own| own.len());
    let raw = folder.read(name).expect("the root");
    let root = Root::read(&raw).expect("the root");
    let sum = |names: &mut dyn Iterator<Item = ChunkName>| {
        names.fold((0, 0), |(n, bytes), own| (n + 1, bytes + size(own)))
    };
    println!("root {} ({} raw), {} terms", size(name), raw.len(), root.terms);
    println!("blocks {:?}", sum(&mut root.blocks.iter().map(|own| own.name)));
    println!(
        "pieces {:?} of {}",
        sum(&mut root.frequent.iter().flat_map(|own| own.pieces.clone())),
        root.frequent.len()
    );
    println!("cards {:?}", sum(&mut root.cards.iter().map(|own| own.name)));
    println!("spelling {:?}", sum(&mut root.spelling.iter().map(|own| own.1)));
    println!("columns {:?}", sum(&mut root.facets.iter().map(|own| own.column)));
    let without = Root { synonyms: Vec::new(), ..root.clone() };
    println!("synonyms {} raw", raw.len() - without.write().len());
    let without = Root { facets: Vec::new(), ..root.clone() };
    println!("facets {} raw", raw.len() - without.write().len());
    let mut all: Vec<[u64; 5]> = Vec::new();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let mut engine = folder.open(name).expect("the root");
        let request = Request { query: line, limit: 10, ..Request::default() };
        let mut own = [0; 5];
        while let Outcome::Need(names) = engine.search(&request).expect("an answer") {
            own[0] += 1;
            for name in names {
                let raw = folder.read(name).expect("a chunk");
                let cards = root.cards.iter().any(|pack| pack.name == name);
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
