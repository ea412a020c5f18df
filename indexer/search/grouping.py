"""One hit a document, and one for a text that many printed.

Near-identical passages (wire copy, a letter in two collections) are known by the word 5-grams they share after
folding: containment, |A ∩ B| / min(|A|, |B|), of at least 0.8 (Broder, "On the resemblance and containment of
documents", 1997).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from indexer.search.fusion import Ranking, Rows
from indexer.stores.layout import Layout
from indexer.words import words_of

SHINGLE = 5
CONTAINMENT = 0.8


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


def without_copies(ranking: Ranking, text_of: Callable[[int], str], wanted: int) -> list[Group]:
    """The first `wanted` places that are not near-identical to an earlier one, each with its copies.

    `text_of` gives the text of a row. Places are looked at in order and only as far as is needed.
    """
    groups: list[Group] = []
    seen: list[frozenset[int]] = []
    for place in range(len(ranking)):
        shingles = _shingles(text_of(int(ranking.rows[place])))
        twin = next((i for i, other in enumerate(seen) if _same(shingles, other)), None)
        if twin is not None:
            groups[twin].copies.append(place)
        elif len(groups) == wanted:
            break
        else:
            groups.append(Group(place))
            seen.append(shingles)
    return groups


def _shingles(text: str) -> frozenset[int]:
    words = [word.folded for word in words_of(text)]
    return frozenset(hash(tuple(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE + 1))


def _same(a: frozenset[int], b: frozenset[int]) -> bool:
    smaller = min(len(a), len(b))
    return smaller > 0 and len(a & b) >= CONTAINMENT * smaller
