//! Rows as a table, JSON or CSV.

use crate::database::plain;
use crate::table;
use anyhow::Result;
use rusqlite::types::ValueRef;
use rusqlite::{Row, Statement};
use serde_json::{json, Value};
use std::io::Write;

/// How rows are printed.
#[derive(Clone, Copy)]
pub(crate) enum Format {
    /// In columns no wider than `width` (0: as wide as they are).
    Table {
        width: usize,
    },
    Json,
    Csv,
}

/// Runs a statement and prints its rows, if it is one that has rows.
pub(crate) fn print(statement: &mut Statement<'_>, format: Format, out: &mut impl Write) -> Result<()> {
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    if names.is_empty() {
        return statement.execute([]).map(|_| ()).map_err(plain);
    }
    match format {
        Format::Table { width } => print_table(statement, names, width, out),
        Format::Json => print_json(statement, &names, out),
        Format::Csv => print_csv(statement, &names, out),
    }
}

fn each_row(statement: &mut Statement<'_>, mut work: impl FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
    let mut rows = statement.query([]).map_err(plain)?;
    while let Some(row) = rows.next().map_err(plain)? {
        work(row)?;
    }
    Ok(())
}

fn print_table(statement: &mut Statement<'_>, names: Vec<String>, width: usize, out: &mut impl Write) -> Result<()> {
    let (columns, mut rows) = (names.len(), vec![names]);
    each_row(statement, |row| {
        let cells: Result<Vec<String>> = (0..columns).map(|i| Ok(text(row.get_ref(i)?))).collect();
        rows.push(cells?);
        Ok(())
    })?;
    Ok(out.write_all(table::drawn(&rows, width).as_bytes())?)
}

/// One object a line, so that long results can be read as they come.
fn print_json(statement: &mut Statement<'_>, names: &[String], out: &mut impl Write) -> Result<()> {
    let mut separator = "[";
    each_row(statement, |row| {
        let cells: Result<Vec<(String, Value)>> = names.iter().enumerate().map(|(i, name)| Ok((name.clone(), value(row.get_ref(i)?)))).collect();
        write!(out, "{separator}{}", Value::Object(cells?.into_iter().collect()))?;
        separator = ",\n";
        Ok(())
    })?;
    Ok(writeln!(out, "{}", if separator == "[" { "[]" } else { "]" })?)
}

fn print_csv(statement: &mut Statement<'_>, names: &[String], out: &mut impl Write) -> Result<()> {
    writeln!(out, "{}", csv_line(names.iter().map(String::as_str)))?;
    each_row(statement, |row| {
        let cells: Result<Vec<String>> = (0..names.len()).map(|i| Ok(text(row.get_ref(i)?))).collect();
        Ok(writeln!(out, "{}", csv_line(cells?.iter().map(String::as_str)))?)
    })
}

fn csv_line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    cells.map(csv_cell).collect::<Vec<_>>().join(",")
}

fn csv_cell(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// A value as people read it; NULL is empty, as in CSV.
fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => format!("{number:?}"),
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Blob(bytes) => hex(bytes),
    }
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => json!(number),
        ValueRef::Real(number) => json!(number),
        text_or_blob => json!(text(text_or_blob)),
    }
}

/// Bytes as SQL writes them.
fn hex(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("x'{digits}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_quotes_what_needs_it() {
        assert_eq!(csv_line(["a", "b,c", "say \"no\"", "two\nlines", ""].into_iter()), "a,\"b,c\",\"say \"\"no\"\"\",\"two\nlines\",");
    }

    #[test]
    fn values_as_text() {
        assert_eq!(text(ValueRef::Real(0.5)), "0.5");
        assert_eq!(text(ValueRef::Blob(&[0, 255])), "x'00ff'");
        assert_eq!(value(ValueRef::Null), Value::Null);
    }
}
