//! What each group of `synonyms.yaml` finds, as one list: a reader who types one word of it loads that list and no
//! other, however many words and phrases mean the same. The words count as one word that occurs as often as all of
//! them together, as in Lucene's `SynonymQuery`.

use std::collections::BTreeMap;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use super::BuildError;
use super::tantivy_index::fields;
use super::words::Words;
use crate::analysis::tokens;
use crate::format::{FIELDS, Hit, Posting, Synonym, SynonymGroup};

/// By the term of the group.
pub(super) type Lists = BTreeMap<String, Vec<Posting>>;

/// The groups of which some report has a word, and what each finds; then, without a list, what is left of the others:
/// the words that would be taken for slips of words that reports have.
pub(super) fn lists(
    reader: &SegmentReader,
    groups: &[SynonymGroup],
    numbers: &[u32],
    words: &Words,
) -> Result<(Vec<SynonymGroup>, Lists), BuildError> {
    let (mut kept, mut left) = (Vec::new(), Vec::new());
    let mut lists = BTreeMap::new();
    let mut leave = |all: &[Synonym]| {
        let mistakable = |word: &&Synonym| {
            let mut own = tokens(&word.shown);
            own.next().is_some_and(|first| own.next().is_none() && words.have_like(&first.word))
        };
        let words: Vec<Synonym> = all.iter().filter(mistakable).cloned().collect();
        if !words.is_empty() {
            left.push(SynonymGroup { from_first: false, there: 0, words });
        }
    };
    for group in groups {
        let mut found: BTreeMap<u32, Posting> = BTreeMap::new();
        let (mut there, mut absent) = (Vec::new(), Vec::new());
        for (at, word) in group.words.iter().enumerate() {
            let any = add(reader, &word.terms(), &mut found)?;
            // The first of a group that leads one way stays the first.
            if any || group.from_first && at == 0 { &mut there } else { &mut absent }.push(word.clone());
        }
        if found.is_empty() || there.len() < 1 + usize::from(group.from_first) {
            leave(&group.words);
            continue;
        }
        if group.from_first {
            leave(&absent);
            absent.clear();
        }
        let own = SynonymGroup {
            from_first: group.from_first,
            there: there.len(),
            words: there.into_iter().chain(absent).collect(),
        };
        let mut postings: Vec<Posting> = found.into_values().collect();
        for posting in &mut postings {
            posting.report = numbers[posting.report as usize];
        }
        postings.sort_unstable_by_key(|posting| posting.report);
        lists.insert(SynonymGroup::term(kept.len()), postings);
        kept.push(own);
    }
    kept.append(&mut left);
    Ok((kept, lists))
}

/// Adds the reports with a word or phrase; whether there are any.
fn add(reader: &SegmentReader, terms: &str, found: &mut BTreeMap<u32, Posting>) -> Result<bool, BuildError> {
    let mut any = false;
    for (at, field) in fields().into_iter().enumerate() {
        let inverted = reader.inverted_index(field)?;
        let norms = reader.get_fieldnorms_reader(field)?;
        let mut lists = Vec::new();
        for term in terms.split(' ') {
            let term = Term::from_field_text(field, term);
            lists.extend(inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?);
        }
        if lists.len() <= terms.matches(' ').count() {
            continue;
        }
        each(&mut lists, |report, times| {
            any = true;
            let posting = found.entry(report).or_insert_with(|| Posting { report, ..Posting::default() });
            let before = posting.hits[at].frequency;
            posting.hits[at] =
                Hit { frequency: before.saturating_add(times), norm: norms.fieldnorm_id(report) };
        });
    }
    debug_assert!(fields().len() == FIELDS);
    Ok(any)
}

/// Every report in which the words of the lists follow each other, and how often.
fn each(lists: &mut [SegmentPostings], mut take: impl FnMut(u32, u16)) {
    let Some((first, rest)) = lists.split_first_mut() else { return };
    let (mut starts, mut own) = (Vec::new(), Vec::new());
    while first.doc() != TERMINATED {
        let report = first.doc();
        let together = rest.iter_mut().all(|list| {
            if list.doc() < report {
                list.seek(report);
            }
            list.doc() == report
        });
        if together && rest.is_empty() {
            take(report, u16::try_from(first.term_freq()).unwrap_or(u16::MAX));
        } else if together {
            first.positions(&mut starts);
            for (step, list) in (1_u32..).zip(rest.iter_mut()) {
                list.positions(&mut own);
                starts.retain(|start| own.binary_search(&(start + step)).is_ok());
            }
            if !starts.is_empty() {
                take(report, u16::try_from(starts.len()).unwrap_or(u16::MAX));
            }
        }
        first.advance();
    }
}
