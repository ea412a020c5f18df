"""Queries to begin with, taken from the archive itself."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from indexer.archive import Archive
from indexer.words import is_stop_word, words_of


@dataclass(frozen=True, slots=True)
class Example:
    """A query, and what it asks in plain words."""

    query: str
    says: str


def examples(archive: Archive) -> list[Example]:
    """A few queries of different kinds that find something; fewer where the archive is poor in metadata."""
    found = []
    titles = sorted(archive.catalog.titles(), key=lambda title: (abs(len(title) - 40), title))
    word = _word(archive)
    if titles:
        found.append(Example(titles[0], "a subject in plain words"))
        phrase = _phrase(titles[0])
        if phrase:
            found.append(Example(f'"{phrase}"', "exactly these words"))
    people = [(count, name) for name, kind, count in archive.catalog.names() if kind == "person" and '"' not in name]
    if people:
        name = max(people, key=lambda person: (person[0], person[1]))[1]
        found.append(Example(f'person:"{name}"', f"by, from or to {name}"))
    first, last = archive.catalog.date_span()
    if word and first and last and first.year < last.year:
        middle = (first.year + last.year) // 2
        found.append(Example(f"{word} date:{first.year}..{middle}", f"{word}, in {first.year} to {middle}"))
    return found


def _word(archive: Archive) -> str:
    """The longish word that most passages hold."""
    counts = archive.keyword.vocabulary
    words = [word for word in counts if len(word) > 5 and word.isalpha() and not is_stop_word(word)]
    return max(words, key=lambda word: (counts[word], word), default="")


def _phrase(title: str) -> str:
    """Two neighbouring words of a title that carry a subject."""
    for one, two in pairwise(words_of(title)):
        telling = not is_stop_word(one.folded) and not is_stop_word(two.folded)
        if telling and len(one.folded) > 3 and title[one.end : two.start] == " ":
            return title[one.start : two.end]
    return ""
