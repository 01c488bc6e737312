//! What the model sees of a token: itself, its neighbours, and what the word lists know of them.

mod kind;

use crate::case::Mode;
use crate::classes;
use crate::finding::Span;
use crate::text::{Form, Token};

/// A feature: a hash of its name and of what it looks at.
pub(crate) type Feature = u32;

/// A part of a feature as a number: a word's is its hash, so that each word is hashed once.
type Part = u64;

/// The hash of a name or a word (FNV-1a).
const fn hash(name: &str) -> Part {
    let (name, mut at, mut hash) = (name.as_bytes(), 0, 0xcbf2_9ce4_8422_2325_u64);
    while at < name.len() {
        hash = (hash ^ name[at] as u64).wrapping_mul(0x100_0000_01b3);
        at += 1;
    }
    hash
}

/// Where nothing stands: before the first token, after the last.
const NOTHING: Part = hash("|");
/// Every number, as a word; numbers are told apart by their length alone.
const NUMBER: Part = hash("0");
/// Collects the features of one token.
struct Bag {
    features: Vec<Feature>,
}

impl Bag {
    /// Adds the feature of this kind that sees these parts (mixed as rustc's `FxHasher` does).
    #[allow(
        clippy::cast_possible_truncation,
        reason = "folded to the 24 bits that the weights are filed under"
    )]
    fn add(&mut self, kind: Part, parts: &[Part]) {
        let mut mixed = kind;
        for part in parts {
            mixed = (mixed.rotate_left(5) ^ part).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
        self.features.push((mixed >> 40) as Feature);
    }
}

/// How far a neighbour is, as a part.
const fn place(by: isize) -> Part {
    by.cast_unsigned() as Part
}

