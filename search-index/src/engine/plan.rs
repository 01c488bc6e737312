//! From a query to slots: one for each word, with all that may stand for the word.

use std::rc::Rc;

use super::list::List;
use super::sorted::f32_of;
use super::spelling::TIMES_MORE;
use super::synonyms::{LONGEST_PHRASE, Synonyms};
use super::{Engine, Request};
use crate::analysis::stem;
use crate::format::{Damaged, SynonymGroup};
use crate::query::{Query, Word};

/// What a word of `synonyms.yaml` is worth beside the word that was typed: as much. A group is in more reports than each
/// of its words, so that a rare word that was typed still counts for more.
const SYNONYM: f32 = 1.0;
/// What a word is worth that begins with what was typed.
const COMPLETION: f32 = 0.8;
/// What a word is worth that is spelled otherwise, by the number of slips.
const SPELLING: [f32; 3] = [1.0, 0.6, 0.4];
/// A word in no more reports than this may be a slip; in a library of fewer than so many, only a word in none: there
/// every second word is in two reports.
const FEW: usize = 2;
const SMALL: usize = 250;

/// A word of the query: the best of its alternatives counts.
#[derive(Debug, Default)]
pub(super) struct Slot {
    /// What each is worth, and where it occurs.
    pub(super) alternatives: Vec<(f32, Rc<List>)>,
}

/// Words that were also searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Also {
    /// For which.
    pub word: String,
    /// As they are shown.
    pub with: Vec<String>,
    /// Why.
    pub because: Because,
}

/// Why a word was also searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// `synonyms.yaml` says that they mean the same.
    SameMeaning,
    /// Few reports or none have the word, and these are spelled much the same.
    Spelling,
}

#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) slots: Vec<Slot>,
    pub(super) missing: Vec<String>,
    pub(super) also: Vec<Also>,
    /// Terms that were looked for, so that they can be marked.
    pub(super) terms: Vec<String>,
}

impl Engine {
    /// The slots of a query; `None` while a chunk is missing.
    pub(super) fn plan(&mut self, query: &Query, request: &Request) -> Result<Option<Plan>, Damaged> {
        let mut plan = Plan::default();
        let mut complete = true;
        let groups = self.meaning_more(query);
        // Every word asks for its chunks before the query waits for any.
        for word in &query.words {
            // Part of a phrase of `synonyms.yaml`: it is spelled as it is meant.
            let meant = groups.iter().any(|(run, _)| run.iter().any(|own| own.term == word.term));
            complete &= self.slot(word, meant, request, &mut plan)?.is_some();
        }
        if !request.without_synonyms {
            complete &= self.phrases_that_mean_more(&query.words, &groups, &mut plan)?.is_some();
        }
        // What a phrase stands for isn't missing.
        let found = plan.slots.iter().zip(&query.words).filter(|(slot, _)| !slot.alternatives.is_empty());
        let found: Vec<&str> = found.map(|(_, word)| word.word.as_str()).collect();
        plan.missing.retain(|word| !found.contains(&word.as_str()));
        plan.terms.extend(query.phrases.iter().flatten().map(|word| word.term.clone()));
        Ok(complete.then_some(plan))
    }

