//! What all table functions share: SQLite asks for a plan, gives the arguments and walks the rows.

use crate::guard::{caught, reply, Answer, Arguments, Failure};
use crate::host;
use sqlite3ext_sys::{sqlite3, sqlite3_context, sqlite3_value, sqlite3_vtab, sqlite3_vtab_cursor};
use sqlite_loadable::table::{define_table_function, BestIndexError, Constraint, ConstraintOperator, IndexInfo, VTab, VTabArguments, VTabCursor};
use std::marker::PhantomData;
use std::os::raw::c_int;

/// A table function.
pub(crate) trait TableFunction: Sized {
    const NAME: &'static str;
    /// The columns with their types.
    const COLUMNS: &'static [&'static str];
    /// The arguments, which SQLite sees as hidden columns.
    const PARAMETERS: &'static [&'static str];
    /// How many of them must be given.
    const REQUIRED: usize;
    type Row;
    fn rows(arguments: &Arguments<'_>) -> Result<Vec<Self::Row>, Failure>;
    fn cell(row: &Self::Row, column: usize) -> Option<Answer<'_>>;
}

/// Defines a table function.
pub(crate) fn table<T: TableFunction + 'static>(db: *mut sqlite3) -> sqlite_loadable::Result<()> {
    define_table_function::<Table<T>>(db, T::NAME, None)
}

/// The CREATE TABLE statement that tells SQLite the columns. Parameters have no type: SQLite would convert what is given.
fn declaration<T: TableFunction>() -> String {
    let hidden = T::PARAMETERS.iter().map(|name| format!("{name} HIDDEN"));
    let columns: Vec<String> = T::COLUMNS.iter().map(ToString::to_string).chain(hidden).collect();
    format!("CREATE TABLE x({})", columns.join(", "))
}

#[repr(C)]
struct Table<T> {
    /// First, because SQLite reads it.
    base: sqlite3_vtab,
    function: PhantomData<T>,
}

impl<T: TableFunction + 'static> VTab<'_> for Table<T> {
    type Aux = ();
    type Cursor = Cursor<T>;

    fn connect(db: *mut sqlite3, _: Option<&()>, _: VTabArguments) -> sqlite_loadable::Result<(String, Self)> {
        host::vtab_innocuous(db);
        // SAFETY: SQLite fills the plain C struct and wants it zeroed.
        let base = unsafe { std::mem::zeroed() };
        Ok((declaration::<T>(), Table { base, function: PhantomData }))
    }

    fn best_index(&self, info: IndexInfo) -> Result<(), BestIndexError> {
        caught(|| Ok(plan::<T>(info))).unwrap_or(Err(BestIndexError::Error))
    }

    fn open(&mut self) -> sqlite_loadable::Result<Cursor<T>> {
        Ok(Cursor::new())
    }
}

/// Asks for the arguments in order, as far as they are given. A plan in which a given argument is not known yet (it is a column
/// of a table further in) is refused, and SQLite turns the tables round.
fn plan<T: TableFunction>(mut info: IndexInfo) -> Result<(), BestIndexError> {
    let mut constraints = info.constraints();
    let mut known = 0;
    for parameter in 0..T::PARAMETERS.len() {
        let column = (T::COLUMNS.len() + parameter) as c_int;
        let given: Vec<&mut Constraint> = constraints.iter_mut().filter(|c| equals(c, column)).collect();
        if given.is_empty() {
            break;
        }
        let usable = given.into_iter().find(|c| c.usable()).ok_or(BestIndexError::Constraint)?;
        known += 1;
        usable.set_argv_index(known);
        usable.set_omit(true);
    }
    estimate(&mut info, known as usize >= T::REQUIRED);
    Ok(())
}

fn equals(constraint: &Constraint, column: c_int) -> bool {
    constraint.column_idx() == column && constraint.op() == Some(ConstraintOperator::EQ)
}

/// An article names a few dozen things and costs more than many rows of a plain table; a call without its arguments only ever fails.
fn estimate(info: &mut IndexInfo, complete: bool) {
    info.set_estimated_rows(if complete { 30 } else { i64::MAX });
    info.set_estimated_cost(if complete { 1000.0 } else { 1e99 });
}

#[repr(C)]
struct Cursor<T: TableFunction> {
    /// First, because SQLite reads it.
    base: sqlite3_vtab_cursor,
    rows: Vec<T::Row>,
    at: usize,
    /// What was given for the parameters, for statements that read the hidden columns.
    given: Vec<Option<String>>,
}

impl<T: TableFunction> Cursor<T> {
    fn new() -> Self {
        // SAFETY: SQLite fills the plain C struct.
        let base = unsafe { std::mem::zeroed() };
        Cursor { base, rows: Vec::new(), at: 0, given: Vec::new() }
    }

    fn begin(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        // A statement that failed half way may be run again: nothing of the former rows may stay.
        (self.rows, self.at, self.given) = (Vec::new(), 0, Vec::new());
        complete::<T>(arguments)?;
        self.rows = T::rows(arguments)?;
        self.given = (0..arguments.len()).map(|i| Ok(arguments.text(i)?.map(str::to_owned))).collect::<Result<_, Failure>>()?;
        Ok(())
    }

    fn cell(&self, column: usize) -> Option<Answer<'_>> {
        match column.checked_sub(T::COLUMNS.len()) {
            Some(parameter) => self.given.get(parameter)?.as_deref().map(Answer::text),
            None => self.rows.get(self.at).and_then(|row| T::cell(row, column)),
        }
    }
}

fn complete<T: TableFunction>(arguments: &Arguments<'_>) -> Result<(), Failure> {
    let missing = T::PARAMETERS[..T::REQUIRED].get(arguments.len());
    missing.map_or(Ok(()), |name| {
        let (number, call) = (arguments.len() + 1, T::PARAMETERS[..T::REQUIRED].join(", "));
        Err(Failure::new(format!("argument {number} ({name}) is missing; write {}({call}) in the FROM clause", T::NAME)))
    })
}

impl<T: TableFunction> VTabCursor for Cursor<T> {
    fn filter(&mut self, _: c_int, _: Option<&str>, values: &[*mut sqlite3_value]) -> sqlite_loadable::Result<()> {
        caught(|| self.begin(&Arguments::new(values))).map_err(|failure| failure.of_table(T::NAME))
    }

    fn next(&mut self) -> sqlite_loadable::Result<()> {
        self.at += 1;
        Ok(())
    }

    fn eof(&self) -> bool {
        self.at >= self.rows.len()
    }

    fn column(&self, context: *mut sqlite3_context, column: c_int) -> sqlite_loadable::Result<()> {
        caught(|| reply(context, self.cell(column as usize))).map_err(|failure| failure.of_table(T::NAME))
    }

    fn rowid(&self) -> sqlite_loadable::Result<i64> {
        Ok(self.at as i64)
    }
}
