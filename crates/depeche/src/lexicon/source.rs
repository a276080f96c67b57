//! Reading the rows of the source tables.

use super::flag;

/// A row with its columns by name.
pub(super) struct Row<'s> {
    pub(super) file: &'s str,
    pub(super) columns: &'s [&'s str],
    pub(super) cells: Vec<&'s str>,
}

impl<'s> Row<'s> {
    pub(super) fn get(&self, column: &str) -> &'s str {
        let i = self.columns.iter().position(|c| *c == column);
        i.and_then(|i| self.cells.get(i).copied()).unwrap_or("")
    }
}

/// A name with its flags.
pub(super) fn name_and_flags(name: &str) -> (&str, Vec<&str>) {
    match name.strip_suffix('}').and_then(|n| n.rsplit_once('{')) {
        Some((name, flags)) => (name.trim_end(), flags.split(',').map(str::trim).collect()),
        None => (name, Vec::new()),
    }
}

pub(super) fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|n| !n.is_empty())
}

pub(super) fn shape_flags(name: &str) -> u16 {
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().filter(|c| c.is_uppercase()).count();
    let mut flags = 0;
    if capitals >= 2 && capitals == letters().count() {
        flags |= flag::ACRONYM;
        if capitals <= 3 {
            flags |= flag::CASE;
        }
    }
    if name.chars().next().is_some_and(char::is_uppercase) {
        flags |= flag::CAPITAL;
    }
    flags
}

/// The first character of a name of two or three ideographs, the first two of one of four.
pub(super) fn first_characters(name: &str) -> String {
    let length = if name.chars().count() > 3 { 2 } else { 1 };
    name.chars().take(length).collect()
}
