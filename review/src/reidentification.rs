//! How many reports of the library look like this one from outside: k-anonymity (Sweeney, International Journal of
//! Uncertainty, Fuzziness and Knowledge-based Systems 10(5), 2002) over six fields that somebody who was there, or
//! read the news, would know.

use report::{NearMiss, Taxonomy};

/// The fields by which a report could be recognised.
pub const NAMED_FIELDS: [&str; 6] =
    ["activity", "setting", "time_block", "lighting", "weather", "equipment_involved"];

/// So many reports should share a combination, this one among them.
pub const WANTED: usize = 5;

/// Below so many reports in the library nearly everything is rare: the check advises, and stands against nothing.
pub const ADVICE_BELOW: usize = 500;

/// How a report stands out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Reports that share what it says in the named fields, itself among them.
    pub k: usize,
    /// The named fields in which it says something, by their index in the taxonomy.
    pub said: Vec<u16>,
    /// The fewest of them that must go for [`WANTED`] reports to share the rest, and how many do then. `None` if nothing
    /// must go, or nothing helps.
    pub without: Option<(Vec<u16>, usize)>,
}

/// Looks at a report among those of the library.
#[must_use]
pub fn standing<'a>(
    report: &NearMiss,
    library: impl IntoIterator<Item = &'a NearMiss>,
    taxonomy: &Taxonomy,
) -> Standing {
    let named = NAMED_FIELDS.iter().filter_map(|id| taxonomy.field(id));
    let said: Vec<u16> = named.filter(|field| report.values(*field).next().is_some()).collect();
    // By the fields in which they say all that this one says: bit 0 for the first field.
    let mut alike = vec![0_usize; 1 << said.len()];
    for other in library.into_iter().filter(|other| other.id != report.id) {
        let says = |field: u16| report.values(field).all(|value| other.values(field).any(|own| own == value));
        let shared = said.iter().enumerate().filter(|(_, field)| says(**field));
        alike[shared.map(|(bit, _)| 1_usize << bit).sum::<usize>()] += 1;
    }
    let sharing = |fields: usize| -> usize {
        1 + alike
            .iter()
            .enumerate()
            .filter(|(own, _)| own & fields == fields)
            .map(|(_, count)| count)
            .sum::<usize>()
    };
    let all = (1 << said.len()) - 1;
    let k = sharing(all);
    let kept = (0..all).map(|fields| (fields, sharing(fields))).filter(|(_, count)| *count >= WANTED);
    // The most fields stay; of those, the way with the most company.
    let best = kept.max_by_key(|(fields, count)| (fields.count_ones(), *count, std::cmp::Reverse(*fields)));
    let without = best.filter(|_| k < WANTED).map(|(fields, count)| {
        let gone = said.iter().enumerate().filter(|(bit, _)| fields & (1 << bit) == 0);
        (gone.map(|(_, field)| *field).collect(), count)
    });
    Standing { k, said, without }
}

impl Standing {
    /// What it says in plain words; nothing where enough share the combination.
    #[must_use]
    pub fn words(&self, report: &NearMiss, taxonomy: &Taxonomy) -> Option<String> {
        if self.k >= WANTED {
            return None;
        }
        let labels: Vec<&str> = self
            .said
            .iter()
            .flat_map(|field| {
                let values = &taxonomy.fields[usize::from(*field)].values;
                report.values(*field).map(|value| values[usize::from(value)].label.as_str())
            })
            .collect();
        let names: Vec<String> = self
            .without
            .iter()
            .flat_map(|(fields, _)| fields)
            .map(|field| format!("*{}*", taxonomy.fields[usize::from(*field)].label.to_lowercase()))
            .collect();
        let who = match self.k {
            1 => "only this report has".to_owned(),
            k => format!("only {k} reports, with this one, have"),
        };
        let then = match &self.without {
            Some((_, count)) => format!("without {} there are {count}", names.join(" and ")),
            None => format!("the library has fewer than {WANTED} that share anything of it"),
        };
        Some(format!("{who} {}; {then}", labels.join(" + ")))
    }
}
