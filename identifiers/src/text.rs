//! A text as tokens and sentences.

use std::ops::Range;

use crate::classes::{self, Class};

/// A word, a number, a mixture of both, or one mark.
#[derive(Debug, Clone)]
pub(crate) struct Token<'a> {
    /// Where it stands in the text, in bytes.
    pub(crate) range: Range<usize>,
    pub(crate) text: &'a str,
    /// In small letters.
    pub(crate) lower: String,
    pub(crate) form: Form,
    /// Nothing stands between it and the token before.
    pub(crate) glued: bool,
    /// It begins a line.
    pub(crate) line: bool,
    /// What kind of word it is.
    pub(crate) class: Class,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Letters, with apostrophes between.
    Word,
    /// Digits.
    Number,
    /// Letters and digits.
    Mixed,
    /// Anything else: one character.
    Mark,
}

impl Token<'_> {
    pub(crate) fn is(&self, text: &str) -> bool {
        self.lower == text
    }

    /// Digits in it.
    pub(crate) fn digits(&self) -> usize {
        self.text.bytes().filter(u8::is_ascii_digit).count()
    }

    /// Its value, if it is a number of at most nine digits.
    pub(crate) fn number(&self) -> Option<u32> {
        (self.form == Form::Number && self.text.len() <= 9).then(|| self.text.parse().ok()).flatten()
    }

    pub(crate) fn has_upper_first(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    pub(crate) fn is_all_upper(&self) -> bool {
        self.text.chars().any(char::is_uppercase) && !self.text.chars().any(char::is_lowercase)
    }

    pub(crate) fn letters(&self) -> usize {
        self.text.chars().filter(|c| c.is_alphabetic()).count()
    }
}

/// An apostrophe, straight or curly.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// A letter of any script; other scripts' digits count as such, because no number here is written with them.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !c.is_ascii_digit()
}

/// The tokens of a text.
pub(crate) fn tokenise(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::with_capacity(text.len() / 5);
    let mut rest = text.char_indices().peekable();
    let (mut glued, mut line) = (false, true);
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() {
            glued = false;
            line |= first == '\n';
            continue;
        }
        let mut end = start + first.len_utf8();
        let (mut letters, mut digits) = (is_letter(first), first.is_ascii_digit());
        if letters || digits {
            while let Some(&(at, next)) = rest.peek() {
                // Combining marks belong to the letter before.
                if next.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&next) {
                    letters |= is_letter(next);
                    digits |= next.is_ascii_digit();
                } else if !(is_apostrophe(next)
                    && letters
                    && !digits
                    && continues(text, at + next.len_utf8()))
                {
                    break;
                }
                rest.next();
                end = at + next.len_utf8();
            }
        }
        let form = match (letters, digits) {
            (true, false) => Form::Word,
            (false, true) => Form::Number,
            (true, true) => Form::Mixed,
            (false, false) => Form::Mark,
        };
        let own = &text[start..end];
        let lower = own.to_lowercase().replace('\u{2019}', "'");
        let class = if form == Form::Mark { Class::default() } else { classes::of(&lower) };
        tokens.push(Token {
            range: start..end,
            text: own,
            lower,
            form,
            glued: glued && !tokens.is_empty(),
            line,
            class,
        });
        (glued, line) = (true, false);
    }
    tokens
}

/// Whether a letter stands at `at` that isn't a possessive: O'Brien goes on, Delgado's doesn't.
fn continues(text: &str, at: usize) -> bool {
    let mut rest = text[at..].chars();
    let first = rest.next();
    let second = rest.next();
    match first {
        Some('s' | 'S') if !second.is_some_and(char::is_alphanumeric) => false,
        Some(letter) => letter.is_alphabetic(),
        None => false,
    }
}

/// Most tokens of a sentence.
const LONGEST: usize = 400;

/// The sentences, as ranges of tokens. Together they are all tokens.
pub(crate) fn sentences(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..tokens.len() {
        let next = tokens.get(at + 1);
        let ends = match tokens[at].text {
            "!" | "?" | ";" => next.is_none_or(|next| !next.glued),
            // "1." and "-" begin the lines of a list.
            "." if tokens[at].glued
                && at > 0
                && tokens[at - 1].line
                && tokens[at - 1].form == Form::Number =>
            {
                true
            }
            "-" | "*" | "\u{2022}" | "#" if tokens[at].line => next.is_none_or(|next| !next.glued),
            "." => next.is_none_or(|next| !next.glued) && !abbreviated(tokens, at),
            _ => false,
        };
        // Two line breaks would be a paragraph; people also write lists, so one is enough.
        // A text without any end is cut, so that no sentence takes more than its share of time.
        if ends || next.is_some_and(|next| next.line) || at + 1 - start >= LONGEST {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

/// Months that are written with a full stop: "Feb. 9".
const SHORT_MONTHS: [&str; 10] = ["jan", "feb", "mar", "apr", "aug", "sep", "sept", "oct", "nov", "dec"];

/// Weekdays that are written with a full stop: "Tues. 1/30".
const SHORT_DAYS: [&str; 9] = ["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat"];

/// Words that are written with a full stop before a number: "ser. 6H4K".
const SHORT_CUES: [&str; 5] = ["ser", "reg", "lic", "rpt", "inc"];

/// Whether a full stop belongs to the word before it: "Sgt.", "J.", "p.m. Friday".
fn abbreviated(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]).filter(|_| tokens[at].glued) else {
        return false;
    };
    if before.form != Form::Word {
        return false;
    }
    let letter = before.text.chars().count() == 1 && !before.is("i");
    // "j. wu" in small letters only after a name: "squad c." ends.
    let named = at > 1 && tokens[at - 2].class.entry.given() > 1 && !before.is("a");
    let single = letter && (before.has_upper_first() || named);
    let short = before.letters() <= 5;
    let street =
        before.class.has(Class::STREET) && tokens.get(at + 1).is_some_and(|next| !next.has_upper_first());
    single
        || (short && before.class.any(Class::RANK.or(Class::TITLE)))
        || street
        || before.is("no")
        || before.is("approx")
        || (SHORT_MONTHS.contains(&before.lower.as_str()) || SHORT_CUES.contains(&before.lower.as_str()))
            && tokens.get(at + 1).is_some_and(|next| next.digits() > 0)
        || SHORT_DAYS.contains(&before.lower.as_str())
            && before.has_upper_first()
            && tokens.get(at + 1).is_some_and(|next| next.digits() > 0 || next.class.has(Class::CALENDAR))
        || before.is("reg") && tokens.get(at + 1).is_some_and(|next| next.is("no"))
        || before.is("v")
}

/// The tokens of a few words, in small letters.
pub(crate) fn split(words: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut glue = false;
    for c in words.to_lowercase().chars() {
        if c.is_whitespace() {
            glue = false;
        } else if c.is_alphanumeric() || (c == '\'' && glue) {
            match found.last_mut().filter(|_| glue) {
                Some(last) => last.push(c),
                None => found.push(c.to_string()),
            }
            glue = true;
        } else {
            found.push(c.to_string());
            glue = false;
        }
    }
    found
}
