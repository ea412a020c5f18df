"""One hit a document, and one for a text that many printed.

Near-identical passages (wire copy, a letter in two collections) are known by the word 5-grams they share after
folding: containment, |A ∩ B| / min(|A|, |B|), of at least 0.8 (Broder, "On the resemblance and containment of
documents", 1997).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from indexer.search.fusion import Ranking, Rows
from indexer.stores.layout import Layout

SHINGLE = 5
CONTAINMENT = 0.8

_Shingle = tuple[str, ...]


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
    seen = _Seen()
    for place in range(places):
        shingles = _shingles(words_of(place))
        twin = seen.twin(shingles)
        if twin is not None:
            groups[twin].copies.append(place)
        elif len(groups) == wanted:
            break
        else:
            groups.append(Group(place))
            seen.add(shingles)
    return groups


class _Seen:
    """The shingles of the passages that lead a group, apart and together."""

    def __init__(self) -> None:
        self._each: list[set[_Shingle]] = []
        self._all: set[_Shingle] = set()
        self._fewest = 0

    def add(self, shingles: set[_Shingle]) -> None:
        """Remember the passage under the next number, from 0."""
        self._each.append(shingles)
        self._all |= shingles
        self._fewest = min((size for size in (self._fewest, len(shingles)) if size), default=0)

    def twin(self, shingles: set[_Shingle]) -> int | None:
        """The first number that the passage is near-identical to."""
        # Most passages share too little with all of them together to share enough with one.
        if len(shingles & self._all) < CONTAINMENT * min(len(shingles), self._fewest):
            return None
        return next((number for number, other in enumerate(self._each) if _same(shingles, other)), None)


def _same(a: set[_Shingle], b: set[_Shingle]) -> bool:
    smaller = min(len(a), len(b))
    return smaller > 0 and len(a & b) >= CONTAINMENT * smaller


def _shingles(words: Sequence[str]) -> set[_Shingle]:
    """The word 5-grams themselves, not numbers for them: nothing depends on how a process hashes strings."""
    return set(zip(*(words[i:] for i in range(SHINGLE)), strict=False))
