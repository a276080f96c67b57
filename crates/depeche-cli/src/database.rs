//! Databases with the extension in them.

use anyhow::{Context, Result};
use rusqlite::auto_extension::{register_auto_extension, RawAutoExtension};
use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::{Batch, Connection, Error, OpenFlags, Statement};
use std::path::Path;
use std::time::Duration;

/// Gives the extension to every connection that is opened from now on.
pub(crate) fn host_extension() -> Result<()> {
    // SAFETY: the same entry point with the same C types under two names, rusqlite's and sqlite3ext-sys's.
    unsafe {
        let entry = std::mem::transmute::<*const (), RawAutoExtension>(depeche0::sqlite3_depeche_init as *const ());
        register_auto_extension(entry)?;
    }
    Ok(())
}

/// Opens a database that is there.
pub(crate) fn open(path: &Path) -> Result<Connection> {
    opened(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

/// Opens a database, and makes it if it is not there.
pub(crate) fn open_or_create(path: &Path) -> Result<Connection> {
    opened(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
}

fn opened(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let context = || format!("cannot open {}", path.display());
    let db = Connection::open_with_flags(path, flags).map_err(plain).with_context(context)?;
    // Others may be writing; and reading the schema is what tells a database from any other file.
    db.busy_timeout(Duration::from_secs(10))?;
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).map_err(plain).with_context(context)?;
    Ok(db)
}

/// Prepares and hands on each statement of `sql` in turn.
pub(crate) fn each_statement(db: &Connection, sql: &str, mut work: impl FnMut(&mut Statement<'_>) -> Result<()>) -> Result<()> {
    let mut batch = Batch::new(db, sql);
    while let Some(mut statement) = batch.next().map_err(plain)? {
        work(&mut statement)?;
    }
    Ok(())
}

/// SQLite's own message, without rusqlite's wrapping of it.
pub(crate) fn plain(error: Error) -> anyhow::Error {
    match error {
        Error::SqliteFailure(_, Some(message)) | Error::SqlInputError { msg: message, .. } => anyhow::Error::msg(message),
        other => other.into(),
    }
}
