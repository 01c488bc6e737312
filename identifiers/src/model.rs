//! A small linear model that reads names by the words around them: an averaged structured perceptron (Collins 2002,
//! "Discriminative Training Methods for Hidden Markov Models") over begin, inside and outside of each kind, decoded by
//! Viterbi. Its features are words, classes of words and the shape of letters, so that each decision can be traced to
//! them. `examples/train.rs` makes `data/model.bin`.

mod features;
mod learning;
mod weights;

use std::sync::OnceLock;

pub use learning::Trainer;
use weights::Weights;

use crate::case::Mode;
use crate::classes::Class;
use crate::finding::{Confidence, Kind, Span, Why};
use crate::text::{Form, Token};

/// What the model tells apart.
const KINDS: [Kind; 10] = [
    Kind::Person,
    Kind::Place,
    Kind::Agency,
    Kind::Organisation,
    Kind::Address,
    Kind::Date,
    Kind::Time,
    Kind::Unit,
    Kind::Age,
    Kind::Quasi,
];
/// Outside, then begin and inside of each kind.
pub(crate) const TAGS: usize = 1 + 2 * KINDS.len();
/// The tags of what fits one person only, the last of the kinds.
const QUASI: [usize; 2] = [TAGS - 2, TAGS - 1];
/// It has many forms and the texts to learn from have few of them, so less is enough: for a guess, and only for one as
/// long as a clause.
const MORE_QUASI: f32 = 60.0;
/// Fewest tokens of such a guess.
const SHORTEST_GUESS: usize = 6;
/// How much better than "nothing" a name has to be; below zero finds more, and more that is nothing.
const BIAS: f32 = -72.0;

/// The trained model.
pub(crate) struct Model {
    weights: Weights,
}

/// Whether a tag may follow another: inside only after its own begin or inside.
pub(crate) const fn follows(before: usize, tag: usize) -> bool {
    tag == 0 || tag % 2 == 1 || before == tag || before + 1 == tag
}

impl Model {
    pub(crate) fn shared() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self { weights: Weights::read(include_bytes!("../data/model.bin")) })
    }

    /// What the model finds in a sentence, beside what the patterns found.
    pub(crate) fn find(&self, tokens: &[Token<'_>], mode: Mode, patterns: &[Span]) -> Vec<Span> {
        let alike = features::alike(tokens);
        let features = features::of(tokens, mode, patterns);
        let mut scores: Vec<[f32; TAGS]> = features.iter().map(|own| self.weights.scores(own)).collect();
        for own in &mut scores {
            own[0] += BIAS;
            for tag in QUASI {
                own[tag] += MORE_QUASI;
            }
        }
        let tags = best(&scores, &self.weights.transitions);
        let mut found: Vec<Span> = Vec::new();
        for (at, tag) in tags.iter().copied().enumerate().filter(|(_, tag)| *tag > 0) {
            let kind = KINDS[(tag - 1) / 2];
            if let Some(last) =
                found.last_mut().filter(|last| tag % 2 == 0 && last.tokens.end == at && last.kind == kind)
            {
                last.tokens.end = at + 1;
            } else {
                let margin = scores[at][tag] - scores[at][0];
                let confidence = if margin > 4.0 {
                    Confidence::High
                } else if margin > 1.0 {
                    Confidence::Medium
                } else {
                    Confidence::Low
                };
                found.push(Span { tokens: at..at + 1, kind, confidence, why: Why::Context });
            }
        }
        let found: Vec<Span> = found
            .into_iter()
            .filter_map(|span| trimmed(span, tokens, mode, &alike))
            .map(|span| whole(span, tokens, mode))
            .collect();
        let aged = |span: &Span| {
            span.kind != Kind::Age
                || !tokens[span.tokens.start].form.eq(&Form::Number)
                || of_somebody(tokens, span, &found)
        };
        let kept: Vec<bool> = found.iter().map(aged).collect();
        found.into_iter().zip(kept).filter_map(|(span, keep)| keep.then_some(span)).collect()
    }
}

/// With the word that says what it is, where the model left it out: Birch Hollow *Mall*, Red Clay *EMS*.
fn whole(mut span: Span, tokens: &[Token<'_>], mode: Mode) -> Span {
    let class = match span.kind {
        Kind::Agency => Class::AGENCY,
        Kind::Place => Class::PLACE,
        Kind::Organisation => Class::ORGANISATION,
        _ => return span,
    };
    let says = |token: &Token<'_>| {
        token.form == Form::Word
            && token.class.has(class)
            && !token.glued
            && (mode != Mode::Mixed || token.has_upper_first())
    };
    while tokens.get(span.tokens.end).is_some_and(says) {
        span.tokens.end += 1;
        span.confidence = span.confidence.max(Confidence::Medium);
    }
    if span.kind == Kind::Agency {
        let part = crate::patterns::agencies::part(&tokens[span.tokens.end..]);
        if part > 0 {
            span.tokens.end += part;
            span.confidence = span.confidence.max(Confidence::Medium);
        }
    }
    span
}

