"""`connect`, `load`, `register`, `loadable_path`: on this Python, on others, with other SQLites; and that nothing leaks."""

import importlib.util
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import fill, other_pythons, run_python

import depeche
from depeche import _core, _entry

TEXT = "Le président chinois Xi Jinping a reçu M. Obama à Pékin."
LOADS = hasattr(sqlite3.Connection, "enable_load_extension")
OTHERS = other_pythons()


def has_depeche(conn) -> bool:
    try:
        conn.execute("SELECT depeche_version()")
    except sqlite3.OperationalError:
        return False
    return True


def test_connect_takes_the_keywords_of_sqlite3(tmp_path):
    class Mine(sqlite3.Connection):
        pass

    with depeche.connect(tmp_path / "a.db", factory=Mine, timeout=1.0, isolation_level=None, detect_types=sqlite3.PARSE_DECLTYPES) as db:
        assert type(db) is Mine and db.isolation_level is None
        assert db.execute("SELECT detect_lang(?)", (TEXT,)).fetchone() == ("fr",)
        assert db.execute("SELECT count(*) > 0 FROM actors_each(?)", (TEXT,)).fetchone() == (1,)
    assert (tmp_path / "a.db").exists()
    with pytest.raises(sqlite3.OperationalError):
        depeche.connect(tmp_path / "not" / "there.db")


def test_connect_by_uri(tmp_path):
    depeche.connect(tmp_path / "a.db").close()
    db = depeche.connect(f"{(tmp_path / 'a.db').as_uri()}?mode=ro", uri=True)
    assert db.execute("SELECT depeche_version()").fetchone() == (depeche.version(),)


def test_load_into_an_open_connection_with_settings():
    db = sqlite3.connect(":memory:")
    db.row_factory, db.text_factory = sqlite3.Row, bytes
    db.execute("CREATE TABLE t(a)")
    db.execute("INSERT INTO t VALUES (1)")
    assert db.in_transaction
    depeche.load(db)
    depeche.load(db)
    assert db.in_transaction
    assert db.execute("SELECT detect_lang(?) AS lang", (TEXT,)).fetchone()["lang"] == b"fr"
    db.rollback()


def test_json_is_known_to_sqlite_as_json(db):
    assert db.execute("SELECT json_array(extract_actors(''))").fetchone() == ("[[]]",)


def test_extension_loading_is_off_afterwards(db):
    with pytest.raises(sqlite3.OperationalError, match="not authorized|no such function"):
        db.execute("SELECT load_extension('nothing')")


def test_no_other_connection_gets_functions(tmp_path):
    before = sqlite3.connect(tmp_path / "a.db")
    db = depeche.connect(tmp_path / "a.db")
    after = sqlite3.connect(tmp_path / "a.db")
    assert has_depeche(db) and not has_depeche(before) and not has_depeche(after)
    depeche.load(before)
    assert has_depeche(before) and not has_depeche(after)


def test_no_connection_of_another_thread_gets_functions():
    stop, leaks, opened = threading.Event(), [], []

    def open_plain_ones():
        while not stop.is_set():
            conn = sqlite3.connect(":memory:")
            opened.append(1)
            if has_depeche(conn):
                leaks.append(conn)
            conn.close()

    thread = threading.Thread(target=open_plain_ones)
    thread.start()
    for _ in range(100):
        # As in a new process, where the address is looked for first.
        _entry._host.cache_clear()
        depeche.connect(":memory:").close()
    stop.set()
    thread.join()
    assert opened and not leaks


def test_two_threads_with_a_connection_each(articles):
    found, failed = {}, []

    def work(number):
        try:
            db = fill(depeche.connect(":memory:"))
            rows = [db.execute("SELECT id, extract_actors(body), topic_scores(body) FROM articles").fetchall() for _ in range(3)]
            direct = [(a["id"], _core.extract_actors(a["body"]), _core.topic_scores(a["body"])) for a in articles]
            found[number] = [*rows, direct]
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert all(rows == found[0][0] for rows in found[0] + found[1])


def test_connections_that_cannot_be_used_are_refused():
    closed = sqlite3.connect(":memory:")
    closed.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        depeche.load(closed)
    mine, refused = sqlite3.connect(":memory:"), []

    def elsewhere():
        try:
            depeche.load(mine)
        except sqlite3.ProgrammingError as error:
            refused.append(str(error))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert "thread" in refused[0]
    assert not has_depeche(mine)


