"""The functions: what they give, None, wrong types, errors, and that each is documented."""

import ast
import doctest
import inspect
import re
import sys
import threading
from pathlib import Path

import pytest
from conftest import ROOT

import depeche
import depeche.sample
import depeche.sqlite
from depeche import _core

TEXT = "Le président chinois Xi Jinping a reçu M. Obama à Pékin."

# Every function of a text, as a call of one argument.
OF_TEXT = {
    "detect_lang": depeche.detect_lang,
    "detect_lang_detail": depeche.detect_lang_detail,
    "extract_actors": depeche.extract_actors,
    "topic_score": lambda text: depeche.topic_score(text, "trade"),
    "topic_scores": depeche.topic_scores,
    "topic_terms": lambda text: depeche.topic_terms(text, "trade"),
    "clean_text": depeche.clean_text,
    "analyze": depeche.analyze,
}
# Names of _core that are no questions to the core.
PLUMBING = {"sqlite_entry_point", "_panic"}


def test_types_of_answers():
    assert depeche.detect_lang(TEXT) == "fr"
    assert type(depeche.detect_lang_detail(TEXT)["confidence"]) is float
    assert list(depeche.detect_lang_detail(TEXT)) == ["lang", "script", "confidence", "candidates"]
    assert type(depeche.topic_score(TEXT, "diplomacy")) is float
    assert list(depeche.topic_scores(TEXT)) == [topic["topic"] for topic in depeche.topics()]
    assert depeche.topic_scores(TEXT)["diplomacy"] == depeche.topic_score(TEXT, "diplomacy")
    assert isinstance(depeche.topic_terms(TEXT, "diplomacy"), list)
    assert type(depeche.clean_text(TEXT)) is str
    assert list(depeche.analyze(TEXT)) == ["lang", "zones", "actors", "topics"]
    assert depeche.analyze(TEXT)["actors"] == depeche.extract_actors(TEXT)


def test_actors_have_keys_in_order_and_exact_spans(articles):
    keys = ["id", "name", "type", "country", "role", "title", "score", "count", "mentions"]
    for article in articles:
        for actor in depeche.extract_actors(article["body"]):
            assert list(actor) == keys
            assert actor["count"] == len(actor["mentions"]) > 0
            for mention in actor["mentions"]:
                assert list(mention) == ["start", "end", "text", "kind"]
                assert article["body"][mention["start"] : mention["end"]] == mention["text"]


def test_terms_have_exact_spans(articles):
    found = 0
    for article in articles:
        for topic in ("diplomacy", "trade", "cybersecurity"):
            for term in depeche.topic_terms(article["body"], topic):
                assert article["body"][term["start"] : term["end"]] == term["text"]
                found += 1
    assert found > 0


@pytest.mark.parametrize("name", OF_TEXT)
def test_none_gives_none(name):
    assert OF_TEXT[name](None) is None


def test_none_in_other_arguments():
    assert depeche.topic_score(TEXT, None) is None
    assert depeche.topic_terms(TEXT, None) is None
    assert depeche.actor_lookup(None) is None
    assert depeche.actor_name(None, "fr") is None
    assert depeche.actor_name("CHN", None) is None
    assert depeche.extract_actors(TEXT, lang=None, date=None, zones=None) == depeche.extract_actors(TEXT)


@pytest.mark.parametrize("name", OF_TEXT)
@pytest.mark.parametrize("value", [b"bytes", 5, 0.5, ["list"], float("nan"), True], ids=repr)
def test_wrong_types(name, value):
    expected = f"{name}(): text must be str or None, got {type(value).__name__}"
    with pytest.raises(TypeError, match="^" + re.escape(expected) + "$"):
        OF_TEXT[name](value)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: depeche.topic_score(TEXT, 5), "topic_score(): topic must be str or None, got int"),
        (lambda: depeche.topic_terms(TEXT, b""), "topic_terms(): topic must be str or None, got bytes"),
        (lambda: depeche.actor_lookup(1), "actor_lookup(): name must be str or None, got int"),
        (lambda: depeche.actor_name(1, "fr"), "actor_name(): actor_id must be str or None, got int"),
        (lambda: depeche.actor_name("CHN", 1), "actor_name(): lang must be str or None, got int"),
        (lambda: depeche.extract_actors(TEXT, lang=1), "extract_actors(): lang must be str or None, got int"),
        (lambda: depeche.topic_score(TEXT, "trade", date=2015), "topic_score(): date must be str or None, got int"),
        (lambda: depeche.analyze(TEXT, zones=["all"]), "analyze(): zones must be str or None, got list"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_types_of_other_arguments(call, message):
    with pytest.raises(TypeError, match="^" + re.escape(message) + "$"):
        call()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: depeche.topic_score(TEXT, "sportz"), ["topic_score(): unknown topic", "sports"]),
        (lambda: depeche.topic_terms(TEXT, "sportz"), ["topic_terms(): unknown topic", "sports"]),
        (lambda: depeche.extract_actors(TEXT, lang="xq"), ["extract_actors(): unknown language", "fr"]),
        (lambda: depeche.extract_actors(TEXT, date="25.9.2015"), ["extract_actors(): ", "YYYY-MM-DD"]),
        (lambda: depeche.analyze(TEXT, zones="footer"), ["analyze(): ", '"body" or "all"']),
        (lambda: depeche.extract_actors(None, zones="footer"), ["extract_actors(): ", '"body" or "all"']),
        (lambda: depeche.actor_name("CHN", "xq"), ["actor_name(): unknown language"]),
        (lambda: _core.extract_actors(TEXT, '{"language":"fr"}'), ["extract_actors(): unknown option", "lang", "date", "zones"]),
        (lambda: _core.extract_actors(TEXT, "fr"), ["extract_actors(): options must be a JSON object"]),
    ],
)
def test_wrong_values(call, words):
    with pytest.raises(ValueError) as error:
        call()
    for word in words:
        assert word in str(error.value)


