//! Every word of the interface, one file a language.
//!
//! A word is a text with places such as `{n}`, or a pair `one:`/`other:` chosen by `n`. Templates write
//! `{{ say(key="found", n=14, total=212) }}`, or `{{ words.search }}` for a text without places.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use report::yaml::Kind;
use report::{Finding, Keys, Source};
use tera::{Kwargs, State, Tera, Value};

use crate::content::{FileError, read_file};

/// The words of one language.
#[derive(Debug, Clone, Default)]
pub struct Words {
    words: Arc<BTreeMap<String, Word>>,
}

#[derive(Debug)]
enum Word {
    Text(String),
    Counted { one: String, other: String },
}

/// Why the words can't be used.
#[derive(Debug, thiserror::Error)]
pub enum WordsError {
    /// The theme doesn't speak the language.
    #[error("the theme has no words for the language `{language}`: there is no `{}`", path.display())]
    Missing {
        /// As `site.yaml` has it.
        language: String,
        /// The file looked for.
        path: PathBuf,
    },
    /// The file can't be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file says something else than words.
    #[error("the theme's words can't be read")]
    Findings(Vec<Finding>),
}

impl Words {
    pub(super) fn read(folder: &Path, language: &str) -> Result<Self, WordsError> {
        let path = folder.join(format!("{language}.yaml"));
        if !path.is_file() {
            return Err(WordsError::Missing { language: language.to_owned(), path });
        }
        let name = path.display().to_string();
        let text = String::from_utf8_lossy(&read_file(&path)?).into_owned();
        let source = Source::new(&name, &text);
        let mut findings = Vec::new();
        let words = parse(&source, &mut findings);
        match words {
            Some(words) if findings.is_empty() => Ok(Self { words: Arc::new(words) }),
            _ => Err(WordsError::Findings(findings)),
        }
    }

    /// A word with its places filled. An unknown key gives itself back, so that a gap shows.
    #[must_use]
    pub fn say(&self, key: &str, places: &[(&str, &str)]) -> String {
        let Some(word) = self.words.get(key) else { return key.to_owned() };
        let singular = places.iter().any(|(name, value)| *name == "n" && *value == "1");
        let text = match word {
            Word::Text(text) => text,
            Word::Counted { one, .. } if singular => one,
            Word::Counted { other, .. } => other,
        };
        places.iter().fold(text.clone(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// The texts without a count, by key.
    pub(crate) fn texts(&self) -> BTreeMap<&str, &str> {
        let mut texts = BTreeMap::new();
        for (key, word) in self.words.iter() {
            if let Word::Text(text) = word {
                texts.insert(key.as_str(), text.as_str());
            }
        }
        texts
    }

    fn keys(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }
}

fn parse(source: &Source<'_>, findings: &mut Vec<Finding>) -> Option<BTreeMap<String, Word>> {
    let keys = Keys::read(source, source.text, 1, findings)?;
    let mut words = BTreeMap::new();
    for (name, node) in keys.into_nodes() {
        let word = match node.kind {
            Kind::Text(text) => Some(Word::Text(text)),
            _ => counted(source, node, findings),
        };
        if let Some(word) = word {
            words.insert(name.text, word);
        }
    }
    Some(words)
}

fn counted(source: &Source<'_>, node: report::yaml::Node, findings: &mut Vec<Finding>) -> Option<Word> {
    let mut keys = Keys::of(source, node, findings)?;
    let one = keys.required("one", "\"{n} report\"", findings);
    let other = keys.required("other", "\"{n} reports\"", findings);
    keys.finish(findings);
    Some(Word::Counted { one: one?.text, other: other?.text })
}

/// Makes `say` and the filter `number` known to templates.
pub(super) fn register(tera: &mut Tera, words: &Words) {
    let spoken = words.clone();
    tera.register_function("say", move |kwargs: Kwargs, _: &State<'_>| -> tera::TeraResult<String> {
        let key: &str = kwargs.must_get("key")?;
        if !spoken.words.contains_key(key) {
            let near = report::nearest(key, spoken.keys());
            let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            return Err(tera::Error::message(format!("the theme's words have no `{key}`{near}")));
        }
        let values: Vec<(String, String)> =
            kwargs.iter().map(|(name, value)| (name.to_string(), shown(value))).collect();
        let places: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|(name, _)| *name != "key")
            .collect();
        Ok(spoken.say(key, &places))
    });
    tera.register_filter("number", |value: &Value, _: Kwargs, _: &State<'_>| shown(value));
}

fn shown(value: &Value) -> String {
    value.as_u64().map_or_else(|| value.to_string(), number)
}

/// A number as it is read: 9,911.
#[must_use]
pub(crate) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
