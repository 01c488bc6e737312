//! What may be told of reports that have no page: the rule, the tables, their protection, and an attacker who tries it.
//!
//! Readers can count the published reports themselves. What is left of a total when they have subtracted those is the
//! number of reports without a page, and that is what must not become small: every number that can be worked out from
//! all tables, by adding and subtracting rows, columns and totals, is 0 or at least k. For fields that no published
//! report carries, the total itself is such a number. docs/disclosure.md has the rule and its reasons.
//!
//! [`tables`] counts, [`protect`] hides cells until [`attacker`] can't narrow any that must be protected.

pub mod attacker;
pub mod protect;
pub mod secret;
pub mod tables;

/// Least number of reports behind a number that is told, unless an operator wants more.
pub const K: u32 = 11;

/// Tables of two fields, in this order, each if it can be protected beside those before it.
pub const TWO_WAY: [(&str, &str); 4] = [
    ("activity", "time_block"),
    ("activity", "severity_potential"),
    ("activity", "contributing_factors"),
    ("setting", "lighting"),
];
