//! Classes of words that say what stands beside them: ranks, what streets are called, months. `data/words/` has them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::OnceLock;

use crate::text::Token;

/// The classes a word is in, and what the lexicon knows of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Class {
    bits: u32,
    /// What it may be.
    pub(crate) entry: crate::lexicon::Entry,
}

macro_rules! classes {
    ($($name:ident $bit:literal $file:literal)*) => {
        impl Class {
            $(#[allow(dead_code, reason = "some classes are known to the model alone")] pub(crate) const $name: Set = Set(1 << $bit);)*
        }
        /// Bit and words of each class.
        const FILES: &[(u32, &str)] = &[$((1 << $bit, include_str!(concat!("../data/words/", $file, ".txt")))),*];
    };
}

classes! {
    RANK 0 "rank"
    TITLE 1 "title"
    AGENCY 2 "agency"
    STREET 3 "street"
    PLACE 4 "place-head"
    ORGANISATION 5 "organisation-head"
    CALENDAR 6 "calendar"
    NUMBER 7 "numbers"
    GENERIC 8 "generic"
}

/// Some classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Set(u32);

impl Set {
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Class {
    pub(crate) const fn has(self, one: Set) -> bool {
        self.bits & one.0 != 0
    }

    pub(crate) const fn any(self, of: Set) -> bool {
        self.bits & of.0 != 0
    }

    pub(crate) const fn bits(self) -> u32 {
        self.bits
    }

    /// No word of English that anybody would write small.
    pub(crate) const fn unusual(self) -> bool {
        self.entry.word() == 0 && self.bits & (1 << 8) == 0
    }
}

/// Each of a word's classes, for features.
pub(crate) fn each(class: Class) -> impl Iterator<Item = u64> {
    FILES.iter().map(|(bit, _)| *bit).filter(move |bit| class.bits & bit != 0).map(u64::from)
}

/// The words of a file, without what follows a `#` at a line's start.
fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#'))
}

/// Words whose classes are kept at hand.
const MOST_SEEN: usize = 20_000;

/// What a word in small letters is.
pub(crate) fn of(lower: &str) -> Class {
    static WORDS: OnceLock<HashMap<&str, u32>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let mut words = HashMap::new();
        for (bit, file) in FILES {
            for word in lines(file).flat_map(str::split_whitespace) {
                *words.entry(word).or_insert(0) |= bit;
            }
        }
        words
    });
    let bits = words.get(lower).copied().unwrap_or(0);
    thread_local! {
        /// Most words of a text are the same few.
        static SEEN: RefCell<HashMap<Box<str>, Class>> = RefCell::default();
    }
    SEEN.with_borrow_mut(|seen| {
        if let Some(class) = seen.get(lower) {
            return *class;
        }
        if seen.len() >= MOST_SEEN {
            seen.clear();
        }
        let class = Class { bits, entry: crate::lexicon::of(lower) };
        seen.insert(lower.into(), class);
        class
    })
}

/// Look-alikes by their first word, the longest first, each as its tokens.
fn look_alikes() -> &'static HashMap<String, Vec<Vec<String>>> {
    static LISTED: OnceLock<HashMap<String, Vec<Vec<String>>>> = OnceLock::new();
    LISTED.get_or_init(|| {
        let file = include_str!("../data/words/look-alike.txt");
        let mut all: Vec<Vec<String>> =
            lines(file).filter(|line| !line.is_empty()).map(crate::text::split).collect();
        all.sort_by_key(|words| std::cmp::Reverse(words.len()));
        let mut listed: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for words in all {
            listed.entry(words[0].clone()).or_default().push(words);
        }
        listed
    })
}

/// How many tokens from `at` on look like a name and are none: makes, models, drills, law. 0 if they aren't.
pub(crate) fn look_alike(tokens: &[Token<'_>], at: usize) -> usize {
    let Some(entries) = look_alikes().get(&tokens[at].lower) else { return 0 };
    let fits = |words: &&Vec<String>| {
        words.iter().enumerate().all(|(n, word)| tokens.get(at + n).is_some_and(|token| token.lower == *word))
    };
    entries.iter().find(fits).map_or(0, Vec::len)
}
