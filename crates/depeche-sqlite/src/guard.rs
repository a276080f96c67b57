//! The border to SQLite: what comes in is checked, what goes out fits, and a panic becomes an error of the statement.

use crate::host;
use depeche::Options;
use sqlite3ext_sys::{sqlite3_context, sqlite3_value};
use sqlite_loadable::api::{self, ValueType};
use std::any::Any;
use std::borrow::Cow;
use std::panic::{catch_unwind, AssertUnwindSafe};

/// Subtype by which SQLite's JSON functions know each other's results.
const JSON_SUBTYPE: u8 = b'J';

/// Why a call fails, for people to read.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Failure(message.into())
    }

    /// The message; NUL would end it early.
    pub(crate) fn message(&self) -> String {
        self.0.replace('\0', "\\0")
    }

    /// As an error of a scalar function.
    pub(crate) fn of_function(&self, name: &str) -> sqlite_loadable::Error {
        sqlite_loadable::Error::new_message(format!("{name}(): {}", self.message()))
    }

    /// As an error of a table function, whose text sqlite-loadable hands to SQLite as a printf format.
    pub(crate) fn of_table(&self, name: &str) -> sqlite_loadable::Error {
        sqlite_loadable::Error::new_message(format!("{name}(): {}", self.message()).replace('%', "%%"))
    }
}

impl From<depeche::Error> for Failure {
    fn from(error: depeche::Error) -> Self {
        Failure(error.to_string())
    }
}

/// Runs `work`; a panic, which must not cross into C, becomes a failure.
pub(crate) fn caught<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(internal(panic)))
}

fn internal(panic: Box<dyn Any + Send>) -> Failure {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    Failure(format!("internal error, please report it: {text}"))
}

/// The arguments of a call.
pub(crate) struct Arguments<'v> {
    values: &'v [*mut sqlite3_value],
}

impl<'v> Arguments<'v> {
    pub(crate) fn new(values: &'v [*mut sqlite3_value]) -> Self {
        Arguments { values }
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// The text of an argument, `None` when it is NULL or left out.
    pub(crate) fn text(&self, index: usize) -> Result<Option<&'v str>, Failure> {
        let Some(value) = self.values.get(index) else { return Ok(None) };
        match api::value_type(value) {
            ValueType::Null => Ok(None),
            ValueType::Text => utf8(index, *value).map(Some),
            other => Err(Failure(format!("argument {} must be TEXT or NULL, got {}", index + 1, name(&other)))),
        }
    }

    /// The options in an argument, the usual ones when it is NULL or left out.
    pub(crate) fn options(&self, index: usize) -> Result<Options, Failure> {
        Ok(self.text(index)?.map(Options::from_json).transpose()?.unwrap_or_default())
    }
}

fn utf8<'v>(index: usize, value: *mut sqlite3_value) -> Result<&'v str, Failure> {
    let bytes = host::text_bytes(value).ok_or_else(|| Failure::new("out of memory"))?;
    std::str::from_utf8(bytes).map_err(|e| Failure(format!("argument {} is not valid UTF-8 (byte {})", index + 1, e.valid_up_to())))
}

fn name(value_type: &ValueType) -> &'static str {
    match value_type {
        ValueType::Text => "TEXT",
        ValueType::Integer => "INTEGER",
        ValueType::Float => "REAL",
        ValueType::Blob => "BLOB",
        ValueType::Null => "NULL",
    }
}

/// A value for SQLite; NULL is `None` of it.
pub(crate) enum Answer<'a> {
    Text(Cow<'a, str>),
    Json(String),
    Integer(i64),
    Real(f64),
}

impl<'a> Answer<'a> {
    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Answer::Text(text.into())
    }

    /// Code points count far below 2^63.
    pub(crate) fn count(number: usize) -> Self {
        Answer::Integer(number as i64)
    }
}

/// What a function gives back.
pub(crate) type Reply<'a> = Result<Option<Answer<'a>>, Failure>;

/// Gives an answer to SQLite.
pub(crate) fn reply(context: *mut sqlite3_context, answer: Option<Answer<'_>>) -> Result<(), Failure> {
    match answer {
        None => api::result_null(context),
        Some(Answer::Integer(number)) => api::result_int64(context, number),
        Some(Answer::Real(number)) => api::result_double(context, number),
        Some(Answer::Text(text)) => reply_text(context, &text)?,
        Some(Answer::Json(json)) => {
            reply_text(context, &json)?;
            api::result_subtype(context, JSON_SUBTYPE);
        }
    }
    Ok(())
}

fn reply_text(context: *mut sqlite3_context, text: &str) -> Result<(), Failure> {
    let limit = host::length_limit(context);
    if text.len() > limit {
        return Err(Failure(format!("the result has {} bytes, over this connection's limit of {limit} (SQLITE_LIMIT_LENGTH)", text.len())));
    }
    host::result_text(context, text);
    Ok(())
}
