//! tantivy as the judge: the same query, the same reports, its own code.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each test and example uses the part it needs")]

use search_index::build::{Document, tantivy_index};
use search_index::engine::Request;
use search_index::format::{CardPack, ChunkName, Kind, PHRASE_FIELDS};
use search_index::query::{Query, Word};
use search_index::store::checked;
use search_index::{Answer, Engine, Outcome};
use tantivy::collector::TopDocs;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery, TermQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, Searcher, Term};

/// What a completed word is worth; the engine says the same.
const COMPLETION: f32 = 0.8;

/// An index with its oracle.
pub struct Oracle {
    pub engine: Engine,
    pub built: search_index::build::Built,
    pub documents: Vec<Document>,
    searcher: Searcher,
    fields: Vec<search_index::build::Field>,
}

impl Oracle {
    /// Builds both from the same reports.
    pub fn new(input: search_index::build::Input) -> Self {
        let fields = input.fields.clone();
        let built = search_index::build::build(input.clone()).unwrap();
        let engine = Engine::new(&chunk(&built, ChunkName::ROOT)).unwrap();
        let order = ids(&built);
        let mut documents = input.documents;
        documents.sort_by_key(|own| order.iter().position(|id| *id == own.card.id).unwrap());
        let index: Index = tantivy_index::index(&documents.iter().collect::<Vec<_>>()).unwrap();
        let searcher = index.reader().unwrap().searcher();
        Self { engine, built, documents, searcher, fields }
    }

    /// What the engine answers, every chunk at hand.
    pub fn ask(&mut self, request: &Request) -> Answer {
        loop {
            match self.engine.search(request).unwrap() {
                Outcome::Found(answer) => return answer,
                Outcome::Need(names) => {
                    for name in names {
                        let raw = chunk(&self.built, name);
                        self.engine.supply(name, &raw).unwrap();
                    }
                }
            }
        }
    }

    /// The reports and scores that tantivy gives the same request, without synonyms and spelling.
    pub fn judge(&mut self, request: &Request) -> Vec<(u32, f32)> {
        let query = Query::parse(&request.query, request.typing);
        let mut clauses: Vec<(Occur, Box<dyn tantivy::query::Query>)> = Vec::new();
        for word in &query.words {
            let mut own = vec![self.word(&word.term)];
            if word.open {
                for term in self.completions(&word.word) {
                    own.push(Box::new(BoostQuery::new(self.word(&term), COMPLETION)));
                }
            }
            clauses.push((Occur::Should, Box::new(DisjunctionMaxQuery::new(own))));
        }
        for words in &query.phrases {
            clauses.push((Occur::Must, self.phrase(words)));
        }
        for words in &query.excluded {
            clauses.push((Occur::MustNot, self.phrase(words)));
        }
        // tantivy finds nothing where something is only left out; a reader who says so means the rest.
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) && !query.is_empty() {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        let all = BooleanQuery::new(clauses);
        let top = TopDocs::with_limit(self.documents.len().max(1)).order_by_score();
        let found = self.searcher.search(&all, &top).unwrap();
        let found = found.into_iter().map(|(score, address)| (address.doc_id, score));
        found.filter(|(report, _)| self.passes(*report, &request.filters)).take(request.limit).collect()
    }

    fn passes(&self, report: u32, filters: &[(String, String)]) -> bool {
        self.fields.iter().enumerate().all(|(at, field)| {
            let wanted: Vec<&String> =
                filters.iter().filter(|(own, _)| *own == field.id).map(|(_, value)| value).collect();
            let has = |id: &String| {
                self.documents[report as usize].values[at]
                    .iter()
                    .any(|own| field.values[*own as usize].id == *id)
            };
            wanted.is_empty() || wanted.into_iter().any(has)
        })
    }

    fn completions(&mut self, word: &str) -> Vec<String> {
        loop {
            match self.engine.completions_of(word) {
                Ok(terms) => return terms,
                Err(names) => {
                    for name in names {
                        let raw = chunk(&self.built, name);
                        self.engine.supply(name, &raw).unwrap();
                    }
                }
            }
        }
    }

