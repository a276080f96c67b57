//! Places in a text.

use serde::Serialize;

/// A stretch of the original text, counted in Unicode code points from 0, end exclusive: what SQLite's
/// `substr(body, start + 1, "end" - start)` and Python's `text[start:end]` count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// Converts byte offsets, asked in ascending order, to code points in one pass over the text.
pub(crate) struct CodePoints<'t> {
    text: &'t [u8],
    byte: usize,
    count: usize,
}

impl<'t> CodePoints<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        CodePoints { text: text.as_bytes(), byte: 0, count: 0 }
    }

    /// Code points before `byte`, which must not be smaller than in the call before and must be a character boundary.
    pub(crate) fn at(&mut self, byte: usize) -> usize {
        self.count += self.text[self.byte..byte].iter().filter(|b| **b as i8 >= -0x40).count();
        self.byte = byte;
        self.count
    }
}

/// Code-point spans for byte ranges in any order.
pub(crate) fn spans(text: &str, ranges: &[(usize, usize)]) -> Vec<Span> {
    let mut bytes: Vec<usize> = ranges.iter().flat_map(|r| [r.0, r.1]).collect();
    bytes.sort_unstable();
    bytes.dedup();
    let mut counter = CodePoints::new(text);
    let points: Vec<usize> = bytes.iter().map(|b| counter.at(*b)).collect();
    let find = |byte: usize| bytes.binary_search(&byte).map_or(0, |i| points[i]);
    ranges.iter().map(|r| Span { start: find(r.0), end: find(r.1) }).collect()
}
