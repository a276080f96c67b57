//! The border to Python: what comes in is checked, the lock is released while the core works, errors and panics become exceptions.

use depeche::{Error, Options};
use pyo3::exceptions::{PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyString;
use std::any::Any;
use std::panic::{catch_unwind, AssertUnwindSafe};

/// An argument and its name.
type Named<'a, 'py> = (&'static str, &'a Bound<'py, PyAny>);

/// Calls the core on the argument `text`; `None` gives `None`.
pub(crate) fn on_text<T: Send>(function: &str, text: &Bound<'_, PyAny>, work: impl FnOnce(&str) -> Result<Option<T>, Error> + Send) -> PyResult<Option<T>> {
    on_argument(function, ("text", text), work)
}

/// Calls the core on one argument; `None` gives `None`.
pub(crate) fn on_argument<T: Send>(function: &str, argument: Named<'_, '_>, work: impl FnOnce(&str) -> Result<Option<T>, Error> + Send) -> PyResult<Option<T>> {
    let Some(text) = text(function, argument)? else { return Ok(None) };
    called(function, argument.1.py(), || work(text))
}

/// Calls the core on two arguments; `None` as either gives `None`.
pub(crate) fn on_texts<T: Send>(
    function: &str,
    [first, second]: [Named<'_, '_>; 2],
    work: impl FnOnce(&str, &str) -> Result<Option<T>, Error> + Send,
) -> PyResult<Option<T>> {
    match (text(function, first)?, text(function, second)?) {
        (Some(a), Some(b)) => called(function, first.1.py(), || work(a, b)),
        _ => Ok(None),
    }
}

/// Calls the core without arguments.
pub(crate) fn on_nothing<T: Send>(function: &str, py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    called(function, py, || Ok(work()))
}

/// The options in an argument, the usual ones when it is `None` or left out.
pub(crate) fn options(function: &str, argument: Option<&Bound<'_, PyAny>>) -> PyResult<Options> {
    let json = argument.map(|a| text(function, ("options", a))).transpose()?.flatten();
    json.map_or_else(|| Ok(Options::default()), Options::from_json).map_err(|e| value_error(function, &e))
}

fn text<'a>(function: &str, (name, value): Named<'a, '_>) -> PyResult<Option<&'a str>> {
    if value.is_none() {
        return Ok(None);
    }
    let Ok(string) = value.cast::<PyString>() else {
        let found = value.get_type().name()?;
        return Err(PyTypeError::new_err(format!("{function}(): {name} must be str or None, got {found}")));
    };
    string.to_str().map(Some).map_err(|error| not_unicode(function, name, &error, value.py()))
}

/// A str can hold halves of surrogate pairs, which are no characters and which no UTF-8 can hold.
fn not_unicode(function: &str, name: &str, error: &PyErr, py: Python<'_>) -> PyErr {
    let place = error.value(py).getattr("start").map_or_else(|_| "?".to_owned(), |start| start.to_string());
    PyValueError::new_err(format!(
        "{function}(): {name} has a lone surrogate at position {place} and is no valid Unicode; \
         {name}.encode('utf-8', 'replace').decode() replaces it"
    ))
}

fn called<T: Send>(function: &str, py: Python<'_>, work: impl FnOnce() -> Result<T, Error> + Send) -> PyResult<T> {
    match py.detach(|| catch_unwind(AssertUnwindSafe(work))) {
        Ok(answer) => answer.map_err(|error| value_error(function, &error)),
        Err(panic) => Err(PyRuntimeError::new_err(format!("{function}(): internal error, please report it: {}", message(panic)))),
    }
}

fn value_error(function: &str, error: &Error) -> PyErr {
    PyValueError::new_err(format!("{function}(): {error}"))
}

fn message(panic: Box<dyn Any + Send>) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
