"""What the documentation shows, run: README.md, sql/examples, notebooks."""

import doctest
import re
from pathlib import Path

import pytest
from conftest import ROOT, fill, statements

import depeche

README = ROOT / "README.md"
EXAMPLES = sorted((ROOT / "sql" / "examples").glob("*.sql"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# Largest notebook in the repository: outputs are to be read, not to be scrolled.
LARGEST = 40_000


def test_readme(tmp_path, monkeypatch):
    """Every block of Python and SQL in order: Python in one namespace, SQL on the sample corpus, which is in `corpus.db`."""
    if not README.exists():
        pytest.skip("there is no README.md")
    blocks = re.findall(r"^```(python|sql)\n(.*?)^```$", README.read_text(encoding="utf-8"), re.M | re.S)
    assert {language for language, _ in blocks} == {"python", "sql"}
    monkeypatch.chdir(tmp_path)
    fill(depeche.connect("corpus.db")).close()
    namespace = {"__name__": "readme"}
    for number, (language, block) in enumerate(blocks, 1):
        try:
            run_python_block(block, namespace) if language == "python" else run_sql("corpus.db", block)
        except Exception as error:
            pytest.fail(f"block {number} of README.md: {type(error).__name__}: {error}\n{block}")


def run_python_block(block, namespace):
    if ">>> " not in block:
        exec(compile(block, "README.md", "exec"), namespace)
        return
    test = doctest.DocTestParser().get_doctest(block, namespace, "README.md", str(README), 0)
    doctest.DebugRunner().run(test, clear_globs=False)
    namespace.update(test.globs)


def run_sql(path, script):
    db = depeche.connect(path)
    try:
        results = [db.execute(statement).fetchall() for statement in statements(script)]
        db.commit()
    finally:
        db.close()
    assert any(results), "no statement gave a row"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_sql_examples(tmp_path, example):
    fill(depeche.connect(tmp_path / "corpus.db")).close()
    run_sql(tmp_path / "corpus.db", example.read_text(encoding="utf-8"))


def test_there_are_sql_examples():
    assert EXAMPLES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks(tmp_path, path):
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    assert path.stat().st_size < LARGEST
    notebook = nbformat.read(path, as_version=4)
    # Fails at the first cell that raises.
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    assert len(nbformat.writes(notebook)) < LARGEST


def test_the_sample_corpus_says_where_it_comes_from():
    readme = Path(depeche.__file__).parent / "sample" / "README.md"
    assert "CC0" in readme.read_text(encoding="utf-8")
