"""depeche in SQLite: `connect`, `load`, `register`, `loadable_path`."""

import json
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

from depeche import _core, _entry

_NAME = {"win32": "depeche0.dll", "darwin": "depeche0.dylib"}.get(sys.platform, "depeche0.so")


def connect(database: str | os.PathLike[str], **kwargs: Any) -> sqlite3.Connection:
    """Opens a SQLite database with depeche's SQL functions; keywords are those of `sqlite3.connect`.

    The result is an ordinary `sqlite3.Connection`. Other connections of the process are left alone.

    Every function is there (scalar and table functions) where the sqlite3 module can load extensions and, without that, on
    CPython with a shared SQLite, as on Linux. In the few places left, such as macOS's own Python, there are the scalar functions only, by
    `register`: `actors_each` and the like are then "no such table".

    >>> db = connect(":memory:")
    >>> db.execute("SELECT detect_lang('Le président chinois a reçu son homologue américain à Pékin.')").fetchone()
    ('fr',)
    >>> db.execute("SELECT count(*) > 5 FROM depeche_topics").fetchone()
    (1,)
    """
    conn = sqlite3.connect(database, **kwargs)
    try:
        _load_or_register(conn)
    except BaseException:
        conn.close()
        raise
    return conn


def _load_or_register(conn: sqlite3.Connection) -> None:
    try:
        load(conn)
    except sqlite3.NotSupportedError:
        register(conn)


def load(conn: Any) -> None:
    """Gives depeche's SQL functions, scalar and table functions, to a connection that is open already.

    Takes connections of `sqlite3`, APSW and pysqlite3. For the time of the call it allows the connection to load extensions;
    afterwards that is off.

    Raises `sqlite3.NotSupportedError` where this Python's sqlite3 gives no way to load an extension (`register` still works) and
    TypeError for what is no connection. A process that uses several SQLite libraries can have depeche in `sqlite3` and in
    one of the others; a third one is refused with an error of its module.

    >>> import sqlite3
    >>> db = sqlite3.connect(":memory:")
    >>> load(db)
    >>> db.execute("SELECT detect_lang('Hola, ¿qué tal están ustedes hoy?')").fetchone()
    ('es',)
    """
    if not isinstance(conn, sqlite3.Connection):
        _load_file(conn)
    elif hasattr(conn, "enable_load_extension"):
        _load_core(conn)
    else:
        _enter(conn)


def _enter(conn: sqlite3.Connection) -> None:
    try:
        _entry.enter(conn)
    except _entry.Unavailable as error:
        raise sqlite3.NotSupportedError(
            f"load(): this Python's sqlite3 cannot load extensions ({error}); depeche.register(conn) gives the scalar functions"
        ) from error


def _load_core(conn: sqlite3.Connection) -> None:
    """From `_core`, which is in memory already and so leaves the other library to another SQLite."""
    conn.enable_load_extension(True)
    try:
        conn.execute("SELECT load_extension(?, 'sqlite3_depeche_init')", (_core.__file__,)).close()
    finally:
        conn.enable_load_extension(False)


def _load_file(conn: Any) -> None:
    if not hasattr(conn, "enable_load_extension") or not hasattr(conn, "load_extension"):
        raise TypeError(f"load(): conn must be a connection of sqlite3, APSW or pysqlite3, got {type(conn).__name__}")
    conn.enable_load_extension(True)
    try:
        conn.load_extension(loadable_path())
    finally:
        conn.enable_load_extension(False)


def loadable_path() -> str:
    """Path of the library that any SQLite can load: the sqlite3 shell, other languages, other Python modules.

    >>> loadable_path().startswith(os.path.dirname(__file__))
    True
    """
    path = Path(__file__).with_name(_NAME)
    if not path.exists():
        raise FileNotFoundError(
            f"loadable_path(): {path} is not there; in a checkout built by `maturin develop`, run `python build_backend.py`"
        )
    return str(path)


def _debug() -> str:
    """As SQL gives it, with the SQLite that it runs in."""
    debug = {**json.loads(_core.debug()), "sqlite": sqlite3.sqlite_version}
    return json.dumps(debug, ensure_ascii=False, separators=(",", ":"))


# Name, numbers of arguments and function, as in SQL.
_SCALARS = [
    ("detect_lang", (1,), _core.detect_lang),
    ("detect_lang_detail", (1,), _core.detect_lang_detail),
    ("extract_actors", (1, 2), _core.extract_actors),
    ("topic_score", (2, 3), _core.topic_score),
    ("topic_scores", (1,), _core.topic_scores),
    ("topic_terms", (2,), _core.topic_terms),
    ("clean_text", (1,), _core.clean_text),
    ("actor_name", (2,), _core.actor_name),
    ("depeche_version", (0,), _core.version),
    ("depeche_debug", (0,), _debug),
]


def register(conn: Any) -> None:
    """Gives depeche's scalar functions to a connection through `create_function`, as SQL functions written in Python.

    Works on any `sqlite3` connection, also where nothing can be loaded. They answer as in SQL and fail where SQL fails, with these
    differences, which are those of functions written in Python: there are no table functions (`actors_each`,
    `topics_each`, `actor_lookup`, `depeche_topics`); an error says only "user-defined function raised exception"
    (`sqlite3.enable_callback_tracebacks(True)` shows the message); JSON lacks the mark by which SQLite's JSON functions know it, so
    write `json(extract_actors(body))` inside `json_object` and `json_array`.

    >>> import sqlite3
    >>> db = sqlite3.connect(":memory:")
    >>> register(db)
    >>> db.execute("SELECT detect_lang('Wer nichts wagt, der gewinnt auch nichts, heißt es oft.')").fetchone()
    ('de',)
    """
    if not hasattr(conn, "create_function"):
        raise TypeError(f"register(): conn must be a connection with create_function, got {type(conn).__name__}")
    for name, counts, function in _SCALARS:
        for count in counts:
            conn.create_function(name, count, function, deterministic=True)
