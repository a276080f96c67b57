//! `depeche load`: JSON lines into a table.

use crate::arguments::LoadArguments;
use crate::database::{self, plain};
use anyhow::{bail, Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use rusqlite::types::Value as Cell;
use rusqlite::{params_from_iter, Connection, TransactionBehavior};
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

pub(crate) fn run(arguments: &LoadArguments, out: &mut impl Write) -> Result<()> {
    let (reader, bar) = opened(&arguments.file)?;
    let mut db = database::open_or_create(&arguments.output)?;
    let loaded = replace(&mut db, &arguments.table, bar.wrap_read(reader)).with_context(|| format!("{}: nothing was changed", arguments.file.display()))?;
    bar.finish_and_clear();
    let (table, output) = (&arguments.table, arguments.output.display());
    Ok(writeln!(out, "{output}: table {table} has {} rows and {} columns", loaded.rows, loaded.columns)?)
}

/// The file and a progress bar over its bytes.
fn opened(path: &Path) -> Result<(Box<dyn io::Read>, ProgressBar)> {
    if path == Path::new("-") {
        return Ok((Box::new(io::stdin()), ProgressBar::no_length()));
    }
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {eta}")?;
    let bar = ProgressBar::new(file.metadata()?.len()).with_style(style);
    Ok((Box::new(file), bar))
}

/// What was loaded.
pub(crate) struct Loaded {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

/// Replaces a table by the objects in `lines`, in one transaction: after an error everything is as before.
pub(crate) fn replace(db: &mut Connection, table: &str, lines: impl io::Read) -> Result<Loaded> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(plain)?;
    let mut target = Target::new(&transaction, table);
    let mut rows = 0;
    for (number, line) in BufReader::new(lines).split(b'\n').enumerate() {
        let object = object(&line?).with_context(|| format!("line {}", number + 1))?;
        let Some(object) = object else { continue };
        target.insert(object).with_context(|| format!("line {}", number + 1))?;
        rows += 1;
    }
    let columns = target.columns.len();
    if columns == 0 {
        bail!("there are no rows to load");
    }
    transaction.commit().map_err(plain)?;
    Ok(Loaded { rows, columns })
}

/// The object of a line; none in an empty line.
fn object(line: &[u8]) -> Result<Option<Map<String, Value>>> {
    let text = std::str::from_utf8(line).context("not valid UTF-8")?.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Ok(None);
    }
    match serde_json::from_str(text).context("not JSON")? {
        Value::Object(object) => Ok(Some(object)),
        other => bail!("not a JSON object but {}", kind(&other)),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Array(_) => "an array",
        Value::String(_) => "a string",
        Value::Number(_) => "a number",
        _ => "true, false or null",
    }
}

/// The table that is filled. Columns are added when a key first appears, so that the lines need to be read only once.
struct Target<'c> {
    db: &'c Connection,
    table: String,
    columns: Vec<String>,
}

impl<'c> Target<'c> {
    fn new(db: &'c Connection, table: &str) -> Self {
        Target { db, table: quoted(table), columns: Vec::new() }
    }

    fn insert(&mut self, object: Map<String, Value>) -> Result<()> {
        let mut cells = vec![Cell::Null; self.columns.len()];
        for (key, value) in object {
            let column = self.column(&key)?;
            cells.resize(self.columns.len(), Cell::Null);
            cells[column] = cell(value);
        }
        // An object without keys is a row too, once there are columns.
        if cells.is_empty() {
            bail!("an object without keys cannot come first");
        }
        let places = vec!["?"; cells.len()].join(", ");
        let mut statement = self.db.prepare_cached(&format!("INSERT INTO {} VALUES ({places})", self.table)).map_err(plain)?;
        statement.execute(params_from_iter(cells)).map_err(plain)?;
        Ok(())
    }

    /// The place of a key's column, which is made if it is new. To SQLite `Title` and `title` are one column.
    fn column(&mut self, key: &str) -> Result<usize> {
        if let Some(place) = self.columns.iter().position(|column| column.eq_ignore_ascii_case(key)) {
            return Ok(place);
        }
        let (table, column) = (&self.table, quoted(key));
        let sql = match self.columns.is_empty() {
            true => format!("DROP TABLE IF EXISTS {table}; CREATE TABLE {table}({column})"),
            false => format!("ALTER TABLE {table} ADD COLUMN {column}"),
        };
        self.db.execute_batch(&sql).map_err(plain)?;
        self.columns.push(key.to_owned());
        Ok(self.columns.len() - 1)
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn cell(value: Value) -> Cell {
    match value {
        Value::Null => Cell::Null,
        Value::Bool(truth) => Cell::Integer(truth.into()),
        Value::String(text) => Cell::Text(text),
        Value::Number(number) => number.as_i64().map_or_else(|| Cell::Real(number.as_f64().unwrap_or_default()), Cell::Integer),
        nested => Cell::Text(nested.to_string()),
    }
}
