//! Rows: tab-separated cells with `\n`, `\r`, `\t` and `\\` escaped, a heading line, comments after `#`.

use std::path::{Path, PathBuf};

/// One row of a file.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Name of the file without its ending.
    pub(crate) file: String,
    /// Counted from 1.
    pub(crate) line: usize,
    /// Unescaped, missing ones at the end empty.
    pub(crate) cells: Vec<String>,
}

impl Row {
    /// A cell; empty where the row ends before it.
    pub(crate) fn cell(&self, i: usize) -> &str {
        self.cells.get(i).map_or("", String::as_str)
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rows")
}

/// The rows of a file.
pub(crate) fn read(file: &str) -> Vec<Row> {
    let path = folder().join(format!("{file}.tsv"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let lines = text.lines().enumerate().skip(1).filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
    lines.map(|(i, l)| Row { file: file.to_owned(), line: i + 1, cells: l.split('\t').map(unescape).collect() }).collect()
}

/// The rows of `known_failures.tsv` that belong to a file, without the columns `file` and `cause`.
pub(crate) fn known_failures(file: &str) -> Vec<Row> {
    let rows = read("known_failures").into_iter().filter(|r| r.cell(0) == file);
    rows.map(|r| Row { file: file.to_owned(), cells: r.cells[2..].to_vec(), ..r }).collect()
}

/// All files of rows, so that a test can tell that none is forgotten.
pub(crate) fn files() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("tests/rows").map(|e| e.expect("entry").file_name());
    let mut names: Vec<String> = entries.filter_map(|n| n.to_str()?.strip_suffix(".tsv").map(str::to_owned)).collect();
    names.sort();
    names
}

fn unescape(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some('t')) => out.push('\t'),
            ('\\', Some('r')) => out.push('\r'),
            ('\\', Some('\\')) => out.push('\\'),
            (c, next) => out.extend(std::iter::once(c).chain(next)),
        }
    }
    out
}
