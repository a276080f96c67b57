"""Loads the extension where the sqlite3 module cannot load extensions, as in many builds of Python (pyenv, macOS).

SQLite itself still can. What is missing is the address of a connection, which the module keeps to itself. SQLite tells it to
automatic extensions: one is registered with the very SQLite that the module uses, for one connection of our own, and cancelled. It
registers no function, it only notes the connection's address and SQLite's table of functions. That also shows where connection
objects keep the address; where this is not as expected, nothing is done. Then the entry point is called on one connection,
and no other one ever sees it.
"""

import ctypes
import functools
import sqlite3
import sys
import threading
from typing import NamedTuple

from depeche import _core

# What SQLite calls: connection, place for a message, table of functions.
_Entry = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p), ctypes.c_void_p)
_LOCK = threading.Lock()
# Kept for good: another thread that opens a connection may still be about to call them after they are cancelled.
_NOTES: list = []


class Unavailable(Exception):
    """This Python gives no way to its SQLite."""


class _Host(NamedTuple):
    """The SQLite that the sqlite3 module uses."""

    library: ctypes.CDLL
    functions: int


class _Note:
    """An automatic extension that notes what SQLite passes when this thread opens a connection."""

    def __init__(self) -> None:
        self.address = self.functions = None
        self._thread = threading.get_ident()
        self.entry = _Entry(self._called)

    def _called(self, address, _message, functions) -> int:
        if threading.get_ident() == self._thread:
            self.address, self.functions = address, functions
        return 0


def enter(conn: sqlite3.Connection) -> None:
    """Registers the functions with one connection; `Unavailable` where that is impossible."""
    # Refuses a connection that is closed or that belongs to another thread, as the module does for every call.
    sqlite3.Connection.cursor(conn).close()
    with _LOCK:
        host = _host()
    if isinstance(host, str):
        raise Unavailable(host)
    message = ctypes.c_void_p()
    code = _Entry(_core.sqlite_entry_point())(_address(conn), ctypes.byref(message), host.functions)
    if code != 0:
        raise sqlite3.OperationalError(_taken(host.library, message) or f"depeche could not be loaded (SQLite error {code})")


@functools.cache
def _host() -> _Host | str:
    """The SQLite of this Python, or why it cannot be reached."""
    try:
        return _found()
    except Unavailable as reason:
        return str(reason)


def _found() -> _Host:
    if sys.implementation.name != "cpython":
        raise Unavailable(f"not known how {sys.implementation.name} keeps connections")
    library, note = _library(), _Note()
    _NOTES.append(note)
    probe = _probe(library, note)
    try:
        if not note.address or not note.functions or note.address != _address(probe):
            raise Unavailable("this SQLite or this sqlite3 module is built in an unknown way")
    finally:
        probe.close()
    return _Host(library, note.functions)


def _library() -> ctypes.CDLL:
    """The library of the sqlite3 module, through which the system finds the SQLite that it links."""
    try:
        import _sqlite3

        library = ctypes.CDLL(getattr(_sqlite3, "__file__", None))
        library.sqlite3_auto_extension, library.sqlite3_cancel_auto_extension, library.sqlite3_free
    except (ImportError, OSError, TypeError, AttributeError) as error:
        raise Unavailable(str(error)) from error
    library.sqlite3_free.argtypes = [ctypes.c_void_p]
    library.sqlite3_free.restype = None
    return library


def _probe(library: ctypes.CDLL, note: _Note) -> sqlite3.Connection:
    if library.sqlite3_auto_extension(note.entry) != 0:
        raise Unavailable("this SQLite has no automatic extensions")
    try:
        return sqlite3.connect(":memory:")
    finally:
        library.sqlite3_cancel_auto_extension(note.entry)


def _address(conn: sqlite3.Connection) -> int | None:
    """The first field of a connection object, which is SQLite's connection."""
    return ctypes.c_void_p.from_address(id(conn) + object.__basicsize__).value


def _taken(library: ctypes.CDLL, message: ctypes.c_void_p) -> str:
    """A message of SQLite's, whose memory is given back."""
    if not message.value:
        return ""
    text = ctypes.string_at(message.value).decode("utf-8", "replace")
    library.sqlite3_free(message)
    return text
