//! Which findings mean the same: Riverton Police Department, later RPD.

use std::collections::HashMap;

use crate::aliases;
use crate::finding::{Kind, Span, Why};
use crate::text::{Form, Token};

/// Numbers for what was found, the same for each mention of it.
#[derive(Default)]
pub(super) struct Same {
    numbers: HashMap<(Kind, String), usize>,
    /// What a short way to say it stands for: a word of it, or its first letters.
    whole: HashMap<(Kind, String), String>,
}

impl Same {
    pub(super) fn of(tokens: &[Token<'_>], spans: &[Span]) -> Self {
        let mut whole = HashMap::new();
        let long = |span: &&Span| span.why != Why::Named && span.kind != Kind::Person;
        for span in spans.iter().filter(long) {
            let own = &tokens[span.tokens.clone()];
            let words = own.iter().filter(|token| token.form != Form::Mark).map(|token| token.lower.clone());
            for short in words.chain([aliases::initials(own)]) {
                whole.entry((span.kind, short)).or_insert_with(|| said(own));
            }
        }
        Self { numbers: HashMap::new(), whole }
    }

    /// The number of the person with this index.
    pub(super) fn person(&mut self, index: usize) -> usize {
        self.number(Kind::Person, index.to_string())
    }

    /// The number of anything else.
    pub(super) fn thing(&mut self, tokens: &[Token<'_>], span: &Span) -> usize {
        let mut own = said(&tokens[span.tokens.clone()]);
        if span.why == Why::Named
            && let Some(whole) = self.whole.get(&(span.kind, own.clone()))
        {
            own.clone_from(whole);
        }
        self.number(span.kind, own)
    }

    fn number(&mut self, kind: Kind, said: String) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry((kind, said)).or_insert(next)
    }
}

fn said(own: &[Token<'_>]) -> String {
    own.iter().map(|token| token.lower.as_str()).collect::<Vec<_>>().join(" ")
}
