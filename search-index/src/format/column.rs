//! The values of one coded field, report by report: for filters and their counts.

use super::bytes::{Damaged, Reader, Writer};

/// A value that results can be narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// Its name in addresses.
    pub id: String,
    /// Its name for readers.
    pub label: String,
}

/// A field that results can be narrowed by: what it is called, and its values of every report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The field's name for readers.
    pub label: String,
    /// The values that it knows.
    pub known: Vec<FacetValue>,
    /// Where the values of each report begin, and the end of the last.
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Column {
    /// A column without reports.
    #[must_use]
    pub fn new(label: String, known: Vec<FacetValue>) -> Self {
        Self { label, known, starts: vec![0], values: Vec::new() }
    }

    /// Adds the values of the next report.
    pub fn push(&mut self, values: impl IntoIterator<Item = u32>) {
        self.values.extend(values);
        self.starts.push(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
    }

    /// Number of reports.
    #[must_use]
    pub fn reports(&self) -> usize {
        self.starts.len() - 1
    }

    /// The values of a report.
    #[must_use]
    pub fn values(&self, report: u32) -> &[u32] {
        let at = report as usize;
        let place = |at: usize| self.starts.get(at).map_or(self.values.len(), |start| *start as usize);
        &self.values[place(at)..place(at + 1)]
    }

    /// The column as bytes, not yet compressed.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.text(&self.label);
        out.count(self.known.len());
        for value in &self.known {
            out.text(&value.id);
            out.text(&value.label);
        }
        for pair in self.starts.windows(2) {
            out.number(u64::from(pair[1] - pair[0]));
        }
        for value in &self.values {
            out.number(u64::from(*value));
        }
        out.bytes
    }

    /// Reads the column of so many reports.
    pub fn read(bytes: &[u8], reports: u32) -> Result<Self, Damaged> {
        let mut from = Reader::new(bytes);
        let mut column = Self::new(from.text()?.to_owned(), Vec::new());
        for _ in 0..from.count()? {
            column.known.push(FacetValue { id: from.text()?.to_owned(), label: from.text()?.to_owned() });
        }
        let mut end = 0_u32;
        for _ in 0..reports {
            let own =
                u32::try_from(from.count()?).map_err(|_| Damaged("a count is larger than what follows"))?;
            end = end.checked_add(own).ok_or(Damaged("a number is too large"))?;
            column.starts.push(end);
        }
        for _ in 0..end {
            let value = from.small()?;
            if value as usize >= column.known.len() {
                return Err(Damaged("a value isn't in its field"));
            }
            column.values.push(value);
        }
        from.end()?;
        Ok(column)
    }
}