    fn word(&self, term: &str) -> Box<dyn tantivy::query::Query> {
        let weights = self.engine.root().weights;
        let fields = tantivy_index::fields().into_iter().zip(weights);
        let own = fields.map(|(field, weight)| {
            let term = TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs);
            Box::new(BoostQuery::new(Box::new(term), weight)) as Box<dyn tantivy::query::Query>
        });
        Box::new(DisjunctionMaxQuery::new(own.collect()))
    }

    fn phrase(&self, words: &[Word]) -> Box<dyn tantivy::query::Query> {
        if let [word] = words {
            return self.word(&word.term);
        }
        let weights = self.engine.root().weights;
        let fields = tantivy_index::fields().into_iter().zip(weights).take(PHRASE_FIELDS);
        let own: Vec<Box<dyn tantivy::query::Query>> = fields
            .map(|(field, weight)| {
                let terms: Vec<Term> =
                    words.iter().map(|word| Term::from_field_text(field, &word.term)).collect();
                Box::new(BoostQuery::new(Box::new(PhraseQuery::new(terms)), weight))
                    as Box<dyn tantivy::query::Query>
            })
            .collect();
        if own.is_empty() { Box::new(EmptyQuery) } else { Box::new(DisjunctionMaxQuery::new(own)) }
    }
}

/// What a chunk holds.
fn chunk(built: &search_index::build::Built, name: ChunkName) -> Vec<u8> {
    checked(built.set, name, &built.chunks[&name]).unwrap()
}

/// The ids of the reports in the order of the index.
fn ids(built: &search_index::build::Built) -> Vec<String> {
    let packs = built.chunks.keys().filter(|name| name.kind == Kind::Cards);
    packs.flat_map(|name| CardPack::read(&chunk(built, *name)).unwrap().cards).map(|card| card.id).collect()
}

/// A row of numbers that is the same in every run (Knuth's MMIX constants).
pub struct Numbers(pub u64);

impl Numbers {
    /// The next number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// A query of one of seven kinds, of the words of the reports.
pub fn query(oracle: &Oracle, numbers: &mut Numbers, kind: usize) -> Request {
    let mut any = || {
        let document = &oracle.documents[numbers.below(oracle.documents.len())];
        let words: Vec<String> = document.sections.join(" ").split_whitespace().map(str::to_owned).collect();
        let at = numbers.below(words.len().max(1));
        words.get(at..).unwrap_or_default().to_vec()
    };
    let mut word = || any().first().cloned().unwrap_or_default();
    let mut request = Request {
        limit: 20,
        without_synonyms: true,
        without_spelling: true,
        plain_order: true,
        ..Request::default()
    };
    request.query = match kind {
        0 => word(),
        1 => format!("{} {}", word(), word()),
        2 => (0..6).map(|_| word()).collect::<Vec<_>>().join(" "),
        3 => format!(
            "\"{}\" {}",
            any().iter().take(2).cloned().collect::<Vec<_>>().join(" ").replace('"', ""),
            any()[0]
        ),
        4 => {
            let last: String = word().chars().take(4).collect();
            request.typing = true;
            format!("{} {last}", word())
        }
        5 => format!("{} {} -{}", word(), word(), word()),
        _ => format!("{} {} {}", word(), word(), word()),
    };
    if kind == 6 && !oracle.fields.is_empty() {
        let field = &oracle.fields[numbers.below(oracle.fields.len())];
        let value = &field.values[numbers.below(field.values.len())];
        request.filters.push((field.id.clone(), value.id.clone()));
    }
    request
}

/// Compares so many queries; returns those whose first twenty differ, with both lists.
pub fn differences(oracle: &mut Oracle, queries: usize) -> Vec<String> {
    let mut numbers = Numbers(20_261_125);
    let mut differences = Vec::new();
    for at in 0..queries {
        let request = query(oracle, &mut numbers, at % 7);
        let ours: Vec<(u32, f32)> =
            oracle.ask(&request).results.iter().map(|own| (own.report, own.score)).collect();
        let theirs = oracle.judge(&request);
        let same = ours.len() == theirs.len()
            && ours
                .iter()
                .zip(&theirs)
                .all(|(own, other)| own.0 == other.0 && (own.1 - other.1).abs() <= 1e-4);
        if !same {
            differences.push(format!("{request:?}\n  ours   {ours:?}\n  theirs {theirs:?}"));
        }
    }
    differences
}
