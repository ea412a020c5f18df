"""Queries to begin with, taken from the archive itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from indexer.archive import Archive
from indexer.records import Phrase
from indexer.search.query import parse_query
from indexer.text.words import fold, is_stop_word, words_of

_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Example:
    """A query, and what it asks in plain words."""

    query: str
    says: str


def examples(archive: Archive) -> list[Example]:
    """A few queries of different kinds that find something; fewer where the archive is poor in metadata."""
    found = []
    titles = sorted(archive.catalog.titles(), key=lambda title: (abs(len(title) - 40), title))
    if titles:
        found.append(Example(titles[0], "a title, or any subject in plain words"))
    if phrase := next(filter(None, (_phrase(archive, t) for t in titles[1:_LOOKED_AT])), ""):
        found.append(Example(f'"{phrase}"', "exactly these words"))
    if name := _person(archive):
        found.append(Example(f'person:"{name}"', f"by, from, to or naming {name}"))
    finding = [example for example in found if _finds(archive, example)]
    return [*finding, *islice((example for example in _dated(archive) if _finds(archive, example)), 1)]


def _dated(archive: Archive) -> Iterator[Example]:
    """A word in either half of the years: one date that is far from all others leaves half of them empty."""
    first, last = archive.catalog.date_span()
    if (word := _word(archive)) and first and last and first.year < last.year:
        middle = (first.year + last.year) // 2
        for a, b in ((first.year, middle), (middle, last.year)):
            yield Example(f"{word} date:{a:04}..{b:04}", f"{word}, {a} to {b}")


def _finds(archive: Archive, example: Example) -> bool:
    """Whether words alone find it, and all of it is asked: what is near in meaning is always found."""
    results = archive.search(parse_query(example.query, mode="keyword", limit=1))
    return bool(results.hits) and not results.query.ignored


def _person(archive: Archive) -> str:
    """Who wrote, received or is named most, two words of a name at the least: "The Editor" is nobody's."""
    people = [(n, name) for name, kind, n in archive.catalog.names() if kind == "person" and '"' not in name]
    named = [(n, name) for n, name in people if " " in name and not name.startswith(("The ", "Staff "))]
    return max(named, default=(0, ""))[1]


def _word(archive: Archive) -> str:
    """The longish word that most passages hold."""
    counts = archive.keyword.vocabulary
    words = [
        word
        for word in counts
        if len(word) > 5 and word.isalpha() and not is_stop_word(word, archive.settings.languages)
    ]
    return max(words, key=lambda word: (counts[word], word), default="")


def _phrase(archive: Archive, title: str) -> str:
    """Two neighbouring words of a title that carry a subject and stand so in a text."""
    languages = archive.settings.languages
    for one, two in pairwise(words_of(title)):
        words = title[one.start : one.end], title[two.start : two.end]
        telling = all(len(word) > 3 and word.islower() and not is_stop_word(fold(word), languages) for word in words)
        if telling and title[one.end : two.start] == " " and archive.keyword.phrase_mask(Phrase(words)).any():
            return " ".join(words)
    return ""
