//! What the near misses have in common: counts, never rates. Nobody knows how often nothing was reported.
//!
//! [`count`] adds up what the published reports say, [`pairs`] finds factors that come together, [`signal`] what is
//! reported more often than before, [`tables`] holds the protected tables of reports that are only counted.

pub mod count;
pub mod pairs;
pub mod signal;
pub mod tables;

use report::{Facet, FieldKind, Publication, Section};

use crate::library::Library;

/// The fields of the trends pages, in the order in which a trainer asks.
pub const FIELDS: [&str; 11] = [
    "contributing_factors",
    "activity",
    "what_stopped_it",
    "time_block",
    "lighting",
    "setting",
    "equipment_involved",
    "backup",
    "weapon_involved",
    "severity_potential",
    "lesson_lever",
];

/// The field of factors, by which trainers look for a lesson.
pub const FACTORS: &str = "contributing_factors";
/// The other side of the heat table.
pub const ACTIVITY: &str = "activity";
/// Fields whose values may be noticeably more frequent than before.
pub const WATCHED: [&str; 2] = [FACTORS, "hazard_type"];

/// Fewer reports make no year of a large library.
const LEAST_OF_A_YEAR: usize = 10;

/// The report that a group is best begun with: it tells the event, has lessons and questions, and could have ended
/// badly; of those the newest.
#[must_use]
pub fn to_read(library: &Library, reports: &[u32]) -> Option<u32> {
    best(library, reports, 1).first().copied()
}

/// The same for several.
#[must_use]
pub fn best(library: &Library, reports: &[u32], most: usize) -> Vec<u32> {
    let severity = library.taxonomy.field("severity_potential");
    let worth = |at: u32| {
        let report = library.report(at);
        let told = usize::from(report.publication == Publication::Full);
        let lessons = usize::from(report.section(Section::Lessons).is_some());
        let questions = usize::from(report.section(Section::RollCall).is_some());
        // The taxonomy lists how bad it could have been from harmless to worst.
        let severe = severity.and_then(|field| report.values(field).next()).map_or(0, usize::from);
        (lessons + questions + told) * 16 + severe.min(15)
    };
    // Of a large library the newest thousand are enough to choose from.
    let mut chosen: Vec<u32> = reports.iter().copied().take(1_000).collect();
    chosen.sort_by_key(|at| (std::cmp::Reverse(worth(*at)), *at));
    chosen.truncate(most);
    chosen
}

/// The first item of a list of lessons, or the first paragraph, as plain text.
#[must_use]
pub fn first_lesson(text: &str) -> String {
    let plain = crate::markdown::plain(text);
    let line = plain.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    // Only what a list would have: "2 officers to every stop" begins with its number.
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < line.len() && rest.starts_with(['.', ')']) && rest[1..].starts_with(' ');
    let line = if numbered { &rest[1..] } else { line };
    line.trim_start_matches(['-', '*', '•']).trim().to_owned()
}

/// The years by which a library can be compared, oldest first, with the reports of each: years of publication, or where
/// the library has none, years of the event.
#[must_use]
pub fn years(library: &Library) -> Option<Years> {
    let mut by_publication: std::collections::BTreeMap<u16, Vec<u32>> = std::collections::BTreeMap::new();
    for at in 0..library.len() {
        if let Some(period) = library.period(at) {
            by_publication.entry(period.year()).or_default().push(at);
        }
    }
    if by_publication.len() > 1 {
        return Some(Years { of_events: false, years: by_publication.into_iter().collect() });
    }
    let (field, own) = library.taxonomy.public_fields().find(|(_, own)| own.kind == FieldKind::Period)?;
    let mut by_event: Vec<(u16, Vec<u32>)> = library
        .facets
        .values(field)
        .filter_map(|(facet, list)| {
            Some((own.values[usize::from(facet.value)].id.parse().ok()?, list.to_vec()))
        })
        .collect();
    by_event.sort_unstable();
    // In a large library a year with a handful of reports is a slip of the pen, or says nothing.
    by_event
        .retain(|(_, list)| library.reports.len() < signal::LEAST_REPORTS || list.len() >= LEAST_OF_A_YEAR);
    (by_event.len() > 1).then_some(Years { of_events: true, years: by_event })
}

/// Reports by year.
#[derive(Debug, Clone)]
pub struct Years {
    /// Years of the event; else those of publication.
    pub of_events: bool,
    /// Oldest first.
    pub years: Vec<(u16, Vec<u32>)>,
}

/// How many numbers two sorted lists share.
#[must_use]
pub fn shared(a: &[u32], b: &[u32]) -> usize {
    let (small, large) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if small.len() * 16 < large.len() {
        return small.iter().filter(|at| large.binary_search(at).is_ok()).count();
    }
    let mut rest = large;
    let both = small.iter().filter(|at| {
        rest = &rest[rest.iter().take_while(|other| other < at).count()..];
        rest.first() == Some(*at)
    });
    both.count()
}

/// Whether a value tells something that can be taught: "other" and "unknown" don't.
#[must_use]
pub fn is_telling(library: &Library, facet: Facet) -> bool {
    let id = &library.taxonomy.fields[usize::from(facet.field)].values[usize::from(facet.value)].id;
    !matches!(id.rsplit('/').next(), Some("other" | "unknown"))
}

/// Values of a field, the most frequent first.
#[must_use]
pub fn by_count(library: &Library, field: u16) -> Vec<(Facet, &[u32])> {
    let mut values: Vec<_> = library.facets.values(field).collect();
    values.sort_by_key(|(facet, list)| (std::cmp::Reverse(list.len()), facet.value));
    values
}

#[cfg(test)]
mod tests {
    use super::first_lesson;

    #[test]
    fn a_lesson_keeps_the_number_it_begins_with() {
        for (text, first) in [
            ("2. Two officers to every stop.\n3. Wait.", "Two officers to every stop."),
            ("2 officers to every stop", "2 officers to every stop"),
            ("911 callers aren't always right.", "911 callers aren\u{2019}t always right."),
            ("1\\) Wait.", "Wait."),
            ("- Slow down\n  - Call backup", "Slow down"),
        ] {
            assert_eq!(first_lesson(text), first);
        }
    }
}