def test_options_reach_the_core():
    page = "Home | World | Sport\n\nThe ministers of Peru met in Geneva on Monday to talk about fish.\n\nShare on Facebook"
    everything = depeche.extract_actors(page, zones="all")
    assert len(everything) >= len(depeche.extract_actors(page, lang="en", date="2015-09-25"))
    assert depeche.extract_actors('Juan "el \' Loco" Pérez', lang="es", date="2015") is not None
    assert depeche.analyze(TEXT, lang="es")["lang"] == "es"


@pytest.mark.parametrize("name", OF_TEXT)
def test_lone_surrogates_are_refused_clearly(name):
    with pytest.raises(ValueError, match=re.escape(f"{name}(): text has a lone surrogate at position 3")):
        OF_TEXT[name]("abc\udc80 def")
    repaired = "abc\udc80 def".encode("utf-8", "replace").decode()
    assert OF_TEXT[name](repaired) is not None or name == "detect_lang"


def test_lone_surrogates_in_other_arguments():
    for call in (
        lambda: depeche.topic_score(TEXT, "\ud800"),
        lambda: depeche.extract_actors(TEXT, lang="\ud800"),
        lambda: depeche.actor_lookup("\udfff"),
    ):
        with pytest.raises(ValueError, match="lone surrogate at position"):
            call()


def test_subclasses_of_str_are_texts():
    class Headline(str):
        pass

    assert depeche.extract_actors(Headline(TEXT)) == depeche.extract_actors(TEXT)


def test_a_panic_is_an_exception(capfd):
    with pytest.raises(RuntimeError, match=re.escape("_panic(): internal error, please report it: on purpose")):
        _core._panic("purpose")
    assert depeche.detect_lang(TEXT) == "fr"
    assert "panicked" in capfd.readouterr().err


def test_the_lock_is_released():
    text = "The president of Peru met the ministers of Chile and Japan in Geneva on Monday. " * 2_000
    started, finished, switch = threading.Event(), threading.Event(), sys.getswitchinterval()

    def work():
        started.set()
        _core.analyze(text)
        finished.set()

    # With this interval no thread is made to give up the lock: if this one goes on early, the core has given it up.
    sys.setswitchinterval(1000)
    try:
        worker = threading.Thread(target=work)
        worker.start()
        started.wait()
        early = not finished.is_set()
    finally:
        sys.setswitchinterval(switch)
    worker.join()
    assert early


def exported_by_the_core():
    """Names of the functions in the core's lib.rs."""
    source = (ROOT / "crates/depeche/src/lib.rs").read_text(encoding="utf-8")
    defined = re.findall(r"^(?:    )?pub fn (\w+)", source, re.M)
    used = [name for names in re.findall(r"^pub use \w+::(?:\{([^}]*)\}|\w+);", source, re.M) for name in re.findall(r"\w+", names)]
    # `article` gives a Rust object whose methods are the functions.
    return {name for name in [*defined, *used] if name[0].islower()} - {"article"}


def test_every_function_of_the_core_has_wrapper_stub_and_doc():
    stub = ast.parse((Path(depeche.__file__).parent / "_core.pyi").read_text(encoding="utf-8"))
    stubs = {node.name: node for node in stub.body if isinstance(node, ast.FunctionDef)}
    functions = {name for name in dir(_core) if callable(getattr(_core, name)) and not name.startswith("__")}
    assert exported_by_the_core() <= functions
    assert functions == set(stubs)
    assert functions - PLUMBING <= set(depeche.__all__)
    for name in functions:
        assert getattr(_core, name).__doc__, name
        parameters = [argument.arg for argument in stubs[name].args.args]
        assert list(inspect.signature(getattr(_core, name)).parameters) == parameters, name


def test_every_public_name_is_documented_with_an_example():
    for name in depeche.__all__:
        doc = getattr(depeche, name).__doc__
        assert doc and ">>> " in doc, name
    assert depeche.__doc__ and depeche.__version__ == depeche.version()


def test_every_public_function_is_in_all():
    functions = {name for name, value in vars(depeche).items() if inspect.isfunction(value) and not name.startswith("_")}
    assert functions == set(depeche.__all__)


@pytest.mark.parametrize("module", [depeche, depeche.sqlite, depeche.sample], ids=lambda module: module.__name__)
def test_examples_in_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0, "see the captured output"


def test_the_package_is_complete():
    package = Path(depeche.__file__).parent
    assert (package / "py.typed").exists()
    assert (package / "sample" / "articles.jsonl").exists()
    assert Path(depeche.loadable_path()).exists()
