"""The sample corpus that comes with depeche."""

import json
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "sample" / "articles.jsonl"


def sample_articles() -> list[dict[str, Any]]:
    """Sixty short news articles, ten in each of Arabic, English, French, Spanish, Russian and Chinese.

    Keys are `id`, `lang`, `title`, `body`, `date`, `url` and `source`. They were written for depeche about real events of 2013 to 2024 and
    are in the public domain; `python/depeche/sample/README.md` says more.

    >>> articles = sample_articles()
    >>> len(articles), articles[0]["id"], articles[0]["lang"]
    (60, 'ar-01', 'ar')
    """
    with _FILE.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
