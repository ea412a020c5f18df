"""One hit a document, and one for a text that many printed.

Near-identical passages (wire copy, a letter in two collections) are known by the word 5-grams they share after
folding: containment, |A ∩ B| / min(|A|, |B|), of at least 0.8 (Broder, "On the resemblance and containment of
documents", 1997).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from indexer.search.fusion import Ranking, Rows
from indexer.stores.layout import Layout
from indexer.words import folded_words

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
    _, first, counts = np.unique(documents, return_index=True, return_counts=True)
    order = np.argsort(first)
    return ranking.take(first[order]), counts[order] - 1


def without_copies(places: int, text_of: Callable[[int], str], wanted: int) -> list[Group]:
    """The first `wanted` of the places that are not near-identical to an earlier one, each with its copies.

    `text_of` gives the text at a place. Places are looked at in order and only as far as is needed.
    """
    groups: list[Group] = []
    seen = _Seen()
    for place in range(places):
        shingles = _shingles(text_of(place))
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
    """The shingles of the passages that lead a group, looked up by shingle: one pass finds all it is shared with."""

    def __init__(self) -> None:
        self._sizes: list[int] = []
        self._having: dict[_Shingle, list[int]] = {}

    def add(self, shingles: set[_Shingle]) -> None:
        """Remember the passage under the next number, from 0."""
        for shingle in shingles:
            self._having.setdefault(shingle, []).append(len(self._sizes))
        self._sizes.append(len(shingles))

    def twin(self, shingles: set[_Shingle]) -> int | None:
        """The first number that the passage is near-identical to."""
        shared = Counter(number for shingle in shingles for number in self._having.get(shingle, ()))
        same = (i for i, n in shared.items() if n >= CONTAINMENT * min(len(shingles), self._sizes[i]))
        return min(same, default=None)


def _shingles(text: str) -> set[_Shingle]:
    """The word 5-grams themselves, not numbers for them: nothing depends on how a process hashes strings."""
    words = folded_words(text)
    return set(zip(*(words[i:] for i in range(SHINGLE)), strict=False))
