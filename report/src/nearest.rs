//! "Did you mean": the allowed word nearest to what was written.

/// The candidate nearest to `word`, if one is near enough to be worth naming: at most a third
/// of its length away by Damerau-Levenshtein distance (Damerau 1964), or the only one that ends in it
/// (`rushing` for `individual/rushing`).
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Past this length it is a sentence, not a misspelt word; the distance costs the product of lengths.
    if word.is_empty() || word.len() > 80 {
        return None;
    }
    let wanted = normalised(word);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let own = candidate.rsplit('/').next().unwrap_or(candidate);
        let wanted_own = wanted.rsplit('/').next().unwrap_or(&wanted);
        let distance = strsim::damerau_levenshtein(&wanted, candidate)
            .min(strsim::damerau_levenshtein(wanted_own, own) + usize::from(own != candidate));
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.filter(|(distance, _)| *distance <= 1 + wanted.chars().count() / 3).map(|(_, word)| word)
}

/// Upper case, blanks and underscores are how people write what we write with hyphens.
fn normalised(word: &str) -> String {
    word.trim().to_lowercase().replace([' ', '_'], "-")
}

/// The half-sentence for a help text, or nothing.
pub(crate) fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, candidates).map_or_else(String::new, |near| format!("did you mean `{near}`? "))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_word_is_offered_only_when_it_is_near() {
        let words = ["traffic-stop", "foot-pursuit", "individual/rushing"];
        assert_eq!(nearest("trafic stop", words), Some("traffic-stop"));
        assert_eq!(nearest("Foot_Pursuit", words), Some("foot-pursuit"));
        assert_eq!(nearest("rushing", words), Some("individual/rushing"));
        assert_eq!(nearest("tactics/rushing", words), Some("individual/rushing"));
        assert_eq!(nearest("helicopter", words), None);
    }
}
