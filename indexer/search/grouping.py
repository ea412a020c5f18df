"""One hit a document, and one for a text that many printed.

Near-identical passages (wire copy, a letter in two collections) are known by the word 5-grams they share after
folding: containment, |A ∩ B| / min(|A|, |B|), of at least 0.8 (Broder, "On the resemblance and containment of
documents", 1997).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

import numpy as np

from indexer.search.fusion import Ranking, Rows
from indexer.stores.layout import Layout

SHINGLE = 5
CONTAINMENT = 0.8

_SHORT = 3
"""Words no longer than this stand in every text."""


@dataclass(slots=True)
class Group:
    """A place of the ranking, with the places of near-identical passages that it stands for."""

    place: int
    copies: list[int] = field(default_factory=list)


def best_of_documents(ranking: Ranking, layout: Layout) -> tuple[Ranking, Rows]:
    """The best place of each document, in order, and how many other places each document has."""
    documents = layout.documents[ranking.rows]
    best = np.empty(documents.max(initial=-1) + 1, dtype=np.int64)
    places = np.arange(len(documents))
    best[documents[::-1]] = places[::-1]  # of a document's places the first is written last
    first = best[documents] == places
    return ranking.take(first), np.bincount(documents)[documents[first]] - 1


def without_copies(places: int, words_of: Callable[[int], Sequence[str]], wanted: int) -> list[Group]:
    """The first `wanted` of the places that are not near-identical to an earlier one, each with its copies.

    `words_of` gives the folded words at a place. Places are looked at in order and only as far as is needed.
    """
    groups: list[Group] = []
    leaders = _Leaders()
    for place in range(places):
        text = _Text(words_of(place))
        twin = leaders.twin(text)
        if twin is not None:
            groups[twin].copies.append(place)
        elif len(groups) == wanted:
            break
        else:
            groups.append(Group(place))
            leaders.add(text)
    return groups


class _Text:
    """A passage's words, its telling ones and, once they are asked for, its shingles."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self.telling = frozenset(word for word in words if len(word) > _SHORT)
        runs = len(words) - SHINGLE + 1
        # Each word that another text has not takes a shingle from what is shared, the one in which it stands for the
        # first time: of this text's telling words a near-identical one has at least so many.
        self.least = len(self.telling) - (1 - CONTAINMENT) * runs if runs > 0 else inf

    @cached_property
    def _shingles(self) -> set[tuple[str, ...]]:
        # The 5-grams themselves, not numbers for them: nothing depends on how a process hashes strings.
        return set(zip(*(self._words[i:] for i in range(SHINGLE)), strict=False))

    def same_as(self, other: _Text) -> bool:
        """Whether the two are near-identical. Nearly always their words say no, and no shingle is made."""
        if len(self.telling & other.telling) < min(self.least, other.least):
            return False
        smaller = min(len(self._shingles), len(other._shingles))
        return smaller > 0 and len(self._shingles & other._shingles) >= CONTAINMENT * smaller


class _Leaders:
    """The passages that lead a group, apart and together."""

    def __init__(self) -> None:
        self._each: list[_Text] = []
        self._all: set[str] = set()
        self._least = inf

    def add(self, text: _Text) -> None:
        """Remember the passage under the next number, from 0."""
        self._each.append(text)
        self._all |= text.telling
        self._least = min(self._least, text.least)

    def twin(self, text: _Text) -> int | None:
        """The first number that the passage is near-identical to."""
        if len(text.telling & self._all) < min(text.least, self._least):
            return None  # it shares too little with all of them together to share enough with one
        return next((number for number, leader in enumerate(self._each) if text.same_as(leader)), None)
