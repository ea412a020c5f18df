"""The seam between phrases and who finds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.stores.keyword.fields import Words

Passages = NDArray[Any]
"""Passage ids, in any order, each once."""

_BATCH = 1 << 20


@dataclass(frozen=True, slots=True)
class Lists:
    """Some terms of a field, how many passages hold each, and these passages one term's after another's."""

    field: str
    terms: Sequence[str]
    sizes: Sequence[int]
    passages: Passages


class PhraseReader(Protocol):
    """Knows the words of every passage in their order."""

    def phrase(self, field: str, terms: Sequence[str], slop: int) -> Passages:
        """The passages whose field has two or more terms in this order, at most `slop` others between them all.

        In one of `SEAMS` the first is one of the passage's own words; what begins later is told of the next passage. A
        phrase of own words alone is in the text as well, and need not be told again.
        """

    def passages(self) -> Passages:
        """Every passage that is here."""

    def lists(self) -> Iterator[Lists]:
        """Every field and term, with the passages that hold it; a term may come in parts."""


class PhraseWriter(Protocol):
    """Brings the files in a folder up to date, or makes them."""

    def __call__(self, folder: Path, removed: Sequence[int], added: Iterable[tuple[int, Words]]) -> None:
        """Take `removed` passages out, put `added` in. Files that are there may be linked: they are never changed."""


def in_batches(field: str, found: Iterable[tuple[str, Sequence[int]]]) -> Iterator[Lists]:
    """The terms of a field and the numbers that each has, a million at a time: one call instead of one a term."""
    terms: list[str] = []
    sizes: list[int] = []
    numbers: list[int] = []
    for term, held in found:
        terms.append(term)
        sizes.append(len(held))
        numbers += held
        if len(numbers) >= _BATCH:
            yield Lists(field, terms, sizes, np.array(numbers, np.int64))
            terms, sizes, numbers = [], [], []
    yield Lists(field, terms, sizes, np.array(numbers, np.int64))
