//! A connection of rusqlite's own SQLite with the extension, and results as JSON.

use rusqlite::auto_extension::{register_auto_extension, RawAutoExtension};
use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::types::ValueRef;
use rusqlite::{Batch, Connection, Error, Result, Row, Statement};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};
use std::sync::Once;

/// An empty database in memory with the extension.
pub(crate) fn connect() -> Connection {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| unsafe {
        // The same C types under two names: rusqlite's and sqlite3ext-sys's.
        let entry = std::mem::transmute::<*const (), RawAutoExtension>(depeche0::sqlite3_depeche_init as *const ());
        register_auto_extension(entry).unwrap();
    });
    Connection::open_in_memory().unwrap()
}

/// The rows of every statement in `sql`, or the message of the first error.
pub(crate) fn run(db: &Connection, sql: &str) -> std::result::Result<Vec<Vec<Value>>, String> {
    let mut rows = Vec::new();
    let mut batch = Batch::new(db, sql);
    while let Some(mut statement) = batch.next().map_err(message)? {
        rows.extend(rows_of(&mut statement).map_err(message)?);
    }
    Ok(rows)
}

/// The one value of `sql`.
pub(crate) fn one(sql: &str) -> Value {
    run(&connect(), sql).unwrap_or_else(|e| panic!("{sql}: {e}"))[0][0].clone()
}

/// The error of `sql`.
pub(crate) fn error(sql: &str) -> String {
    match run(&connect(), sql) {
        Err(message) => message,
        Ok(rows) => panic!("{sql} gave {rows:?}"),
    }
}

fn rows_of(statement: &mut Statement<'_>) -> Result<Vec<Vec<Value>>> {
    let width = statement.column_count();
    let rows = statement.query_map([], |row| (0..width).map(|i| cell(row, i)).collect())?;
    rows.collect()
}

fn cell(row: &Row<'_>, index: usize) -> Result<Value> {
    Ok(match row.get_ref(index)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => json!(number),
        ValueRef::Real(number) => json!(number),
        ValueRef::Text(text) => json!(String::from_utf8_lossy(text)),
        ValueRef::Blob(bytes) => json!({ "blob": bytes }),
    })
}

/// What SQLite says, without rusqlite's own words.
fn message(error: Error) -> String {
    match error {
        Error::SqliteFailure(_, Some(message)) => message,
        Error::SqlInputError { msg, .. } => msg,
        other => other.to_string(),
    }
}

/// A path from the root of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// Three short articles in the table that sql/examples expects.
pub(crate) fn with_articles() -> Connection {
    let db = connect();
    db.execute_batch(
        "CREATE TABLE articles(id, lang, title, body, date, url, source);
         INSERT INTO articles(id, lang, title, body, date) VALUES
         (1, 'fr', 'Cyberespace', 'Le président chinois Xi Jinping a défendu la cybersécurité à Pékin. La Chine veut protéger les réseaux.', '2015-12-16'),
         (2, 'en', 'Visit', 'President Xi Jinping of China arrived in Washington on Thursday for talks on cybersecurity with the United States.', '2015-09-25'),
         (3, 'ru', 'Визит', 'Президент Китая Си Цзиньпин прибыл в Москву, где он встретится с Владимиром Путиным.', '2015-05-08'),
         (4, NULL, 'Empty', NULL, NULL);",
    )
    .unwrap();
    db
}