@pytest.mark.parametrize("value", [None, "news.db", 5, object()], ids=repr)
def test_what_is_no_connection_is_a_type_error(value):
    with pytest.raises(TypeError, match=r"^load\(\): conn must be a connection of sqlite3, APSW or pysqlite3, got "):
        depeche.load(value)
    with pytest.raises(TypeError, match=r"^register\(\): conn must be a connection with create_function, got "):
        depeche.register(value)


def unavailable(monkeypatch):
    """As on a Python that has no way to its SQLite."""

    def enter(_):
        raise _entry.Unavailable("as if")

    monkeypatch.setattr(depeche.sqlite, "_load_core", depeche.sqlite._enter)
    monkeypatch.setattr(_entry, "enter", enter)


@pytest.mark.filterwarnings("error")
def test_connect_falls_back_to_register(monkeypatch):
    unavailable(monkeypatch)
    db = depeche.connect(":memory:")
    assert db.execute("SELECT detect_lang(?)", (TEXT,)).fetchone() == ("fr",)
    with pytest.raises(sqlite3.OperationalError, match="no such table: actors_each"):
        db.execute("SELECT * FROM actors_each('')")


def test_load_says_what_to_do_where_it_cannot(monkeypatch):
    unavailable(monkeypatch)
    with pytest.raises(sqlite3.NotSupportedError, match=r"cannot load extensions \(as if\); depeche.register\(conn\) gives"):
        depeche.load(sqlite3.connect(":memory:"))


def test_a_sqlite_that_cannot_be_reached_is_not_touched(monkeypatch):
    monkeypatch.setattr(_entry, "_address", lambda conn: 1)
    _entry._host.cache_clear()
    try:
        with pytest.raises(_entry.Unavailable, match="unknown way"):
            _entry.enter(sqlite3.connect(":memory:"))
    finally:
        _entry._host.cache_clear()


CALLS = [
    "detect_lang({})",
    "detect_lang_detail({})",
    "extract_actors({})",
    "extract_actors({}, '{{\"zones\":\"all\"}}')",
    "topic_score({}, 'diplomacy')",
    "topic_score({}, 'diplomacy', '{{\"date\":\"2015\"}}')",
    "topic_scores({})",
    "topic_terms({}, 'diplomacy')",
    "clean_text({})",
    "actor_name({}, 'fr')",
]
OTHER_CALLS = ["depeche_version()", "depeche_debug()", "actor_name('CHN', 'zh')", "topic_score('a', NULL)", "extract_actors('a', NULL)"]


@pytest.fixture
def registered():
    conn = sqlite3.connect(":memory:")
    depeche.register(conn)
    yield conn
    conn.close()


@pytest.mark.parametrize("call", CALLS)
def test_register_answers_as_the_extension(db, registered, articles, call):
    for text in [TEXT, "", None, "China\0Russia", *(article["body"] for article in articles[::7])]:
        query = f"SELECT {call.format('?')}"
        assert registered.execute(query, (text,)).fetchone() == db.execute(query, (text,)).fetchone()


@pytest.mark.parametrize("call", OTHER_CALLS)
def test_register_answers_as_the_extension_without_text(db, registered, call):
    assert registered.execute(f"SELECT {call}").fetchone() == db.execute(f"SELECT {call}").fetchone()


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("value", ["x'00'", "5", "0.5", "CAST(x'ff' AS TEXT)"])
def test_register_fails_where_the_extension_fails(db, registered, call, value):
    for conn in (db, registered):
        with pytest.raises(sqlite3.OperationalError):
            conn.execute(f"SELECT {call.format(value)}").fetchall()


@pytest.mark.parametrize(
    "call", ["topic_score('a', 'sportz')", "extract_actors('a', '{\"language\":\"fr\"}')", "detect_lang()", "topic_score('a')"]
)
def test_register_refuses_what_the_extension_refuses(db, registered, call):
    for conn in (db, registered):
        with pytest.raises(sqlite3.OperationalError):
            conn.execute(f"SELECT {call}").fetchall()


def test_registered_functions_are_deterministic(registered):
    registered.execute("CREATE TABLE t(body)")
    registered.execute("CREATE INDEX languages ON t(detect_lang(body))")
    registered.execute("INSERT INTO t VALUES (?)", (TEXT,))
    assert registered.execute("SELECT count(*) FROM t WHERE detect_lang(body) = 'fr'").fetchone() == (1,)


