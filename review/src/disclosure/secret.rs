//! The numbers behind the tables, and what everybody knows of how they add up.

/// A number of reports without a page (or, for fields that are only counted, of all reports).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// How many it is.
    pub count: u32,
    /// Whether the tables tell it.
    pub shown: bool,
}

/// Something that everybody knows: these numbers add up to that one, or are together at most that one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Indices of numbers.
    pub parts: Vec<usize>,
    /// Index of the number that they make.
    pub whole: usize,
    /// They make it exactly; else at most.
    pub exact: bool,
}

/// All numbers of a release. The first is the number of all reports without a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Secret {
    /// The numbers.
    pub numbers: Vec<Number>,
    /// What is known of them.
    pub sums: Vec<Sum>,
    /// Least that may be told, 0 aside.
    pub k: u32,
}

impl Secret {
    /// A number more; its index.
    pub fn add(&mut self, count: u32, shown: bool) -> usize {
        self.numbers.push(Number { count, shown });
        self.numbers.len() - 1
    }

    /// Whether a number is too small to be told.
    #[must_use]
    pub fn is_small(&self, at: usize) -> bool {
        (1..self.k).contains(&self.numbers[at].count)
    }
}
