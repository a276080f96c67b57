"""Texts that nobody would print: each door answers, the same, and no process ends."""

import json

import pytest

import depeche
from depeche import _core

SENTENCE = "Le président chinois Xi Jinping a reçu M. Obama à Pékin. "
TEXTS = {
    "empty": "",
    "spaces": " \t\r\n\u00a0\u3000\u200b ",
    "lone quotes": "\"'«»„“”‚‘’「」『』" * 50 + '"',
    "one quote": SENTENCE + '"' + SENTENCE + "'" + SENTENCE,
    "NUL": "China\0 and Russia\0\0 met.\0",
    "only NUL": "\0",
    "only emoji": "😀🇨🇳👨‍👩‍👧‍👦🏳️‍🌈" * 200,
    "flags and names": "🇨🇳 China 🇷🇺 Россия 👩🏽‍⚖️ Xi Jinping 👍🏿",
    "combining": "e\u0301" * 500 + "C\u0327hina" + "\u0300" * 1000,
    "right to left marks": "\u202e\u2066الصين\u2069\u202c and \u200fChina\u200e",
    "byte order marks": "\ufeffChina\ufeff and \ufffeRussia",
    "noncharacters": "\uffff\U0010ffff\U000e0001 China",
    "private use": "\ue000\uf8ff China \U000f0000",
    "1 MB line": "the ministers talked about fish and grain, and about the price of oil " * 14_000 + "in China",
    "a line of names": "China and Russia " * 5_000,
    "1 MB word": "a" * 1_000_000,
    "a line of Chinese names": "中国国家主席" * 5_000,
    "deep markup": "<div>" * 20_000 + "China" + "</div>" * 20_000,
    "broken markup": "<p <b>China</p attr='\"><!-- <![CDATA[ &#x110000; &#xD800; &amp;amp; &" * 20,
    "open markup": "<" * 50_000,
    "entities": "&lt;" * 20_000 + "China &Eacute;tats-Unis &#20013;&#22269;",
    "many lines": "\n" * 100_000 + "China",
    "mixed line ends": "China\r\nRussia\rJapan\u2028Peru\u2029Chile\u0085Cuba\x0b\x0c",
    "format letters": "100% %s %n %d {} {0} \\0 \\x00 China",
    "SQL": "'); DROP TABLE articles; -- China",
    "punctuation": ".,;:!?…—–-" * 10_000,
    "digits": "1234567890 " * 10_000,
    "capitals": "CHINA AND RUSSIA SAID TODAY " * 500,
    "one capital each": "A B C D E F G " * 5_000,
    "scripts": "China Китай الصين 中国 चीन จีน ចិន 중국 中国 Κίνα סין ჩინეთი Չինաստան",
    "halfwidth and fullwidth": "Ｃｈｉｎａ　ﾁｭｳｺﾞｸ Ｘｉ Ｊｉｎｐｉｎｇ",
    "case that changes length": "İSTANBUL ŞİRKET ﬁnance ẞ ŉ ǰ ΐ",
}


@pytest.mark.parametrize("name", TEXTS)
def test_answers(db, name):
    text = TEXTS[name]
    analysis = depeche.analyze(text)
    for actor in analysis["actors"]:
        for mention in actor["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
    # A text without words has no zones.
    assert "".join(text[zone["start"] : zone["end"]] for zone in analysis["zones"]) in (text, "")
    assert depeche.clean_text(depeche.clean_text(text)) == depeche.clean_text(text)
    query = "SELECT detect_lang(?1), detect_lang_detail(?1), extract_actors(?1), topic_scores(?1), clean_text(?1)"
    assert db.execute(query, (text,)).fetchone() == (
        _core.detect_lang(text),
        _core.detect_lang_detail(text),
        _core.extract_actors(text),
        _core.topic_scores(text),
        _core.clean_text(text),
    )
    spans = [(m["start"], m["end"]) for a in json.loads(_core.extract_actors(text)) for m in a["mentions"]]
    assert db.execute('SELECT start, "end" FROM actors_each(?)', (text,)).fetchall() == spans


def test_broken_utf8_in_a_database_is_an_error_of_the_statement(db):
    with pytest.raises(Exception, match="not valid UTF-8"):
        db.execute("SELECT detect_lang('abc' || CAST(x'ff' AS TEXT))").fetchall()
    assert db.execute("SELECT extract_actors('')").fetchone() == ("[]",)
