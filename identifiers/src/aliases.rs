//! A name that was found once is found again: Officer Delgado, later "Delgado", later "D."

use std::collections::HashMap;

use crate::case::Mode;
use crate::classes::Class;
use crate::finding::{Confidence, Kind, Span, Why};
use crate::text::{Form, Token, sentences};

/// Adds each mention of what `spans` name elsewhere in the text.
pub(crate) fn carry(tokens: &[Token<'_>], spans: &mut Vec<Span>) {
    let names = Names::of(tokens, spans);
    if names.words.is_empty() && names.initials.is_empty() && names.numbers.is_empty() {
        return;
    }
    let mut covered = vec![false; tokens.len()];
    // What is named in a clause that fits one person only is a finding of its own.
    let mut clause = vec![false; tokens.len()];
    for span in spans.iter() {
        let own = if span.kind == Kind::Quasi { &mut clause } else { &mut covered };
        own[span.tokens.clone()].fill(true);
    }
    let mut mentions: Vec<Span> = Vec::new();
    for sentence in sentences(tokens) {
        let mode = Mode::of(&tokens[sentence.clone()]);
        for at in sentence.clone() {
            if covered[at] {
                continue;
            }
            let Some(kind) = names.mentioned(tokens, at, mode, at == sentence.start) else { continue };
            if kind == Kind::Quasi && clause[at] {
                continue;
            }
            match mentions.last_mut().filter(|last| last.tokens.end == at && last.kind == kind) {
                Some(last) => last.tokens.end = at + 1,
                None => mentions.push(Span {
                    tokens: at..at + 1,
                    kind,
                    confidence: Confidence::High,
                    why: Why::Named,
                }),
            }
        }
    }
    apart(spans, &mentions, tokens);
    spans.extend(mentions);
    spans.sort_by_key(|span| span.tokens.start);
}

/// Leaves to each clause what the names in it leave. Both lie in the order of the text.
fn apart(spans: &mut Vec<Span>, mentions: &[Span], tokens: &[Token<'_>]) {
    let mut rest = Vec::with_capacity(spans.len());
    for span in spans.drain(..) {
        let from = mentions.partition_point(|own| own.tokens.end <= span.tokens.start);
        let inside: Vec<Span> = mentions[from..].iter().take_while(|own| own.meets(&span)).cloned().collect();
        if span.kind != Kind::Quasi || inside.is_empty() {
            rest.push(span);
            continue;
        }
        let united = crate::finding::united(inside.clone(), vec![span], tokens);
        rest.extend(united.into_iter().filter(|own| !inside.contains(own)));
    }
    *spans = rest;
}

/// What somebody does, after whose name it stands: "Hope told him", where the sergeant's name is Hope. Nothing that light,
/// snow and power do.
#[rustfmt::skip] // one word a line says less
const DOES: &[&str] = &[
    "told", "said", "asked", "yelled", "shouted", "grabbed", "drew", "says", "tells", "asks", "radioed", "advised", "stepped",
    "walked", "heard", "thought", "saw",
];

/// First letters of what has several words: Tillman County Sheriff's Office, tcso.
pub(crate) fn initials(own: &[Token<'_>]) -> String {
    let first = own.iter().filter(|token| token.form == Form::Word && !token.is("of") && !token.is("the"));
    first.filter_map(|token| token.lower.chars().next()).collect()
}

/// What was named.
struct Names<'a> {
    words: HashMap<&'a str, Kind>,
    /// First letters of agencies: Tillman County Sheriff's Office, TCSO.
    initials: HashMap<String, Kind>,
    /// First letters of persons.
    letters: Vec<char>,
    /// Numbers of units and houses.
    numbers: HashMap<&'a str, Kind>,
}

impl<'a> Names<'a> {
    fn of(tokens: &'a [Token<'_>], spans: &[Span]) -> Self {
        let (mut words, mut initials, mut letters) = (HashMap::new(), HashMap::new(), Vec::new());
        let mut numbers = HashMap::new();
        for span in spans.iter().filter(|span| span.confidence > Confidence::Low) {
            let own = &tokens[span.tokens.clone()];
            if matches!(span.kind, Kind::Unit | Kind::Address) {
                let least = |token: &Token<'_>| match (span.kind, token.form) {
                    (Kind::Unit, Form::Mixed) => 2,
                    _ => 3,
                };
                let long =
                    own.iter().filter(|token| token.digits() >= least(token) && token.form != Form::Word);
                numbers.extend(long.map(|token| (token.lower.as_str(), span.kind)));
            }
            match span.kind {
                Kind::Person
                | Kind::Quasi
                | Kind::Place
                | Kind::Agency
                | Kind::Organisation
                | Kind::Address => {
                    let dog = span.kind == Kind::Quasi && own.len() <= 4;
                    for token in own.iter().filter(|token| token.form == Form::Word && token.letters() > 2) {
                        let person = span.kind == Kind::Person || dog;
                        let plain = !person && !token.class.unusual();
                        // Pike, Park and Lane are surnames, too; a rank isn't.
                        let cue = if person {
                            token.class.any(Class::RANK.or(Class::TITLE))
                        } else {
                            token.class.bits() & !0x100 != 0
                        } && !token.class.unusual();
                        if !(plain || cue || (span.kind == Kind::Quasi && (!dog || token.is("k9")))) {
                            words.entry(token.lower.as_str()).or_insert(span.kind);
                        }
                    }
                    if span.kind == Kind::Person {
                        letters.extend(
                            own.iter()
                                .filter(|token| token.letters() > 2)
                                .filter_map(|token| token.text.chars().next()),
                        );
                    }
                    if matches!(span.kind, Kind::Agency | Kind::Organisation) && own.len() >= 3 {
                        initials.insert(self::initials(own), span.kind);
                    }
                }
                _ => {}
            }
        }
        Self { words, initials, letters, numbers }
    }

    /// What the token at `at` is a mention of.
    fn mentioned(&self, tokens: &[Token<'_>], at: usize, mode: Mode, first: bool) -> Option<Kind> {
        let token = &tokens[at];
        if token.form != Form::Word {
            let glued = |by: usize| tokens.get(at + by).is_some_and(|next| next.glued);
            let alone = !token.glued && (!glued(1) || tokens[at + 1].form == Form::Mark && !glued(2));
            return self.numbers.get(token.lower.as_str()).copied().filter(|_| alone);
        }
        if let Some(kind) = self.words.get(token.lower.as_str()) {
            let named = match mode {
                // Banks is a name, banks aren't.
                Mode::Mixed => {
                    let next = || tokens.get(at + 1).map_or("", |next| next.lower.as_str());
                    let does = *kind == Kind::Person && DOES.contains(&next());
                    let owns =
                        tokens.get(at + 1).is_some_and(|next| matches!(next.text, "'" | "’") && next.glued);
                    token.has_upper_first() && (!first || token.class.entry.word() < 2 || owns || does)
                }
                Mode::Upper | Mode::Lower => token.class.entry.word() < 2,
            };
            return named.then_some(*kind);
        }
        if token.is_all_upper() && mode == Mode::Mixed && (3..=6).contains(&token.letters()) {
            return self.initials.get(&token.lower).copied();
        }
        // "D.", where somebody's name begins so.
        let letter = token.text.chars().next()?;
        let single = mode == Mode::Mixed
            && token.letters() == 1
            && letter.is_uppercase()
            && !matches!(letter, 'I' | 'A');
        let dotted = tokens.get(at + 1).is_some_and(|next| next.is(".") && next.glued);
        // "Q. saw it": at a beginning, only if the sentence goes on in small letters.
        let goes_on =
            || tokens.get(at + 2).is_some_and(|next| next.form == Form::Word && !next.has_upper_first());
        let single = single && (!first || dotted && goes_on());
        let led = at > 0 && tokens[at - 1].class.any(Class::RANK.or(Class::TITLE));
        (single && (dotted || led) && self.letters.contains(&letter)).then_some(Kind::Person)
    }
}
