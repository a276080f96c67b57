"""Reads the world's press: which language, which actors, which topics, each finding a span of the original text.

>>> import depeche
>>> text = "Le président chinois Xi Jinping a reçu M. Obama à Pékin."
>>> depeche.detect_lang(text)
'fr'
>>> actor = depeche.extract_actors(text)[0]
>>> mention = actor["mentions"][0]
>>> text[mention["start"]:mention["end"]] == mention["text"]
True

The functions give what the SQL functions of the same names give, as str, float, list and dict, and None for None. No text raises an
exception; what is no str raises TypeError, and unknown topics, languages and options raise ValueError. `connect` opens a
SQLite database with all of them. Calls on the same text analyse it once.
"""

import json
from typing import Any

from depeche import _core
from depeche.sample import sample_articles
from depeche.sqlite import connect, load, loadable_path, register

__all__ = [
    "actor_lookup",
    "actor_name",
    "analyze",
    "clean_text",
    "connect",
    "debug",
    "detect_lang",
    "detect_lang_detail",
    "extract_actors",
    "load",
    "loadable_path",
    "register",
    "sample_articles",
    "topic_score",
    "topic_scores",
    "topic_terms",
    "topics",
    "version",
]

__version__ = _core.version()


def detect_lang(text: str | None) -> str | None:
    """Language of a text: its ISO 639-1 code (639-3 where none exists), None when it cannot be told.

    >>> detect_lang("Председатель КНР принял в Пекине президента США, чтобы обсудить вопросы кибербезопасности.")
    'ru'
    >>> detect_lang("12 34") is None
    True
    """
    return _core.detect_lang(text)


def detect_lang_detail(text: str | None) -> dict[str, Any] | None:
    """Language, script, confidence (0 to 1) and the likeliest languages, best first.

    >>> detail = detect_lang_detail("中国国家主席在北京会见了美国总统，双方就网络安全问题交换了意见。")
    >>> detail["lang"], detail["script"], list(detail)
    ('zh', 'Hani', ['lang', 'script', 'confidence', 'candidates'])
    """
    return _read(_core.detect_lang_detail(text))


def extract_actors(
    text: str | None, *, lang: str | None = None, date: str | None = None, zones: str | None = "body"
) -> list[dict[str, Any]] | None:
    """The persons, organizations, countries and places that a text names, by first mention.

    An actor is a dict of `id`, `name`, `type`, `country`, `role`, `title`, `score`, `count` and `mentions`; a mention is a dict of
    `start`, `end`, `text` and `kind`, and `text` is exactly what stands between `start` and `end` of the text that was given.

    lang: language of the text (ISO 639-1), where it is known; else it is detected.
    date: date of the article (YYYY-MM-DD, YYYY-MM or YYYY), which decides who held an office.
    zones: "body" leaves out what only navigation, teasers and credits name; "all" does not.

    >>> actors = extract_actors("Le président chinois Xi Jinping a reçu M. Obama à Pékin.")
    >>> [(actor["id"], actor["name"]) for actor in actors]
    [('xi-jinping', 'Xi Jinping'), ('CHN', 'China'), ('barack-obama', 'Barack Obama'), ('beijing', 'Beijing')]
    >>> actors[2]["mentions"]
    [{'start': 42, 'end': 47, 'text': 'Obama', 'kind': 'name'}]
    """
    return _read(_core.extract_actors(text, _options("extract_actors", lang, date, zones)))


def topic_score(
    text: str | None,
    topic: str | None,
    *,
    lang: str | None = None,
    date: str | None = None,
    zones: str | None = "body",
) -> float | None:
    """How much a text is about a topic, 0 to 1; 0.5 is the boundary between touched and substantial. `topics` lists the topics.

    lang, date, zones: as in `extract_actors`.

    >>> text = "The Council of the Union lifts its economic sanctions, and the arms embargo stays."
    >>> topic_score(text, "sanctions") > 0.5, topic_score(text, "sports")
    (True, 0.0)
    >>> topic_score(text, "sportz")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    ValueError: topic_score(): unknown topic "sportz"; nearest are sports...
    """
    return _core.topic_score(text, topic, _options("topic_score", lang, date, zones))


def topic_scores(text: str | None) -> dict[str, float] | None:
    """The scores of all topics, in the order of `topics`.

    >>> scores = topic_scores("The Council of the Union lifts its economic sanctions, and the arms embargo stays.")
    >>> max(scores, key=scores.get)
    'sanctions'
    """
    return _read(_core.topic_scores(text))


def topic_terms(text: str | None, topic: str | None) -> list[dict[str, Any]] | None:
    """The terms that made a topic's score, in the order of the text: dicts of `term`, `start`, `end`, `text` and `weight`.

    >>> text = "The Council of the Union lifts its economic sanctions, and the arms embargo stays."
    >>> [term["text"] for term in topic_terms(text, "sanctions")]
    ['economic sanctions', 'arms embargo']
    """
    return _read(_core.topic_terms(text, topic))


def clean_text(text: str | None) -> str | None:
    """The article's body without markup, navigation and teasers.

    >>> clean_text("<p>The ministers met in Geneva on Monday.</p>")
    'The ministers met in Geneva on Monday.'
    """
    return _core.clean_text(text)


def analyze(
    text: str | None, *, lang: str | None = None, date: str | None = None, zones: str | None = "body"
) -> dict[str, Any] | None:
    """Everything at once: a dict of `lang`, `zones`, `actors` and `topics`.

    lang, date, zones: as in `extract_actors`.

    >>> list(analyze("The ministers met in Geneva."))
    ['lang', 'zones', 'actors', 'topics']
    """
    return _read(_core.analyze(text, _options("analyze", lang, date, zones)))


def actor_lookup(name: str | None) -> list[dict[str, Any]] | None:
    """The entries of the lexicon that a name can mean, in any of the languages, best match first.

    Dicts of `actor_id`, `name`, `type`, `country`, `role`, `valid_from`, `valid_to` and `matched`; a person has one for each office.

    >>> actor_lookup("ЕС")[0]["name"]
    'European Union'
    >>> actor_lookup("no such name")
    []
    """
    return _read(_core.actor_lookup(name))


def actor_name(actor_id: str | None, lang: str | None) -> str | None:
    """Display name of an actor in a language; None for an actor that the lexicon does not have, or has no name for.

    >>> actor_name("CHN", "fr")
    'Chine'
    """
    return _core.actor_name(actor_id, lang)


def topics() -> list[dict[str, Any]]:
    """The topics known: dicts of `topic`, `parent`, `labels` (pairs of language and label) and `definition`.

    >>> "cybersecurity" in [topic["topic"] for topic in topics()]
    True
    """
    return json.loads(_core.topics())


def debug() -> dict[str, Any]:
    """Version, build, languages and the size of the lexicon; of use in reports of errors.

    >>> debug()["version"] == version()
    True
    """
    return json.loads(_core.debug())


def version() -> str:
    """Version of depeche.

    >>> version() == __version__
    True
    """
    return _core.version()


def _read(answer: str | None) -> Any:
    return None if answer is None else json.loads(answer)


def _options(function: str, lang: str | None, date: str | None, zones: str | None) -> str | None:
    """The options as JSON, in which SQL takes them too; None for the usual ones."""
    if lang is None and date is None and zones == "body":
        return None
    options = {"lang": lang, "date": date, "zones": zones}
    for name, value in options.items():
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{function}(): {name} must be str or None, got {type(value).__name__}")
    return json.dumps(options, ensure_ascii=False)
