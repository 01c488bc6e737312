//! What the model sees of a token: itself, its neighbours, and what the word lists know of them.

use std::fmt::Write;

use crate::case::Mode;
use crate::classes;
use crate::finding::Span;
use crate::text::{Form, Token};

/// A feature: a hash (FNV-1a) of its name.
pub(crate) type Feature = u32;

/// Collects the features of one token.
struct Bag {
    features: Vec<Feature>,
}

impl Bag {
    /// Adds the feature whose name is these pieces, one after another. Formatting them took a quarter of the time that finding takes.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "folded to the 24 bits that the weights are filed under"
    )]
    fn add(&mut self, name: &[&str]) {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in name.iter().flat_map(|piece| piece.bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
        self.features.push(((hash >> 40) ^ hash) as Feature & 0xff_ffff);
    }
}

/// A small number, in a feature's name.
fn digit(number: usize) -> &'static str {
    ["0", "1", "2", "3", "4"].get(number).copied().unwrap_or("5")
}

/// How far a neighbour is, in a feature's name.
fn signed(by: isize) -> &'static str {
    match by {
        -2 => "-2",
        -1 => "-1",
        1 => "1",
        _ => "2",
    }
}

fn yes(said: bool) -> &'static str {
    if said { "true" } else { "false" }
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

/// What the lists know of a token, in a few letters.
fn known(token: &Token<'_>) -> String {
    let mut text = String::new();
    if token.form == Form::Word {
        _ = write!(text, "{:02x}", token.class.entry.bits());
    } else if token.form == Form::Mark {
        text.push_str(token.text);
    } else {
        text.push('#');
    }
    text
}

/// The classes of a token as one name.
fn class(token: &Token<'_>) -> String {
    if token.form == Form::Mark { token.text.to_owned() } else { format!("{:x}", token.class.bits()) }
}

/// The last letters.
fn ending(lower: &str, letters: usize) -> &str {
    lower.char_indices().rev().nth(letters - 1).map_or(lower, |(at, _)| &lower[at..])
}

/// Which word of its kind stands next: "… Creek", "… PD", within four.
fn next_of_a_kind(bag: &mut Bag, tokens: &[Token<'_>], at: usize, mode: Mode, shape: &str) {
    for by in 1..=4 {
        let Some(next) = tokens.get(at + by) else { break };
        for name in classes::names(next.class) {
            bag.add(&["f", digit(by), " ", name, " ", shape]);
        }
        if next.form != Form::Word || (mode == Mode::Mixed && !next.has_upper_first()) {
            break;
        }
    }
}

/// The features of each token of a sentence.
pub(crate) fn of(tokens: &[Token<'_>], mode: Mode, patterns: &[Span]) -> Vec<Vec<Feature>> {
    let known: Vec<String> = tokens.iter().map(known).collect();
    let class: Vec<String> = tokens.iter().map(class).collect();
    let shape: Vec<&str> =
        tokens.iter().enumerate().map(|(at, token)| shape(token, mode, begins(tokens, at))).collect();
    let alike = alike(tokens);
    let mut pattern = vec![""; tokens.len()];
    for span in patterns {
        pattern[span.tokens.clone()].fill(span.kind.name());
    }
    let word = |at: usize, by: isize| {
        at.checked_add_signed(by).and_then(|at| tokens.get(at)).map_or("|", |token| {
            // Numbers are told apart by their length alone.
            if token.form == Form::Word || token.form == Form::Mark { token.lower.as_str() } else { "0" }
        })
    };
    let known_at = |at: usize, by: isize| {
        at.checked_add_signed(by).and_then(|at| known.get(at)).map_or("|", String::as_str)
    };
    let class_at = |at: usize, by: isize| {
        at.checked_add_signed(by).and_then(|at| class.get(at)).map_or("|", String::as_str)
    };
    let shaped =
        |at: usize, by: isize| at.checked_add_signed(by).and_then(|at| shape.get(at)).copied().unwrap_or("|");
    let mut bag = Bag { features: Vec::new() };
    (0..tokens.len())
        .map(|at| {
            let m = mode.name();
            let (k, c, s) = (&known[at], &class[at], shape[at]);
            bag.add(&["b"]);
            bag.add(&["m ", m]);
            bag.add(&["w ", word(at, 0)]);
            bag.add(&["k ", k, " ", m]);
            bag.add(&["s ", s]);
            bag.add(&["sk ", s, " ", k]);
            bag.add(&["sc ", s, " ", c]);
            for by in [-2, -1, 1, 2] {
                let place = signed(by);
                bag.add(&["w", place, " ", word(at, by)]);
                bag.add(&["k", place, " ", known_at(at, by)]);
                bag.add(&["s", place, " ", shaped(at, by)]);
                bag.add(&["c", place, " ", class_at(at, by)]);
            }
            for by in [-1, 1] {
                let place = signed(by);
                bag.add(&["sw", place, " ", s, " ", word(at, by)]);
                bag.add(&["kw", place, " ", k, " ", word(at, by)]);
                bag.add(&["kc", place, " ", k, " ", class_at(at, by)]);
                bag.add(&["ks", place, " ", k, " ", s, " ", shaped(at, by)]);
                bag.add(&["kk", place, " ", k, " ", known_at(at, by)]);
                bag.add(&["ww", place, " ", word(at, 0), " ", word(at, by)]);
                bag.add(&["ss", place, " ", s, " ", shaped(at, by)]);
            }
            bag.add(&["cc ", class_at(at, -1), " ", class_at(at, 1)]);
            bag.add(&["c-1s ", class_at(at, -1), " ", s, " ", shaped(at, 1)]);
            bag.add(&["ww ", word(at, -1), " ", word(at, 1)]);
            bag.add(&["w-2w-1 ", word(at, -2), " ", word(at, -1)]);
            bag.add(&["w1w2 ", word(at, 1), " ", word(at, 2)]);
            if tokens[at].form == Form::Word {
                let lower = &tokens[at].lower;
                bag.add(&[
                    "e3 ",
                    ending(lower, 3),
                    " ",
                    digit(usize::from(tokens[at].class.entry.word().min(1))),
                ]);
                bag.add(&[
                    "e2 ",
                    ending(lower, 2),
                    " ",
                    digit(usize::from(tokens[at].class.entry.word().min(1))),
                ]);
                for name in classes::names(tokens[at].class) {
                    bag.add(&["n ", name]);
                    bag.add(&["ns ", name, " ", s, " ", shaped(at, -1)]);
                }
            }
            next_of_a_kind(&mut bag, tokens, at, mode, s);
            bag.add(&["a ", digit(alike[at]), " ", s]);
            bag.add(&[
                "a ",
                digit(alike[at]),
                " ",
                digit(*alike.get(at + 1).unwrap_or(&0)),
                " ",
                digit(at.checked_sub(1).map_or(0, |before| alike[before])),
            ]);
            bag.add(&["p ", pattern[at]]);
            bag.add(&["p1 ", pattern.get(at + 1).unwrap_or(&"|")]);
            bag.add(&["p-1 ", at.checked_sub(1).map_or("|", |before| pattern[before])]);
            bag.add(&[
                "g ",
                yes(tokens[at].glued),
                " ",
                yes(tokens.get(at + 1).is_some_and(|next| next.glued)),
            ]);
            std::mem::take(&mut bag.features)
        })
        .collect()
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
