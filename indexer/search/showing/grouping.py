"""One hit a document, and one for a text that many printed.

Near-identical passages (wire copy, a letter in two collections) are known by the word 5-grams they share after
folding: containment, |A ∩ B| / min(|A|, |B|), of at least 0.8 (Broder, "On the resemblance and containment of
documents", 1997). The shorter has at least a quarter of the longer's words: a greeting that stands in a long letter
too, or a heading in an article, is no copy of it.

A copy that stands no more than `WINDOW` places after the first such text or its last copy belongs to it; one further
down is the first of a group of its own. So every place is shown or named exactly once, the same however many hits a
page has, and only so many places behind a page have to be looked at.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

import numpy as np

from indexer.search.fusion import Ranking, Rows
from indexer.stores.layout import Layout

SHINGLE = 5
CONTAINMENT = 0.8
LEAST_PART = 0.25
WINDOW = 5

_SHORT = 3
"""Words no longer than this stand in every text."""


@dataclass(slots=True)
class Group:
    """A place of the ranking, with the places of near-identical passages that it stands for."""

    place: int
    copies: list[int] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last place of the group."""
        return self.copies[-1] if self.copies else self.place


def best_of_documents(ranking: Ranking, layout: Layout) -> tuple[Ranking, Rows]:
    """The best place of each document, in order, and how many other places each document has."""
    documents = layout.documents[ranking.rows]
    best = np.empty(documents.max(initial=-1) + 1, dtype=np.int64)
    places = np.arange(len(documents))
    best[documents[::-1]] = places[::-1]  # of a document's places the first is written last
    first = best[documents] == places
    return ranking.take(first), np.bincount(documents)[documents[first]] - 1


class Grouping:
    """The places of one ranking without those that are near-identical to one shortly before.

    Places are looked at in order and only as far as is needed, each once: who walks on from page to page does not
    begin again. Safe to share between threads.
    """

    def __init__(self) -> None:
        self._groups: list[Group] = []
        self._open: dict[int, _Text] = {}
        """The leaders of the groups that can take a copy yet, by the group's number, in order."""
        self._seen = np.empty(0, dtype=np.int64)
        self._lock = threading.Lock()

    def fits(self, rows: Rows) -> bool:
        """Whether what has been looked at stands first in this ranking too."""
        with self._lock:
            return np.array_equal(self._seen, rows[: len(self._seen)])

    def first(self, wanted: int, rows: Rows, words_of: Callable[[int], str]) -> list[Group]:
        """The first `wanted` groups, with all their copies: they are read until none can take another.

        `words_of` gives the run of folded words at a place.
        """
        with self._lock:
            place = len(self._seen)
            while place < len(rows) and (len(self._groups) < wanted or min(self._open, default=wanted) < wanted):
                self._put(place, _Text(words_of(place)))
                place += 1
                for number in [number for number in self._open if place - self._groups[number].last > WINDOW]:
                    del self._open[number]
            self._seen = rows[:place].copy()
            return self._groups[:wanted]

    def _put(self, place: int, text: _Text) -> None:
        twin = next((number for number, leader in self._open.items() if text.same_as(leader)), None)
        if twin is not None:
            self._groups[twin].copies.append(place)
        else:
            self._open[len(self._groups)] = text
            self._groups.append(Group(place))


class _Text:
    """A passage's words, its telling ones and, once they are asked for, its shingles."""

    def __init__(self, run: str) -> None:
        self._run = run
        words = run.split(" ")
        self.telling = {word for word in words if len(word) > _SHORT}
        self.length = len(words)
        runs = self.length - SHINGLE + 1
        # Each word that another text has not takes a shingle from what is shared, the one in which it stands for the
        # first time: of this text's telling words a near-identical one has at least so many.
        self.least = len(self.telling) - (1 - CONTAINMENT) * runs if runs > 0 else inf

    @cached_property
    def _shingles(self) -> set[tuple[str, ...]]:
        # The 5-grams themselves, not numbers for them: nothing depends on how a process hashes strings.
        words = self._run.split(" ")
        return set(zip(*(words[i:] for i in range(SHINGLE)), strict=False))

    def same_as(self, other: _Text) -> bool:
        """Whether the two are near-identical. Nearly always their words say no, and no shingle is made."""
        if min(self.length, other.length) < LEAST_PART * max(self.length, other.length):
            return False
        if len(self.telling & other.telling) < min(self.least, other.least):
            return False
        smaller = min(len(self._shingles), len(other._shingles))
        return smaller > 0 and len(self._shingles & other._shingles) >= CONTAINMENT * smaller
