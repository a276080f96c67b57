"""The build backend (PEP 517): maturin, preceded by a build of the loadable SQLite library.

The package carries two libraries: `_core`, the Python module, which maturin builds, and `depeche0`, which any SQLite can load (the
sqlite3 shell, other languages) because it needs no symbol of Python. One file cannot be both. This one builds the second and
puts it into the package; maturin's `include` takes it from there.

`python build_backend.py` does only that, for those who run `maturin develop` by hand.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import maturin
from maturin import *  # noqa: F403  the other hooks of PEP 517 are maturin's own

ROOT = Path(__file__).resolve().parent
PACKAGE = ROOT / "python" / "depeche"
NAME = "depeche0"
SUFFIXES = {".so", ".dylib", ".dll"}


def build_loadable() -> Path:
    """Builds the loadable library and copies it into the package, under the name from which SQLite derives the entry point."""
    built = _built(_cargo())
    target = PACKAGE / (NAME + built.suffix)
    for stale in PACKAGE.glob(NAME + ".*"):
        stale.unlink()
    # Copied beside and renamed: a process that has the old file mapped keeps it.
    part = target.with_suffix(".part")
    shutil.copyfile(built, part)
    os.replace(part, target)
    return target


def _cargo() -> str:
    command = [os.environ.get("CARGO", "cargo"), "build", "--release", "--lib", "--package", "depeche-sqlite"]
    command += ["--message-format", "json-render-diagnostics"]
    try:
        return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    except FileNotFoundError:
        sys.exit("depeche is built with Rust, and there is no cargo: install it from https://rustup.rs, then try again")
    except subprocess.CalledProcessError as error:
        sys.exit(f"depeche: building the loadable library failed with status {error.returncode}; see above")


def _built(messages: str) -> Path:
    """The library among the files that cargo says it made, wherever its target directory is."""
    artifacts = [m for m in map(json.loads, messages.splitlines()) if m["reason"] == "compiler-artifact"]
    files = [Path(f) for a in artifacts if a["target"]["name"] == NAME for f in a["filenames"]]
    return next(file for file in files if file.suffix in SUFFIXES)


def build_wheel(*args, **kwargs):
    build_loadable()
    return maturin.build_wheel(*args, **kwargs)


def build_editable(*args, **kwargs):
    build_loadable()
    return maturin.build_editable(*args, **kwargs)


if __name__ == "__main__":
    print(build_loadable())