    fn slot(
        &mut self,
        word: &Word,
        meant: bool,
        request: &Request,
        plan: &mut Plan,
    ) -> Result<Option<()>, Damaged> {
        let mut slot = Slot::default();
        let own = self.list(&word.term)?;
        let mut complete = own.is_some();
        plan.terms.push(word.term.clone());
        if word.open {
            match self.completions(&word.word) {
                Some(terms) => {
                    for term in terms {
                        complete &= self.alternative(&term, COMPLETION, &mut slot)?.is_some();
                        plan.terms.push(term);
                    }
                }
                None => complete = false,
            }
        }
        if !request.without_synonyms {
            complete &= self.synonyms(&word.word, &word.term, &mut slot, plan)?.is_some();
        }
        let Some(own) = own.filter(|_| complete) else { return Ok(None) };
        let found = own.len().max(slot.alternatives.iter().map(|(_, list)| list.len()).max().unwrap_or(0));
        // What `synonyms.yaml` names is spelled as it is meant, however few reports have it.
        let few = FEW.min(self.root.reports as usize / SMALL);
        if found <= few && !meant && !request.without_spelling && !self.synonyms.know(&word.term, &self.root)
        {
            let reports = u32::try_from(found).unwrap_or(u32::MAX) * TIMES_MORE;
            let Some(words) = self.spelled_like(&word.word, reports) else { return Ok(None) };
            let (mut terms, mut with) = (Vec::new(), Vec::new());
            for (other, slips) in words {
                let term = stem(&other);
                // "weapon" and "weapons" are one word.
                if !terms.contains(&term) {
                    complete &= self.alternative(&term, SPELLING[slips], &mut slot)?.is_some();
                    terms.push(term);
                    with.push(other);
                }
            }
            plan.terms.extend(terms);
            if !with.is_empty() {
                plan.also.push(Also { word: word.word.clone(), with, because: Because::Spelling });
            }
        }
        if !complete {
            return Ok(None);
        }
        if own.len() == 0 && slot.alternatives.is_empty() {
            plan.missing.push(word.word.clone());
        }
        slot.alternatives.insert(0, (1.0, own));
        slot.alternatives.retain(|(_, list)| list.len() > 0);
        plan.slots.push(slot);
        Ok(Some(()))
    }

    /// Adds what else a word means to its slot, and says so.
    fn synonyms(
        &mut self,
        word: &str,
        terms: &str,
        slot: &mut Slot,
        plan: &mut Plan,
    ) -> Result<Option<()>, Damaged> {
        let mut complete = true;
        let mut all = Vec::new();
        for (number, with) in self.synonyms.of(terms, &self.root) {
            complete &= self.alternative(&SynonymGroup::term(number), SYNONYM, slot)?.is_some();
            Synonyms::terms(number, &self.root, &mut plan.terms);
            all.extend(with);
        }
        if !all.is_empty() {
            plan.also.push(Also { word: word.to_owned(), with: all, because: Because::SameMeaning });
        }
        Ok(complete.then_some(()))
    }

    /// Words that together mean something else, too: "patrol car" is a cruiser. With their terms, joined by blanks.
    fn meaning_more(&mut self, query: &Query) -> Vec<(Vec<Word>, String)> {
        let mut found = Vec::new();
        for length in 2..=LONGEST_PHRASE {
            for run in query.typed.windows(length) {
                let mut terms = String::new();
                for word in run {
                    if !terms.is_empty() {
                        terms.push(' ');
                    }
                    terms.push_str(&word.term);
                }
                if self.synonyms.know(&terms, &self.root) {
                    found.push((run.to_vec(), terms));
                }
            }
        }
        found
    }

    /// What such words find stands for each of them, for its part.
    fn phrases_that_mean_more(
        &mut self,
        words: &[Word],
        groups: &[(Vec<Word>, String)],
        plan: &mut Plan,
    ) -> Result<Option<()>, Damaged> {
        let mut complete = true;
        for (run, terms) in groups {
            let mut shown = String::new();
            for word in run {
                if !shown.is_empty() {
                    shown.push(' ');
                }
                shown.push_str(&word.word);
            }
            let mut own = Slot::default();
            complete &= self.synonyms(&shown, terms, &mut own, plan)?.is_some();
            let own_words = |word: &Word| run.iter().any(|other| other.term == word.term);
            let parts = words.iter().filter(|word| own_words(word)).count();
            let part = f32_of(u32::try_from(parts).unwrap_or(1));
            for (slot, _) in plan.slots.iter_mut().zip(words).filter(|(_, word)| own_words(word)) {
                let alternatives = own.alternatives.iter().map(|(worth, list)| (worth / part, list.clone()));
                slot.alternatives.extend(alternatives);
            }
        }
        Ok(complete.then_some(()))
    }

    /// Adds a term to a slot. `None` while a chunk is missing, `false` if no report has it.
    fn alternative(&mut self, term: &str, worth: f32, slot: &mut Slot) -> Result<Option<bool>, Damaged> {
        let Some(list) = self.list(term)? else { return Ok(None) };
        let found = list.len() > 0;
        if found {
            slot.alternatives.push((worth, list));
        }
        Ok(Some(found))
    }
}