EVERYTHING = """
import sqlite3, sys, depeche
db = depeche.connect(":memory:")
text = "Le président chinois Xi Jinping a reçu M. Obama à Pékin."
assert db.execute("SELECT detect_lang(?)", (text,)).fetchone() == ("fr",)
assert db.execute("SELECT count(*) > 0 FROM actors_each(?)", (text,)).fetchone() == (1,)
for article in depeche.sample_articles():
    assert db.execute("SELECT extract_actors(?)", (article["body"],)).fetchone()[0] == depeche._core.extract_actors(article["body"])
try:
    sqlite3.connect(":memory:").execute("SELECT depeche_version()")
    sys.exit("leaked")
except sqlite3.OperationalError:
    pass
open_before = sqlite3.connect(":memory:")
depeche.load(open_before)
assert open_before.execute("SELECT depeche_version()").fetchone() == (depeche.version(),)
print("loads" if hasattr(db, "enable_load_extension") else "enters", sys.version_info[:2])
"""


def test_everything_in_a_process_of_its_own():
    assert run_python(sys.executable, EVERYTHING).startswith("loads" if LOADS else "enters")


@pytest.mark.parametrize(("python", "loads"), OTHERS or [pytest.param("", False, marks=pytest.mark.skip(reason="no other Python here"))])
def test_on_other_pythons(python, loads):
    assert run_python(python, EVERYTHING).startswith("loads" if loads else "enters")


def test_both_kinds_of_python_were_tested():
    kinds = {LOADS, *(loads for _, loads in OTHERS)}
    if kinds != {True, False}:
        pytest.skip(f"no Python here {'with' if kinds == {False} else 'without'} enable_load_extension")


OTHER_SQLITE = """
import sys, sqlite3, depeche
if sys.argv[1] == "apsw":
    import apsw
    db = apsw.Connection(":memory:")
else:
    from pysqlite3 import dbapi2
    db = dbapi2.connect(":memory:")
depeche.load(db)
for article in depeche.sample_articles():
    rows = list(db.execute("SELECT extract_actors(?1), topic_scores(?1)", (article["body"],)))
    assert rows == [(depeche._core.extract_actors(article["body"]), depeche._core.topic_scores(article["body"]))]
assert list(db.execute("SELECT count(*) > 0 FROM actors_each('China and Russia signed a treaty on Monday.')")) == [(1,)]
try:
    list(db.execute("SELECT extract_actors(x'00')"))
except Exception as error:
    assert "extract_actors(): argument 1 must be TEXT or NULL, got BLOB" in str(error), error
# The sqlite3 module has depeche beside it.
assert depeche.connect(":memory:").execute("SELECT depeche_version()").fetchone() == (depeche.version(),)
assert list(db.execute("SELECT depeche_version()")) == [(depeche.version(),)]
print("done")
"""


def needs(module):
    return pytest.mark.skipif(importlib.util.find_spec(module) is None, reason=f"{module} is not installed")


@pytest.mark.parametrize("module", [pytest.param("apsw", marks=needs("apsw")), pytest.param("pysqlite3", marks=needs("pysqlite3"))])
def test_load_into_another_sqlite(module):
    assert run_python(sys.executable, OTHER_SQLITE, module) == "done\n"


@needs("apsw")
@needs("pysqlite3")
def test_a_third_sqlite_is_refused():
    script = """
import apsw, depeche
from pysqlite3 import dbapi2
first = apsw.Connection(":memory:")
depeche.load(first)
try:
    depeche.load(dbapi2.connect(":memory:"))
except dbapi2.OperationalError as error:
    print(error)
"""
    assert "two copies of SQLite" in run_python(sys.executable, script)


def test_loadable_path_loads_in_the_shell():
    try:
        result = subprocess.run(
            ["sqlite3", ":memory:", "-cmd", f".load {depeche.loadable_path()}", "SELECT depeche_version()"],
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )
    except FileNotFoundError:
        pytest.skip("the sqlite3 shell is not installed")
    assert result.stdout.strip() == depeche.version(), result.stderr


def test_a_missing_loadable_library_is_said(monkeypatch):
    monkeypatch.setattr(depeche.sqlite, "_NAME", "depeche0.missing")
    with pytest.raises(FileNotFoundError, match="python build_backend.py"):
        depeche.loadable_path()


def test_loadable_path_is_in_the_package():
    assert Path(depeche.loadable_path()).parent == Path(depeche.__file__).parent
