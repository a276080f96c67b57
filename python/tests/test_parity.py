"""The same bytes through SQL and Python, for every sample article."""

import json

import pytest

import depeche
from depeche import _core

# SQL, the core's answer and what the package gives for it.
SAME = {
    "detect_lang": (_core.detect_lang, depeche.detect_lang),
    "detect_lang_detail": (_core.detect_lang_detail, depeche.detect_lang_detail),
    "extract_actors": (_core.extract_actors, depeche.extract_actors),
    "topic_scores": (_core.topic_scores, depeche.topic_scores),
    "clean_text": (_core.clean_text, depeche.clean_text),
}
JSON = {"detect_lang_detail", "extract_actors", "topic_scores"}


@pytest.mark.parametrize("name", SAME)
def test_functions_of_a_text(corpus, name):
    core, public = SAME[name]
    for body, answer in corpus.execute(f"SELECT body, {name}(body) FROM articles"):
        assert answer.encode() == core(body).encode()
        assert public(body) == (json.loads(answer) if name in JSON else answer)


def test_functions_of_a_text_and_a_topic(corpus):
    query = "SELECT body, t.topic, topic_score(body, t.topic), topic_terms(body, t.topic) FROM articles, (SELECT DISTINCT topic FROM depeche_topics) t"
    rows = corpus.execute(query).fetchall()
    assert len(rows) == 60 * len(depeche.topics())
    for body, topic, score, terms in rows:
        assert repr(score) == repr(depeche.topic_score(body, topic))
        assert terms.encode() == _core.topic_terms(body, topic).encode()
        assert json.loads(terms) == depeche.topic_terms(body, topic)


def test_options(corpus):
    for options in ({"zones": "all"}, {"lang": "fr"}, {"date": "2015-09-25"}, {"lang": "en", "date": "2015", "zones": "all"}):
        query = "SELECT body, extract_actors(body, ?1), topic_score(body, 'diplomacy', ?1) FROM articles"
        for body, actors, score in corpus.execute(query, (json.dumps(options),)):
            assert json.loads(actors) == depeche.extract_actors(body, **options)
            assert score == depeche.topic_score(body, "diplomacy", **options)


def test_rows_of_table_functions(corpus):
    for body, *_ in corpus.execute("SELECT body FROM articles").fetchall():
        rows = corpus.execute('SELECT actor_id, kind, start, "end", text FROM actors_each(?)', (body,)).fetchall()
        actors = depeche.extract_actors(body)
        assert rows == [(a["id"], m["kind"], m["start"], m["end"], m["text"]) for a in actors for m in a["mentions"]]
        topics = corpus.execute("SELECT topic, label, score FROM topics_each(?)", (body,)).fetchall()
        assert topics == [tuple(topic.values()) for topic in depeche.analyze(body)["topics"]]


def test_questions_to_the_lexicon(db):
    for name in ("China", "Китай", "Xi Jinping", "الصين", "欧盟", "no such name", ""):
        cursor = db.execute("SELECT * FROM actor_lookup(?)", (name,))
        columns = [column[0] for column in cursor.description]
        assert [dict(zip(columns, row)) for row in cursor] == depeche.actor_lookup(name)
    for lang in ("ar", "en", "es", "fr", "ru", "zh", "cy"):
        assert db.execute("SELECT actor_name('CHN', ?)", (lang,)).fetchone()[0] == depeche.actor_name("CHN", lang)


def test_topics_and_versions(db):
    rows = db.execute("SELECT topic, parent, lang, label, definition FROM depeche_topics").fetchall()
    assert rows == [(t["topic"], t["parent"], *label, t["definition"]) for t in depeche.topics() for label in t["labels"]]
    version, debug = db.execute("SELECT depeche_version(), depeche_debug()").fetchone()
    assert version == depeche.version()
    assert {k: v for k, v in json.loads(debug).items() if k != "sqlite"} == depeche.debug()


def test_errors_are_the_same(db):
    for sql, call in [
        ("SELECT topic_score('a', 'sportz')", lambda: depeche.topic_score("a", "sportz")),
        ("""SELECT extract_actors('a', '{"lang":"xq"}')""", lambda: depeche.extract_actors("a", lang="xq")),
        ("""SELECT extract_actors('a', '{"date":"soon"}')""", lambda: depeche.extract_actors("a", date="soon")),
        ("SELECT actor_name('CHN', 'xq')", lambda: depeche.actor_name("CHN", "xq")),
    ]:
        with pytest.raises(Exception) as in_sql:
            db.execute(sql).fetchall()
        with pytest.raises(ValueError) as in_python:
            call()
        assert str(in_sql.value) == str(in_python.value)
