//! An index of three reports, which two targets search.

use search_index::Engine;
use search_index::build::{self, Built, Document, Input};
use search_index::format::{Card, ChunkName, Synonym, SynonymGroup};
use search_index::store::checked;

/// The engine, and the chunks that it may ask for.
pub fn index() -> (Engine, Built) {
    let texts = [
        "The holster was open at night.",
        "A traffic stop, a gun, and no backup.",
        "Ærø café, naïve; 10-50.",
    ];
    let document = |(at, text): (usize, &&str)| Document {
        card: Card {
            id: format!("nm-2222222{at}"),
            title: (*text).to_owned(),
            takeaway: "Look again.".to_owned(),
            ..Card::default()
        },
        sections: vec![text.repeat(3)],
        ..Document::default()
    };
    let words = ["gun", "pistol", "side arm"].map(Synonym::new).to_vec();
    let input = Input {
        documents: texts.iter().enumerate().map(document).collect(),
        synonyms: vec![SynonymGroup { from_first: false, there: 0, words }],
        ..Input::default()
    };
    let built = build::build(input).unwrap();
    let engine = Engine::new(&chunk(&built, ChunkName::ROOT)).unwrap();
    (engine, built)
}

/// What a chunk holds.
pub fn chunk(built: &Built, name: ChunkName) -> Vec<u8> {
    checked(built.set, name, &built.chunks[&name]).unwrap()
}
