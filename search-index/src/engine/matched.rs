//! What a query matches: all of it as a set, the best of it in order.

use std::rc::Rc;

use super::list::List;
use super::plan::Also;
use super::{Engine, Request, rank, top};
use crate::format::Damaged;
use crate::query::Query;

/// A set of reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn none(reports: u32) -> Self {
        Self(vec![0; (reports as usize).div_ceil(64)])
    }

    pub(super) fn all(reports: u32) -> Self {
        let mut bits = Self(vec![u64::MAX; (reports as usize).div_ceil(64)]);
        if let Some(last) = bits.0.last_mut().filter(|_| !reports.is_multiple_of(64)) {
            *last = (1 << (reports % 64)) - 1;
        }
        bits
    }

    pub(super) fn has(&self, report: u32) -> bool {
        self.0.get(report as usize / 64).is_some_and(|word| word >> (report % 64) & 1 == 1)
    }

    pub(super) fn add(&mut self, report: u32) {
        if let Some(word) = self.0.get_mut(report as usize / 64) {
            *word |= 1 << (report % 64);
        }
    }

    pub(super) fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= other);
    }

    pub(super) fn remove(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own &= !other);
    }

    pub(super) fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        (0_u32..).zip(&self.0).flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros();
                (rest != 0).then(|| {
                    rest &= rest - 1;
                    at * 64 + bit
                })
            })
        })
    }

    fn of(list: &List, reports: u32) -> Self {
        let mut bits = Self::none(reports);
        list.postings().iter().for_each(|posting| bits.add(posting.report));
        bits
    }
}

#[derive(Debug)]
pub(super) struct Matched {
    /// What matches words, phrases and exclusions, whatever the filters say.
    pub(super) unfiltered: Bits,
    pub(super) total: u32,
    pub(super) with_all: u32,
    pub(super) best: Vec<(u32, f32)>,
    /// How many results `best` was to have at least.
    pub(super) reached: usize,
    pub(super) missing: Vec<String>,
    pub(super) also: Vec<Also>,
    pub(super) unknown: Vec<(String, String)>,
    pub(super) cut: bool,
}

impl Engine {
    /// Runs a query; `None` while a chunk is missing.
    pub(super) fn run(&mut self, request: &Request) -> Result<Option<Matched>, Damaged> {
        let query = Query::parse(&request.query, request.typing);
        let plan = self.plan(&query, request)?;
        let phrases = self.phrases(&query.phrases)?;
        let excluded = self.phrases(&query.excluded)?;
        let filter = self.filter(&request.filters);
        if plan.is_none() && !request.plain_order {
            self.places_along(&query.words)?;
        }
        let (Some(mut plan), Some(phrases), Some(excluded), Some(filter)) = (plan, phrases, excluded, filter)
        else {
            return Ok(None);
        };
        self.marked.clone_from(&plan.terms);
        let reports = self.root.reports;
        let mut unfiltered = Bits::all(reports);
        let mut with_all = unfiltered.clone();
        // Who asks for nothing finds nothing; who only leaves out or narrows down finds the rest.
        let nothing = query.is_empty() && request.filters.is_empty();
        if nothing || !plan.slots.is_empty() && phrases.is_empty() {
            unfiltered = Bits::none(reports);
        }
        for slot in &plan.slots {
            let mut own = Bits::none(reports);
            for posting in slot.alternatives.iter().flat_map(|(_, list)| list.postings()) {
                own.add(posting.report);
            }
            if phrases.is_empty() {
                own.iter().for_each(|report| unfiltered.add(report));
            }
            with_all.keep(&own);
        }
        for list in &phrases {
            unfiltered.keep(&Bits::of(list, reports));
        }
        for list in &excluded {
            unfiltered.remove(&Bits::of(list, reports));
        }
        let mut allowed = unfiltered.clone();
        if let Some(filter) = &filter.allowed {
            allowed.keep(filter);
        }
        with_all.keep(&allowed);
        let total = allowed.count();
        let phrase_slot = |list: Rc<List>| super::plan::Slot { alternatives: vec![(1.0, list)] };
        plan.slots.extend(phrases.into_iter().map(phrase_slot));
        let pool = if request.plain_order { request.limit } else { request.limit.max(rank::POOL) };
        let best = if plan.slots.is_empty() {
            allowed.iter().take(pool).map(|report| (report, 1.0)).collect()
        } else {
            let mut best = top::best(&plan.slots, Some(&allowed), pool, &self.scale);
            if !request.plain_order {
                if !self.move_up_the_near(&query.words, &mut best, request.limit)? {
                    return Ok(None);
                }
                rank::by_coverage(&mut best, &plan.slots);
            }
            best
        };
        Ok(Some(Matched {
            unfiltered,
            total,
            with_all: with_all.count(),
            reached: if best.len() < pool { usize::MAX } else { pool },
            best,
            missing: plan.missing,
            also: plan.also,
            unknown: filter.unknown,
            cut: query.cut,
        }))
    }

    fn phrases(&mut self, phrases: &[Vec<crate::query::Word>]) -> Result<Option<Vec<Rc<List>>>, Damaged> {
        let lists: Vec<_> = phrases.iter().map(|words| self.phrase(words)).collect::<Result<_, _>>()?;
        Ok(lists.into_iter().collect())
    }
}
