//! An index of three reports, which two targets search.

use search_index::Engine;
use search_index::build::{self, Built, Document, Field, Input};
use search_index::format::{Card, ChunkName, FacetValue, Synonym, SynonymGroup};
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
        values: vec![vec![u32::try_from(at % 2).unwrap()]],
        ..Document::default()
    };
    let words = ["gun", "pistol", "side arm"].map(Synonym::new).to_vec();
    let value = |id: &str| FacetValue { id: id.to_owned(), label: id.to_uppercase() };
    let activity = Field {
        id: "activity".to_owned(),
        label: "Activity".to_owned(),
        values: vec![value("stop"), value("search")],
    };
    let input = Input {
        fields: vec![activity],
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
