//! The SQLite that loads us: whether it is new enough, whether it is the only one, and the functions it lends.

use crate::guard::{self, Failure};
use sqlite3ext_sys::{
    sqlite3, sqlite3_api_routines, sqlite3_context, sqlite3_value, SQLITE_ERROR, SQLITE_LIMIT_LENGTH, SQLITE_OK, SQLITE_UTF8, SQLITE_VTAB_INNOCUOUS,
};
use sqlite_loadable::ext::faux_sqlite_extension_init2;
use std::ffi::CString;
use std::os::raw::{c_char, c_int, c_void};
use std::ptr::{null_mut, NonNull};
use std::sync::atomic::{AtomicPtr, Ordering};

/// 3.31.0 (2020-01-22): the first with `SQLITE_INNOCUOUS`, without which views and triggers could not always use us.
const OLDEST: c_int = 3_031_000;

/// The functions of the one SQLite that we serve.
static API: AtomicPtr<sqlite3_api_routines> = AtomicPtr::new(null_mut());

/// Registers everything with a connection, or leaves a message that says why not.
///
/// # Safety
/// To be called with what SQLite hands to an extension's entry point.
pub(crate) unsafe fn enter(
    db: *mut sqlite3,
    message: *mut *mut c_char,
    api: *mut sqlite3_api_routines,
    register: fn(*mut sqlite3) -> sqlite_loadable::Result<()>,
) -> c_int {
    // Hosts built with SQLITE_OMIT_LOAD_EXTENSION pass no table to automatic extensions: nothing can be called, not even to say so.
    let Some(host) = NonNull::new(api) else { return SQLITE_ERROR as c_int };
    let done = guard::caught(|| {
        admit(host)?;
        // SAFETY: the table is the one that sqlite-loadable has already, or its first.
        unsafe { faux_sqlite_extension_init2(api) };
        register(db).map_err(|e| Failure::new(e.result_error_message()))
    });
    match done {
        Ok(()) => SQLITE_OK as c_int,
        // SAFETY: `message` is SQLite's place for a message.
        Err(failure) => unsafe { refuse(host, message, &failure) },
    }
}

/// sqlite-loadable keeps one table of functions per process: calls meant for a second SQLite would go to the first one and crash.
fn admit(host: NonNull<sqlite3_api_routines>) -> Result<(), Failure> {
    new_enough(version_number(host))?;
    match API.compare_exchange(null_mut(), host.as_ptr(), Ordering::AcqRel, Ordering::Acquire) {
        Err(other) if other != host.as_ptr() => Err(Failure::new(format!(
            "this process has two copies of SQLite, and depeche serves SQLite {} already; load it into one of them only, \
             or use a process for each",
            NonNull::new(other).map(version).unwrap_or_default()
        ))),
        _ => Ok(()),
    }
}

fn new_enough(found: c_int) -> Result<(), Failure> {
    if found >= OLDEST {
        return Ok(());
    }
    Err(Failure::new(format!("depeche needs SQLite {} or newer, this is {}", dotted(OLDEST), dotted(found))))
}

/// `3031000` as people write it.
fn dotted(number: c_int) -> String {
    format!("{}.{}.{}", number / 1_000_000, number / 1000 % 1000, number % 1000)
}

fn version_number(host: NonNull<sqlite3_api_routines>) -> c_int {
    // SAFETY: the function is in the table since 3.0.
    unsafe { host.as_ref().libversion_number.map_or(0, |call| call()) }
}

fn version(host: NonNull<sqlite3_api_routines>) -> String {
    dotted(version_number(host))
}

/// Leaves a message where SQLite looks for it, in memory of its own.
unsafe fn refuse(host: NonNull<sqlite3_api_routines>, place: *mut *mut c_char, failure: &Failure) -> c_int {
    let text = CString::new(failure.message()).unwrap_or_default();
    // SAFETY: mprintf is in the table since 3.0; the format is constant and takes one string.
    if let (Some(mprintf), false) = (unsafe { host.as_ref().mprintf }, place.is_null()) {
        unsafe { *place = mprintf(c"%s".as_ptr(), text.as_ptr()) };
    }
    SQLITE_ERROR as c_int
}

/// A function of the host; every one that we use is older than [`OLDEST`], so it is there once a host was admitted.
macro_rules! lent {
    ($name:ident) => {
        unsafe { API.load(Ordering::Acquire).as_ref() }.and_then(|api| api.$name)
    };
}

/// Version of the SQLite that we serve.
pub(crate) fn sqlite_version() -> String {
    NonNull::new(API.load(Ordering::Acquire)).map(version).unwrap_or_default()
}

/// The longest text, in bytes, that the connection allows.
pub(crate) fn length_limit(context: *mut sqlite3_context) -> usize {
    let (Some(handle), Some(limit)) = (lent!(context_db_handle), lent!(limit)) else { return 0 };
    // SAFETY: `context` is the one of the running call; -1 only reads.
    let found = unsafe { limit(handle(context), SQLITE_LIMIT_LENGTH as c_int, -1) };
    found.try_into().unwrap_or(0)
}

/// The bytes of a text value, embedded NUL bytes included; `None` when SQLite ran out of memory.
pub(crate) fn text_bytes<'v>(value: *mut sqlite3_value) -> Option<&'v [u8]> {
    let (text, bytes) = (lent!(value_text)?, lent!(value_bytes)?);
    // SAFETY: value_text comes first, as it may convert the encoding; the bytes live as long as the call that brought the value.
    unsafe {
        let start = NonNull::new(text(value).cast_mut())?;
        Some(std::slice::from_raw_parts(start.as_ptr(), bytes(value).try_into().ok()?))
    }
}

/// Returns a text. SQLite copies it, because handing over a Rust string needs its length again when it is freed.
pub(crate) fn result_text(context: *mut sqlite3_context, text: &str) {
    let Some(result) = lent!(result_text64) else { return };
    // SAFETY: SQLITE_TRANSIENT is by definition a destructor of the value -1, which is never called.
    unsafe {
        let transient = std::mem::transmute::<isize, unsafe extern "C" fn(*mut c_void)>(-1);
        result(context, text.as_ptr().cast(), text.len() as u64, Some(transient), SQLITE_UTF8 as u8);
    }
}

/// Lets views and triggers of untrusted schemas use the table function whose `xConnect` is running.
pub(crate) fn vtab_innocuous(db: *mut sqlite3) {
    if let Some(config) = lent!(vtab_config) {
        // SAFETY: `db` is the connection of the running xConnect; the option takes no argument.
        unsafe { config(db, SQLITE_VTAB_INNOCUOUS as c_int) };
    }
}

/// The table of functions of the SQLite that we serve.
#[cfg(test)]
pub(crate) fn adopted() -> NonNull<sqlite3_api_routines> {
    NonNull::new(API.load(Ordering::Acquire)).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_hosts_are_refused_by_name() {
        let message = new_enough(3_030_001).unwrap_err().message();
        assert_eq!(message, "depeche needs SQLite 3.31.0 or newer, this is 3.30.1");
        assert!(new_enough(OLDEST).is_ok());
    }
}
