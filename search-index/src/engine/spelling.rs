//! The nearest spelling of a word that (nearly) no report has.

use super::Engine;
use super::sorted::{Ranked, f32_of, rank};

/// Words offered for one.
const MOST_WORDS: usize = 3;
/// A word that some reports do have is taken for a slip only if another has so many times more.
pub(super) const TIMES_MORE: u32 = 10;

impl Engine {
    /// Words spelled like this one, nearest first, then the most frequent, each with its distance; `None` while a
    /// chunk is missing. Only words in more than `reports` reports count.
    pub(super) fn spelled_like(&mut self, word: &str, reports: u32) -> Option<Vec<(String, usize)>> {
        let letters: Vec<char> = word.chars().collect();
        let within = slips(letters.len());
        if within == 0 {
            return Some(Vec::new());
        }
        let near = letters.len() - within..=letters.len() + within;
        let shards: Vec<_> =
            self.root.spelling.iter().filter(|length| near.contains(&(**length as usize))).copied().collect();
        let shards: Vec<_> = shards.into_iter().map(|length| self.chunks.words(length)).collect();
        let shards: Vec<_> = shards.into_iter().collect::<Option<_>>()?;
        let mut found: Vec<(usize, u32, &str)> = Vec::new();
        for own in shards.iter().flat_map(|shard| &shard.words).filter(|own| own.reports > reports) {
            let distance = distance(&letters, &own.word, within);
            if (1..=within).contains(&distance) {
                found.push((distance, own.reports, &own.word));
            }
        }
        let nearest = found.iter().map(|own| own.0).min().unwrap_or(0);
        found.retain(|own| own.0 == nearest);
        let mut ranked = Vec::new();
        for (number, (_, reports, _)) in (0_u32..).zip(&found) {
            ranked.push(Ranked { score: f32_of(*reports), number });
        }
        rank(&mut ranked);
        let mut best = Vec::new();
        for own in ranked.iter().take(MOST_WORDS) {
            best.push((found[own.number as usize].2.to_owned(), nearest));
        }
        Some(best)
    }
}

/// How many slips a word of so many letters may have and still be meant.
pub(crate) const fn slips(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other (optimal string
/// alignment); anything above `within` if there are more.
pub(crate) fn distance(one: &[char], other: &str, within: usize) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=one.len()).collect();
    let mut letter_before = None;
    for (row, letter) in other.chars().enumerate() {
        let mut own = vec![row + 1];
        for (at, mine) in one.iter().enumerate() {
            let change = last[at] + usize::from(*mine != letter);
            let mut best = change.min(last[at + 1] + 1).min(own[at] + 1);
            if at > 0 && Some(*mine) == letter_before && one[at - 1] == letter {
                best = best.min(before[at - 1] + 1);
            }
            own.push(best);
        }
        if own.iter().all(|cost| *cost > within) {
            return within + 1;
        }
        before = std::mem::replace(&mut last, own);
        letter_before = Some(letter);
    }
    last[one.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn slips_are_counted() {
        for (one, other, expected) in [
            ("handcuffs", "handcuffs", 0),
            ("handcufs", "handcuffs", 1),
            ("hnadcuffs", "handcuffs", 1),
            ("hancdufs", "handcuffs", 2),
            ("abc", "xyz", 3),
            ("weapon", "weapons", 1),
        ] {
            let letters: Vec<char> = one.chars().collect();
            assert_eq!(distance(&letters, other, 2).min(3), expected, "{one} {other}");
        }
    }
}