/// How a word is written, where that means something.
fn shape(token: &Token<'_>, mode: Mode, first: bool) -> &'static str {
    match token.form {
        Form::Mark => "mark",
        Form::Number => match token.text.len() {
            1 => "1",
            2 => "2",
            3 => "3",
            4 => "4",
            5 => "5",
            _ => "6",
        },
        Form::Mixed => "mixed",
        Form::Word if mode != Mode::Mixed => "word",
        Form::Word => {
            let upper = token.text.chars().filter(|c| c.is_uppercase()).count();
            match (token.has_upper_first(), upper, token.letters()) {
                (true, 1, 1) => "X",
                (true, all, letters) if all == letters => {
                    if letters <= 4 {
                        "XX"
                    } else {
                        "XXX"
                    }
                }
                (true, 1, _) if first => "Xx.",
                (true, 1, _) => "Xx",
                (true, ..) => "XxXx",
                (false, 0, _) => "x",
                (false, ..) => "xX",
            }
        }
    }
}

/// Whether a capital means nothing here: at the beginning of a sentence or of a quotation.
pub(crate) fn begins(tokens: &[Token<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    before.is_none_or(|before| matches!(before.text, "\"" | "\u{201c}" | "(" | "*" | "_" | ":"))
        || tokens[..at].iter().all(|token| token.form == Form::Mark)
}

/// What the lists know of a token.
fn known(token: &Token<'_>) -> Part {
    match token.form {
        Form::Word => u64::from(token.class.entry.bits()),
        Form::Mark => hash(token.text),
        Form::Number | Form::Mixed => NUMBER,
    }
}

/// The classes of a token.
fn class(token: &Token<'_>) -> Part {
    if token.form == Form::Mark { hash(token.text) } else { u64::from(token.class.bits()) }
}

/// A token as a word.
fn word(token: &Token<'_>) -> Part {
    if matches!(token.form, Form::Word | Form::Mark) { hash(&token.lower) } else { NUMBER }
}

/// The last letters.
fn ending(lower: &str, letters: usize) -> &str {
    lower.char_indices().rev().nth(letters - 1).map_or(lower, |(at, _)| &lower[at..])
}

/// Which word of its kind stands next: "… Creek", "… PD", within four.
fn next_of_a_kind(bag: &mut Bag, tokens: &[Token<'_>], at: usize, mode: Mode, shape: Part) {
    for by in 1..=4 {
        let Some(next) = tokens.get(at + by) else { break };
        for class in classes::each(next.class) {
            bag.add(kind::NEXT_IN_CLASS, &[by as Part, class, shape]);
        }
        if next.form != Form::Word || (mode == Mode::Mixed && !next.has_upper_first()) {
            break;
        }
    }
}

/// Parts of each token, and of nothing where none stands.
struct Parts(Vec<Part>);

impl Parts {
    fn of(tokens: &[Token<'_>], part: impl Fn(&Token<'_>) -> Part) -> Self {
        Self(tokens.iter().map(part).collect())
    }

    /// The part of the token so many places on, or before.
    fn at(&self, at: usize, by: isize) -> Part {
        at.checked_add_signed(by).and_then(|at| self.0.get(at)).copied().unwrap_or(NOTHING)
    }
}

/// What the features of a sentence's tokens look at.
struct Seen {
    mode: Part,
    words: Parts,
    known: Parts,
    classes: Parts,
    shapes: Parts,
    patterns: Parts,
    alike: Vec<usize>,
}

impl Seen {
    fn of(tokens: &[Token<'_>], mode: Mode, patterns: &[Span]) -> Self {
        let shapes =
            tokens.iter().enumerate().map(|(at, token)| hash(shape(token, mode, begins(tokens, at))));
        let mut found = vec![0; tokens.len()];
        for span in patterns {
            found[span.tokens.clone()].fill(hash(span.kind.name()));
        }
        Self {
            mode: hash(mode.name()),
            words: Parts::of(tokens, word),
            known: Parts::of(tokens, known),
            classes: Parts::of(tokens, class),
            shapes: Parts(shapes.collect()),
            patterns: Parts(found),
            alike: alike(tokens),
        }
    }

    /// A token and each of its neighbours.
    fn neighbours(&self, bag: &mut Bag, at: usize) {
        let (words, knowns, classes, shapes) = (&self.words, &self.known, &self.classes, &self.shapes);
        let (own, known, shape) = (words.at(at, 0), knowns.at(at, 0), shapes.at(at, 0));
        for by in [-2, -1, 1, 2] {
            let place = place(by);
            bag.add(kind::WORD, &[place, words.at(at, by)]);
            bag.add(kind::KNOWN, &[place, knowns.at(at, by)]);
            bag.add(kind::SHAPE, &[place, shapes.at(at, by)]);
            bag.add(kind::CLASS, &[place, classes.at(at, by)]);
        }
        for by in [-1, 1] {
            let place = place(by);
            bag.add(kind::SHAPE_WORD, &[place, shape, words.at(at, by)]);
            bag.add(kind::KNOWN_WORD, &[place, known, words.at(at, by)]);
            bag.add(kind::KNOWN_CLASS, &[place, known, classes.at(at, by)]);
            bag.add(kind::KNOWN_SHAPES, &[place, known, shape, shapes.at(at, by)]);
            bag.add(kind::BOTH_KNOWN, &[place, known, knowns.at(at, by)]);
            bag.add(kind::BOTH_WORDS, &[place, own, words.at(at, by)]);
            bag.add(kind::BOTH_SHAPES, &[place, shape, shapes.at(at, by)]);
        }
        bag.add(kind::CLASSES_AROUND, &[classes.at(at, -1), classes.at(at, 1)]);
        bag.add(kind::CLASS_SHAPES, &[classes.at(at, -1), shape, shapes.at(at, 1)]);
        bag.add(kind::WORDS_AROUND, &[words.at(at, -1), words.at(at, 1)]);
        bag.add(kind::WORDS_BEFORE, &[words.at(at, -2), words.at(at, -1)]);
        bag.add(kind::WORDS_AFTER, &[words.at(at, 1), words.at(at, 2)]);
    }

    /// A token by itself.
    fn itself(&self, bag: &mut Bag, at: usize) {
        let (known, shape) = (self.known.at(at, 0), self.shapes.at(at, 0));
        bag.add(kind::ALWAYS, &[0]);
        bag.add(kind::MODE, &[self.mode]);
        bag.add(kind::WORD, &[0, self.words.at(at, 0)]);
        bag.add(kind::KNOWN_MODE, &[known, self.mode]);
        bag.add(kind::SHAPE, &[0, shape]);
        bag.add(kind::SHAPE_KNOWN, &[shape, known]);
        bag.add(kind::SHAPE_CLASS, &[shape, self.classes.at(at, 0)]);
    }

    /// What look-alikes and patterns say around a token.
    fn found(&self, bag: &mut Bag, at: usize) {
        let alike =
            |at: Option<usize>| at.and_then(|at| self.alike.get(at)).map_or(0, |words| *words as Part);
        bag.add(kind::ALIKE, &[alike(Some(at)), self.shapes.at(at, 0)]);
        bag.add(kind::ALIKE_AROUND, &[alike(Some(at)), alike(Some(at + 1)), alike(at.checked_sub(1))]);
        for by in [-1, 0, 1] {
            bag.add(kind::PATTERN, &[place(by), self.patterns.at(at, by)]);
        }
    }
}

/// Features of a token, most often: they have room for so many from the start.
const USUAL: usize = 72;

/// The features of each token of a sentence.
pub(crate) fn of(tokens: &[Token<'_>], mode: Mode, patterns: &[Span]) -> Vec<Vec<Feature>> {
    let seen = Seen::of(tokens, mode, patterns);
    let features = |(at, token): (usize, &Token<'_>)| {
        let mut bag = Bag { features: Vec::with_capacity(USUAL) };
        let shape = seen.shapes.at(at, 0);
        seen.itself(&mut bag, at);
        seen.neighbours(&mut bag, at);
        if token.form == Form::Word {
            let usual = Part::from(token.class.entry.word() > 0);
            for letters in [2, 3] {
                bag.add(kind::ENDING, &[letters as Part, hash(ending(&token.lower, letters)), usual]);
            }
            for class in classes::each(token.class) {
                bag.add(kind::IN_CLASS, &[class]);
                bag.add(kind::IN_CLASS_SHAPES, &[class, shape, seen.shapes.at(at, -1)]);
            }
        }
        next_of_a_kind(&mut bag, tokens, at, mode, shape);
        seen.found(&mut bag, at);
        let next_glued = tokens.get(at + 1).is_some_and(|next| next.glued);
        bag.add(kind::GLUED, &[Part::from(token.glued), Part::from(next_glued)]);
        bag.features
    };
    tokens.iter().enumerate().map(features).collect()
}

/// How many words the look-alike has that a token belongs to; 0 if it is none.
pub(crate) fn alike(tokens: &[Token<'_>]) -> Vec<usize> {
    let mut found = vec![0; tokens.len()];
    let mut at = 0;
    while at < tokens.len() {
        // "10-50" is a code, "x2" a count.
        let code = tokens[at].is("10")
            && tokens.get(at + 1).is_some_and(|dash| dash.is("-") && dash.glued)
            && tokens.get(at + 2).is_some_and(|number| number.glued && number.digits() > 0);
        let length = if code { 3 } else { classes::look_alike(tokens, at) };
        found[at..at + length].fill(length.min(3));
        at += length.max(1);
    }
    found
}
