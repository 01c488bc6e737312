//! English words, surnames, given names and places, and how usual each is.
//!
//! `data/lexicon.bin` is made by `data/make-lexicon` from words in order: their number (u32, little-endian); for each the
//! number of letters it shares with the one before (one byte); for each what it may be (one byte: two bits each for word,
//! surname and given name, one for place); for each its other letters, the last of them in upper case.

use std::sync::OnceLock;

/// What a word may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Entry(u8);

impl Entry {
    /// 0 no English word, 3 a very usual one.
    pub(crate) const fn word(self) -> u8 {
        self.0 & 3
    }

    /// 0 no surname, 3 one of the thousand most frequent.
    pub(crate) const fn surname(self) -> u8 {
        self.0 >> 2 & 3
    }

    /// 0 no given name, 2 a frequent one.
    pub(crate) const fn given(self) -> u8 {
        self.0 >> 4 & 3
    }

    /// Whether a town or county has it in its name.
    pub(crate) const fn place(self) -> bool {
        self.0 >> 6 & 1 == 1
    }

    /// All of it in one byte.
    pub(crate) const fn bits(self) -> u8 {
        self.0
    }
}

/// The words, in order.
struct Lexicon {
    letters: Vec<u8>,
    ends: Vec<u32>,
    entries: Vec<u8>,
}

impl Lexicon {
    fn shared() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Self::read(include_bytes!("../data/lexicon.bin")))
    }

    fn read(bytes: &[u8]) -> Self {
        let mut lexicon =
            Self { letters: Vec::with_capacity(bytes.len() * 2), ends: Vec::new(), entries: Vec::new() };
        let Some((count, rest)) = bytes.split_first_chunk() else { return lexicon };
        let count = u32::from_le_bytes(*count) as usize;
        let Some((shares, rest)) = rest.split_at_checked(count) else { return lexicon };
        let Some((entries, letters)) = rest.split_at_checked(count) else { return lexicon };
        lexicon.entries = entries.to_vec();
        let (mut letters, mut before) = (letters.iter(), 0);
        for shared in shares {
            let start = lexicon.letters.len();
            lexicon.letters.extend_from_within(before..(before + usize::from(*shared)).min(start));
            for letter in letters.by_ref() {
                lexicon.letters.push(letter.to_ascii_lowercase());
                if letter.is_ascii_uppercase() {
                    break;
                }
            }
            before = start;
            lexicon.ends.push(u32::try_from(lexicon.letters.len()).unwrap_or(u32::MAX));
        }
        lexicon
    }

    fn word(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.letters[start..self.ends[at] as usize]
    }

    fn get(&self, word: &[u8]) -> Option<Entry> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.word(middle).cmp(word) {
                std::cmp::Ordering::Equal => return Some(Entry(self.entries[middle])),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// What a word in small letters may be. A form of a word is a word: walked, walking, walks.
pub(crate) fn of(word: &str) -> Entry {
    let lexicon = Lexicon::shared();
    // Composed letters are looked up without what stands over them.
    let plain: String = word.chars().filter_map(without_accent).collect();
    let own = lexicon.get(plain.as_bytes()).unwrap_or_default();
    if own.word() > 0 {
        return own;
    }
    let stem =
        forms(&plain).into_iter().filter_map(|stem| lexicon.get(stem.as_bytes())).map(Entry::word).max();
    Entry(own.0 | stem.unwrap_or(0).min(1))
}

/// Words that this may be a form of; the same rules as in `data/make-lexicon`.
fn forms(word: &str) -> Vec<String> {
    const ENDINGS: [(&str, &[&str]); 8] = [
        ("ies", &["y"]),
        ("es", &["", "e"]),
        ("s", &[""]),
        ("ied", &["y"]),
        ("ed", &["", "e"]),
        ("ing", &["", "e"]),
        ("er", &["", "e"]),
        ("ly", &[""]),
    ];
    let mut found = Vec::new();
    for (ending, instead) in ENDINGS {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= 3) else { continue };
        found.extend(instead.iter().map(|more| format!("{stem}{more}")));
        let bytes = stem.as_bytes();
        if matches!(ending, "ed" | "ing" | "er")
            && bytes.len() > 3
            && bytes[bytes.len() - 1] == bytes[bytes.len() - 2]
        {
            // The last byte is ASCII where the one before is the same and both end a word of letters.
            found.extend(stem.get(..bytes.len() - 1).map(str::to_owned));
        }
    }
    found
}

fn without_accent(c: char) -> Option<char> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ś' | 'š' | 'ş' => 's',
        'ź' | 'ż' | 'ž' => 'z',
        'ł' => 'l',
        'ř' => 'r',
        'ť' => 't',
        'ď' | 'đ' => 'd',
        '\'' | '\u{300}'..='\u{36f}' => return None,
        other => other,
    })
}
