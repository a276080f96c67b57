//! What the functions themselves never do: panic, fail with odd messages, meet a second SQLite.

use crate::guard::{Answer, Arguments, Failure, Reply};
use crate::scalars::{scalar, Scalar};
use crate::table::{table, TableFunction};
use crate::{host, sqlite3_depeche_init};
use rusqlite::Connection;
use sqlite3ext_sys::{sqlite3, sqlite3_api_routines};
use std::ffi::CStr;
use std::ops::RangeInclusive;
use std::os::raw::{c_char, c_int};
use std::ptr::null_mut;

struct Panics;

impl Scalar for Panics {
    const NAME: &'static str = "panics";
    const ARGUMENTS: RangeInclusive<i32> = 1..=1;
    const JSON: bool = false;
    fn call<'a>(arguments: &Arguments<'a>) -> Reply<'a> {
        panic!("on {}", arguments.text(0)?.unwrap_or_default())
    }
}

struct PanicsEach;

impl TableFunction for PanicsEach {
    const NAME: &'static str = "panics_each";
    const COLUMNS: &'static [&'static str] = &["a", "b"];
    const PARAMETERS: &'static [&'static str] = &["article"];
    const REQUIRED: usize = 1;
    type Row = ();

    fn rows(arguments: &Arguments<'_>) -> Result<Vec<()>, Failure> {
        match arguments.text(0)? {
            Some("fail") => Err(Failure::new("100% \0 %s %n")),
            Some("column") => Ok(vec![()]),
            _ => panic!("100% %s %n"),
        }
    }

    fn cell(_: &(), column: usize) -> Option<Answer<'_>> {
        assert_ne!(column, 1, "a column");
        None
    }
}

/// Registers the extension and the functions above.
unsafe extern "C" fn entry(db: *mut sqlite3, message: *mut *mut c_char, api: *mut sqlite3_api_routines) -> c_int {
    let code = unsafe { sqlite3_depeche_init(db, message, api) };
    scalar::<Panics>(db).unwrap();
    table::<PanicsEach>(db).unwrap();
    code
}

fn connect() -> Connection {
    // SAFETY: the same C types under two names, rusqlite's and sqlite3ext-sys's. Registering again changes nothing.
    let entry = unsafe { std::mem::transmute::<*const (), rusqlite::auto_extension::RawAutoExtension>(entry as *const ()) };
    unsafe { rusqlite::auto_extension::register_auto_extension(entry) }.unwrap();
    Connection::open_in_memory().unwrap()
}

fn message(db: &Connection, sql: &str) -> String {
    let error = db.prepare(sql).and_then(|mut statement| statement.query([])?.next().map(|_| ())).unwrap_err();
    error.sqlite_error().map(|_| error.to_string()).unwrap_or_default()
}

#[test]
fn a_panic_is_an_error_of_the_statement() {
    let db = connect();
    assert_eq!(message(&db, "SELECT panics('purpose')"), "panics(): internal error, please report it: on purpose");
    assert_eq!(message(&db, "SELECT * FROM panics_each('x')"), "panics_each(): internal error, please report it: 100% %s %n");
    assert!(message(&db, "SELECT * FROM panics_each('column')").contains("a column"));
    assert_eq!(db.query_row("SELECT depeche_version()", [], |row| row.get::<_, String>(0)).unwrap(), depeche::version());
}

#[test]
fn a_message_arrives_as_it_was_written() {
    assert_eq!(message(&connect(), "SELECT * FROM panics_each('fail')"), "panics_each(): 100% \\0 %s %n");
}

#[test]
fn a_second_sqlite_is_refused() {
    let db = connect();
    // A copy of the table of functions is what a second SQLite looks like, only that calling it is harmless.
    // SAFETY: the table is SQLite's own, which lives as long as the process.
    let mut other = unsafe { *host::adopted().as_ptr() };
    let mut place = null_mut();
    let code = unsafe { sqlite3_depeche_init(db.handle().cast(), &mut place, &mut other) };
    let text = unsafe { CStr::from_ptr(place) }.to_string_lossy().into_owned();
    assert_eq!(code, 1);
    assert!(text.starts_with("this process has two copies of SQLite, and depeche serves SQLite 3."), "{text}");
    unsafe { rusqlite::ffi::sqlite3_free(place.cast()) };
}

#[test]
fn a_host_without_a_table_of_functions_is_refused() {
    let mut place = null_mut();
    assert_eq!(unsafe { sqlite3_depeche_init(null_mut(), &mut place, null_mut()) }, 1);
}
