//! What fits one person or event only, although it names nobody: "the only diver of the county", a K9's name, an award, the
//! news.

mod fame;
mod life;
mod unique;

use std::ops::Range;

use fame::public;
use life::{career, kin};
use unique::{counted, small, unique};

use crate::finding::{Confidence, Kind, Span, Why};
use crate::text::{Form, Token};

/// These, as spans of tokens.
pub(super) fn find(tokens: &[Token<'_>]) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for at in 0..tokens.len() {
        if found.last().is_some_and(|span| at < span.tokens.end) {
            continue;
        }
        let range = dog(tokens, at)
            .or_else(|| unique(tokens, at))
            .or_else(|| kin(tokens, at))
            .or_else(|| career(tokens, at))
            .or_else(|| public(tokens, at))
            .or_else(|| counted(tokens, at))
            .or_else(|| small(tokens, at));
        if let Some(mut range) = range {
            range.start = range.start.max(found.last().map_or(0, |last: &Span| last.tokens.end));
            found.push(Span {
                tokens: range,
                kind: Kind::Quasi,
                confidence: Confidence::Medium,
                why: Why::Form,
            });
        }
    }
    found
}

fn word<'a>(tokens: &'a [Token<'_>], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| token.lower.as_str())
}

/// Up to the end of the clause, at most `most` tokens on.
fn clause(tokens: &[Token<'_>], at: usize, most: usize) -> usize {
    let mut end = at;
    while end < tokens.len() && end - at < most {
        let token = &tokens[end];
        let joins = matches!(
            token.lower.as_str(),
            "and"
                | "but"
                | "so"
                | "because"
                | "which"
                | "when"
                | "while"
                | "then"
                | "until"
                | "if"
                | "although"
        );
        if (token.form == Form::Mark && !matches!(token.text, "-" | "'" | "\u{2019}" | "&" | "/"))
            || (joins && end > at + 1)
        {
            break;
        }
        end += 1;
    }
    end
}

/// "K9 Ruckus", "our dog Titan".
fn dog(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    let joined = word(tokens, at) == "k" && word(tokens, at + 1) == "-" && word(tokens, at + 2) == "9";
    let length = if joined { 3 } else { 1 };
    let k_nine = joined || matches!(word(tokens, at), "k9" | "canine" | "bloodhound" | "malinois");
    let own_dog = matches!(word(tokens, at), "dog" | "horse" | "shepherd" | "malinois" | "bloodhound")
        && at > 0
        && matches!(word(tokens, at - 1), "my" | "our" | "his" | "her" | "patrol" | "police" | "the");
    if !k_nine && !own_dog {
        return None;
    }
    let comma = usize::from(word(tokens, at + length) == "," && own_dog);
    let name = tokens.get(at + length + comma).filter(|token| token.form == Form::Word)?;
    let proper = name.has_upper_first() && !name.is_all_upper() && name.class.bits() & !0x100 == 0
        || name.class.unusual()
        || (name.class.entry.word() <= 1
            && name.class.entry.given() + name.class.entry.surname() > 0
            && name.class.bits() == 0);
    (proper && name.letters() > 2).then(|| at..at + length + comma + 1)
}

/// Back to where the clause begins, at most `most` tokens.
fn clause_start(tokens: &[Token<'_>], at: usize, most: usize) -> usize {
    let mut start = at;
    while start > 0 && at - start < most {
        let token = &tokens[start - 1];
        if (token.form == Form::Mark && !matches!(token.text, "-" | "'" | "\u{2019}" | "&" | "/"))
            || matches!(token.lower.as_str(), "and" | "but" | "so" | "because")
        {
            break;
        }
        start -= 1;
    }
    start
}

/// "and I almost lost her": somebody does something else here.
fn begins_another(tokens: &[Token<'_>], at: usize) -> bool {
    matches!(word(tokens, at), "and" | "but" | "so")
        && matches!(
            word(tokens, at + 1),
            "i" | "we" | "he" | "she" | "they" | "it" | "there" | "you" | "nobody"
        )
}

/// A clause in which the model saw something that fits one person only; `None` if that was a word or two.
pub(crate) fn whole_clause(tokens: &[Token<'_>], mut span: Span) -> Option<Span> {
    let next = (span.tokens.start + 3..span.tokens.end).find(|at| begins_another(tokens, *at));
    span.tokens.end = next.unwrap_or(span.tokens.end);
    if span.tokens.len() < 3 {
        return None;
    }
    span.tokens = clause_start(tokens, span.tokens.start, 6)
        ..clause(tokens, span.tokens.end - 1, 16).max(span.tokens.end);
    Some(span)
}
