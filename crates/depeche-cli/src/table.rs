//! Rows in columns that line up on a terminal, in every script.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks around a cell that may run from right to left, so that the terminal does not turn its neighbours round with it.
const ISOLATE: char = '\u{2068}';
const END_ISOLATE: char = '\u{2069}';

/// Draws rows, the first of which is the header. Columns are no wider than `limit`, if that is not 0.
pub(crate) fn drawn(rows: &[Vec<String>], limit: usize) -> String {
    let limit = if limit == 0 { usize::MAX } else { limit };
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| shortened(&one_line(cell), limit)).collect()).collect();
    let widths = widths(&rows);
    let numeric: Vec<bool> = (0..widths.len()).map(|column| is_numeric(&rows, column)).collect();
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        text.push_str(&line(row, &widths, &numeric));
        if number == 0 {
            text.push_str(&rule(&widths));
        }
    }
    text
}

fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.first().map_or(0, Vec::len);
    (0..columns).map(|i| rows.iter().map(|row| row[i].width()).max().unwrap_or(0)).collect()
}

fn is_numeric(rows: &[Vec<String>], column: usize) -> bool {
    let mut cells = rows.iter().skip(1).map(|row| row[column].as_str()).filter(|cell| !cell.is_empty()).peekable();
    cells.peek().is_some() && cells.all(|cell| cell.parse::<f64>().is_ok())
}

fn line(row: &[String], widths: &[usize], numeric: &[bool]) -> String {
    let cells: Vec<String> = row.iter().zip(widths).zip(numeric).map(|((cell, width), right)| padded(cell, *width, *right)).collect();
    format!("{}\n", cells.join("  ").trim_end())
}

fn padded(cell: &str, width: usize, right: bool) -> String {
    let space = " ".repeat(width.saturating_sub(cell.width()));
    let cell = isolated(cell);
    if right {
        space + &cell
    } else {
        cell + &space
    }
}

fn rule(widths: &[usize]) -> String {
    let lines: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    format!("{}\n", lines.join("  "))
}

fn isolated(cell: &str) -> String {
    if cell.chars().any(is_right_to_left) {
        format!("{ISOLATE}{cell}{END_ISOLATE}")
    } else {
        cell.to_owned()
    }
}

/// Hebrew, Arabic and their neighbours, with the presentation forms.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Control characters would break the line, or do worse to a terminal.
fn one_line(cell: &str) -> String {
    cell.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_direction(*c)).collect()
}

/// Marks that turn the direction of what follows, also beyond the cell.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn shortened(cell: &str, limit: usize) -> String {
    if cell.width() <= limit {
        return cell.to_owned();
    }
    let mut width = 1;
    let kept = cell.chars().take_while(|c| {
        width += c.width().unwrap_or(0);
        width <= limit
    });
    kept.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(cells: &[&[&str]]) -> Vec<Vec<String>> {
        cells.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    }

    #[test]
    fn wide_characters_take_two_cells() {
        let table = drawn(&rows(&[&["name", "n"], &["习近平", "10"], &["Xi", "2"]]), 0);
        assert_eq!(table, "name     n\n──────  ──\n习近平  10\nXi       2\n");
    }

    #[test]
    fn right_to_left_cells_are_isolated() {
        let table = drawn(&rows(&[&["name", "lang"], &["الصين", "ar"]]), 0);
        assert_eq!(table, "name   lang\n─────  ────\n\u{2068}الصين\u{2069}  ar\n");
    }

    #[test]
    fn long_cells_are_cut_and_control_characters_removed() {
        let table = drawn(&rows(&[&["t"], &["ab\ncd\u{1b}ef"], &["中国国家"]]), 5);
        assert_eq!(table, "t\n─────\nab c…\n中国…\n");
    }

    #[test]
    fn no_rows_are_a_header() {
        assert_eq!(drawn(&rows(&[&["a", "b"]]), 60), "a  b\n─  ─\n");
    }
}
