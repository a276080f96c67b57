"""What the tests share: the sample corpus, a database of it, the repository, other Pythons."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import depeche

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = ["id", "lang", "title", "body", "date", "url", "source"]


def fill(conn: sqlite3.Connection) -> sqlite3.Connection:
    """Puts the sample corpus into a table `articles`, as `depeche demo` does."""
    conn.execute(f"CREATE TABLE articles({', '.join(COLUMNS)})")
    rows = [[article[column] for column in COLUMNS] for article in depeche.sample_articles()]
    conn.executemany("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    conn.commit()
    return conn


def statements(sql: str) -> list[str]:
    """The statements of a script; commands of the sqlite3 shell, which start with a dot, are left out."""
    found, rest = [], ""
    for line in sql.splitlines(keepends=True):
        if line.startswith(".") and not rest.strip():
            continue
        rest += line
        if sqlite3.complete_statement(rest):
            found.append(rest)
            rest = ""
    return found + ([rest] if rest.strip() else [])


def run_python(python: str, script: str, *arguments: str, **environment: str) -> str:
    """Output of a script in a process of its own, where `depeche` is the one under test; fails with its error."""
    home = str(Path(depeche.__file__).parents[1])
    env = {**os.environ, "PYTHONPATH": home, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1", **environment}
    result = subprocess.run([python, "-c", script, *arguments], env=env, capture_output=True, encoding="utf-8", timeout=300)
    assert result.returncode == 0, f"{python} ended with {result.returncode}:\n{result.stdout}{result.stderr}"
    return result.stdout


_ASK = """
import json, sqlite3, sys
print(json.dumps([sys.executable, sys.version_info[:2], sys.implementation.name, hasattr(sqlite3.Connection, "enable_load_extension")]))
"""


def other_pythons() -> list[tuple[str, bool]]:
    """CPythons from 3.10 on this machine beside the running one, and whether their sqlite3 can load extensions."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    paths = [Path("/usr/bin/python3"), Path("/usr/local/bin/python3"), *sorted(pyenv.glob("3.1*/bin/python3"))]
    found = {}
    for path in filter(Path.exists, paths):
        try:
            answer = subprocess.run([path, "-c", _ASK], capture_output=True, check=True, encoding="utf-8", timeout=60).stdout
            executable, version, implementation, loads = json.loads(answer)
        except (OSError, subprocess.SubprocessError, ValueError):
            continue
        if version >= [3, 10] and implementation == "cpython" and Path(executable).resolve() != Path(sys.executable).resolve():
            found[str(Path(executable).resolve())] = loads
    return list(found.items())


@pytest.fixture(scope="session")
def articles():
    return depeche.sample_articles()


@pytest.fixture
def corpus():
    """A database in memory with the sample corpus and all functions."""
    conn = fill(depeche.connect(":memory:"))
    yield conn
    conn.close()


@pytest.fixture
def db():
    conn = depeche.connect(":memory:")
    yield conn
    conn.close()
