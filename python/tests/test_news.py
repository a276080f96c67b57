"""Real news, where it lies beside the repository (`../shared`): no error, and the same answers through both doors."""

import json

import pytest
from conftest import ROOT

from depeche import _core

NEWS = ROOT.parent / "shared" / "data" / "news"
EVERY = 25
FILES = sorted(NEWS.glob("*.jsonl"))


@pytest.mark.skipif(not FILES, reason=f"{NEWS} is absent")
@pytest.mark.parametrize("path", FILES or [NEWS], ids=lambda path: path.stem)
def test_both_doors_agree(db, path):
    lines = path.read_text(encoding="utf-8").splitlines()[::EVERY]
    query = "SELECT detect_lang(?1), extract_actors(?1), topic_scores(?1), clean_text(?1)"
    for line in lines:
        text = json.loads(line)["text"]
        answers = (_core.detect_lang(text), _core.extract_actors(text), _core.topic_scores(text), _core.clean_text(text))
        assert db.execute(query, (text,)).fetchone() == answers
        for actor in json.loads(answers[1]):
            for mention in actor["mentions"]:
                assert text[mention["start"] : mention["end"]] == mention["text"]
