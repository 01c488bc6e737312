//! Typed marks: what stands in a published text in place of something that identifies,
//! for instance `[officer A]`, `[place: parking lot]`, `[tactic withheld]`.

use std::ops::Range;

use crate::taxonomy::Taxonomy;

/// Longest text between the brackets, in bytes.
const MAX_MARK: usize = 80;

/// A mark found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark<'a> {
    /// Where it stands, brackets included.
    pub range: Range<usize>,
    /// What stands between the brackets.
    pub inner: &'a str,
    /// Index of its kind in [`Taxonomy::marks`]; `None` if it only looks like a mark.
    pub kind: Option<usize>,
}

/// All bracketed words of `text` that are marks or look like one. Links (`[words](address)`) are
/// neither.
#[must_use]
pub fn marks_in<'a>(text: &'a str, taxonomy: &Taxonomy) -> Vec<Mark<'a>> {
    let mut marks = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('[').map(|at| from + at) {
        let rest = &text[open + 1..];
        from = open + 1;
        let Some(length) = rest.bytes().take(MAX_MARK + 1).position(|b| matches!(b, b']' | b'[')) else {
            continue;
        };
        if rest.as_bytes()[length] != b']' {
            continue;
        }
        let escaped = open > 0 && text.as_bytes()[open - 1] == b'\\';
        let inner = &rest[..length];
        let end = open + 1 + length + 1;
        let link = matches!(text.as_bytes().get(end), Some(b'(' | b'['));
        // A mark may be broken over two lines, not over two paragraphs.
        let apart = inner.contains("\n\n");
        if link || escaped || apart || !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let words = if inner.contains('\n') { &inner.replace('\n', " ") } else { inner };
        marks.push(Mark { range: open..end, inner, kind: taxonomy.mark_kind(words) });
        from = end;
    }
    marks
}
