//! What is counted of every report, published or not: coarse coded fields and a quarter, sealed to the reviewers. A
//! row names no report.

use std::collections::BTreeMap;

use jiff::civil::Date;
use report::{Answer, FieldKind, Level, NearMiss, Submission, Taxonomy};
use serde::{Deserialize, Serialize};

/// Where rows lie below `work/`.
pub const LEDGER: &str = "ledger";

/// One report, as it is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The quarter of the decision, for instance `2026-q4`.
    pub quarter: String,
    /// `published`, `data-only` or `declined`.
    pub outcome: String,
    /// Values of coded fields; none of a declined report.
    pub fields: BTreeMap<String, Vec<String>>,
}

/// The quarter of a day.
#[must_use]
pub fn quarter(day: Date) -> String {
    format!("{:04}-q{}", day.year(), (day.month() - 1) / 3 + 1)
}

impl Row {
    /// Counts a report: public fields as its reviewed text has them, fields that are only counted as the reporter
    /// answered. Without a reviewed text all are the reporter's.
    #[must_use]
    pub fn of(
        day: Date,
        outcome: &str,
        taxonomy: &Taxonomy,
        reviewed: Option<&NearMiss>,
        submission: &Submission,
    ) -> Self {
        let mut fields = BTreeMap::new();
        for (at, field) in (0u16..).zip(&taxonomy.fields) {
            let values: Vec<String> = match (field.level, reviewed) {
                (Level::Never, _) => continue,
                (Level::Public, Some(report)) => {
                    report.values(at).map(|value| field.values[usize::from(value)].id.clone()).collect()
                }
                _ => match submission.get(&field.id) {
                    Some(Answer::Values(values)) => {
                        // Whoever seals by hand can say two of one: the tables would no longer add up.
                        let most = if field.kind == FieldKind::Many { usize::MAX } else { 1 };
                        let known = values.iter().filter(|value| field.value(value).is_some());
                        known.take(most).cloned().collect()
                    }
                    _ => Vec::new(),
                },
            };
            if !values.is_empty() {
                fields.insert(field.id.clone(), values);
            }
        }
        Self { quarter: quarter(day), outcome: outcome.to_owned(), fields }
    }

    /// Whether another tells of the same end, perhaps in another quarter.
    #[must_use]
    pub fn ends_as(&self, other: &Self) -> bool {
        (&self.outcome, &self.fields) == (&other.outcome, &other.fields)
    }

    /// A declined report: only that there was one.
    #[must_use]
    pub fn declined(day: Date) -> Self {
        Self { quarter: quarter(day), outcome: "declined".to_owned(), fields: BTreeMap::new() }
    }
}