/// Whether a number stands where an age does: after a name or a word for a person.
fn of_somebody(tokens: &[Token<'_>], span: &Span, found: &[Span]) -> bool {
    let Some(before) = (0..span.tokens.start).rev().find(|at| tokens[*at].form != Form::Mark) else {
        return false;
    };
    let person = found.iter().any(|other| other.kind == Kind::Person && other.tokens.contains(&before));
    let said = matches!(
        tokens[before].lower.as_str(),
        "m" | "f"
            | "husband"
            | "wife"
            | "son"
            | "daughter"
            | "mother"
            | "father"
            | "male"
            | "female"
            | "man"
            | "woman"
            | "boy"
            | "girl"
            | "subject"
            | "suspect"
            | "driver"
            | "passenger"
            | "he's"
            | "she's"
            | "victim"
    );
    let digits = tokens[span.tokens.start].text.len();
    let pronoun = before > 0
        && matches!(tokens[before].lower.as_str(), "was" | "is" | "s")
        && tokens[before.saturating_sub(2)..before]
            .iter()
            .any(|token| matches!(token.lower.as_str(), "he" | "she" | "who"));
    (digits == 2 && (person || said || pronoun || tokens[before].class.unusual()))
        || (digits == 1 && person && before + 1 < span.tokens.start)
}

/// A span without what is no part of a name at its ends; `None` if nothing is left that could be one.
fn trimmed(mut span: Span, tokens: &[Token<'_>], mode: Mode, alike: &[usize]) -> Option<Span> {
    if span.kind == Kind::Quasi && span.confidence == Confidence::Low {
        return (span.tokens.len() >= SHORTEST_GUESS).then_some(span);
    }
    if span.kind == Kind::Quasi {
        return crate::patterns::whole_clause(tokens, span);
    }
    let loose = |at: usize| {
        let token = &tokens[at];
        token.form == Form::Mark && !matches!(token.text, "#")
            || matches!(
                token.lower.as_str(),
                "the"
                    | "and"
                    | "of"
                    | "since"
                    | "from"
                    | "in"
                    | "at"
                    | "on"
                    | "a"
                    | "to"
                    | "with"
                    | "is"
                    | "was"
                    | "or"
                    | "for"
            )
    };
    // A make, a model, a drill: no name unless it is a frequent one, or a rank stands before it.
    let announced = span.tokens.start.checked_sub(1).is_some_and(|before| {
        let before = if tokens[before].is(".") { before.saturating_sub(1) } else { before };
        tokens[before].class.any(Class::RANK.or(Class::TITLE))
    });
    let plain =
        |at: usize| alike[at] > 0 && (alike[at] > 1 || tokens[at].class.entry.surname() < 2) && !announced;
    while span.tokens.start < span.tokens.end && (loose(span.tokens.start) || plain(span.tokens.start)) {
        span.tokens.start += 1;
    }
    while span.tokens.start < span.tokens.end && (loose(span.tokens.end - 1) || plain(span.tokens.end - 1)) {
        span.tokens.end -= 1;
    }
    let own = &tokens[span.tokens.clone()];
    // Everyday words written small are nobody's name.
    let everyday = |token: &Token<'_>| {
        token.form == Form::Word
            && token.class.entry.word() == 3
            && token.class.bits() == 0
            && !(mode == Mode::Mixed && token.has_upper_first() && !std::ptr::eq(token, &raw const tokens[0]))
    };
    // A word of English written small, or one whose capital means nothing, with no name's use of its own.
    let small = |at: usize| {
        let token = &tokens[at];
        let capital = token.has_upper_first() && !features::begins(tokens, at);
        token.form != Form::Word || token.class.entry.word() > 0 && !capital
    };
    let english =
        span.kind == Kind::Person && mode == Mode::Mixed && own.len() > 1 && span.tokens.clone().all(small)
            || span.kind == Kind::Person
                && mode == Mode::Mixed
                && own.iter().all(|token| {
                    token.form != Form::Word || token.class.entry.word() > 0 && !token.has_upper_first()
                });
    // "Mark the door" may be about Mark: a word of English at a beginning is a guess at best.
    let guess = span.kind == Kind::Person
        && own.len() == 1
        && features::begins(tokens, span.tokens.start)
        && own[0].class.entry.word() > 0
        && !announced;
    if guess {
        span.confidence = Confidence::Low;
    }
    let opening = guess && own[0].class.entry.surname() < 2 && own[0].class.entry.given() == 0;
    let counts = |token: &Token<'_>| {
        token.digits() > 0 || token.class.any(Class::NUMBER.or(Class::CALENDAR)) || token.class.unusual()
    };
    let numberless = matches!(span.kind, Kind::Age | Kind::Time | Kind::Unit) && !own.iter().any(counts);
    let counts_things = span.kind == Kind::Unit
        && own.len() == 1
        && tokens
            .get(span.tokens.end)
            .is_some_and(|next| matches!(next.lower.as_str(), "of" | "more" | "people"));
    let nothing = own.is_empty()
        || counts_things
        || numberless
        || (!announced && (english || opening || own.iter().all(everyday)));
    (!nothing).then_some(span)
}

/// The best sequence of tags (Viterbi).
pub(crate) fn best(scores: &[[f32; TAGS]], transitions: &[[f32; TAGS]; TAGS]) -> Vec<usize> {
    let Some(first) = scores.first() else { return Vec::new() };
    let mut now = *first;
    // An inside can't begin a sentence.
    for (tag, score) in now.iter_mut().enumerate() {
        if tag > 0 && tag % 2 == 0 {
            *score = f32::NEG_INFINITY;
        }
    }
    let mut back: Vec<[u8; TAGS]> = Vec::with_capacity(scores.len());
    for own in &scores[1..] {
        let mut next = [f32::NEG_INFINITY; TAGS];
        let mut from = [0_u8; TAGS];
        for tag in 0..TAGS {
            for before in 0..TAGS {
                let score = now[before] + transitions[before][tag];
                if follows(before, tag) && score > next[tag] {
                    next[tag] = score;
                    from[tag] = u8::try_from(before).unwrap_or(0);
                }
            }
            next[tag] += own[tag];
        }
        now = next;
        back.push(from);
    }
    let mut tag = (0..TAGS).max_by(|a, b| now[*a].total_cmp(&now[*b])).unwrap_or(0);
    let mut tags = vec![tag];
    for from in back.iter().rev() {
        tag = usize::from(from[tag]);
        tags.push(tag);
    }
    tags.reverse();
    tags
}
