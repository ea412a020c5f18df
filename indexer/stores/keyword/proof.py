"""Proves a keyword index: every passage is found by its own words, and by no others.

A passage's words are added up as one number, each word a number of 64 bits as often as it occurs (for the engine,
once): three numbers a passage are held, whatever the size of the archive, and a word too few or too many shows in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from indexer.records import Document, Passage
from indexer.stores.keyword.fields import COUNTED, ORDERED, words_by_field
from indexer.stores.keyword.index import KeywordIndex

Sums = NDArray[np.uint64]
"""By row, the numbers of a passage's words added up, modulo 2 to the 64th."""

_WRAP = 1 << 64
_POSTINGS = 1_000_000
_KNOWN_TERMS = 1 << 20


class _Numbers(dict[str, int]):
    """The number of each term of one field; forgets all when it has grown too large."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self._salt = field.encode()[:16]

    def __missing__(self, term: str) -> int:
        if len(self) >= _KNOWN_TERMS:
            self.clear()
        number = int.from_bytes(blake2b(term.encode(), digest_size=8, person=self._salt).digest(), "little")
        self[term] = number
        return number


Numbers = dict[str, _Numbers]
"""The numbers of terms, by field."""


def same_passages(keyword: KeywordIndex, passage_ids: NDArray[np.int64]) -> bool:
    """Whether the engine holds just these passages, which are in ascending order."""
    return np.array_equal(np.sort(keyword.phrases.passages()), passage_ids)


def not_found(keyword: KeywordIndex, passages: Iterable[tuple[Document, Passage]]) -> int:
    """How many of the passages, in the order of rows, are not found by their own words alone, which are made anew."""
    numbers = {field: _Numbers(field) for field in ORDERED}
    counted, once = _own_words(keyword, passages, numbers)
    counted -= _in_postings(keyword, numbers)
    once -= _in_lists(keyword, numbers)
    return int(((counted != 0) | (once != 0)).sum())


def _own_words(
    keyword: KeywordIndex, passages: Iterable[tuple[Document, Passage]], numbers: Numbers
) -> tuple[Sums, Sums]:
    """What the posting lists should hold, and what the engine."""
    counted, once = np.zeros((2, keyword.size), dtype=np.uint64)
    for row, (document, passage) in enumerate(passages):
        fields = words_by_field(document, passage, keyword.languages).items()
        sums = (sum(map(numbers[field].__getitem__, words)) for field, words in fields if field in COUNTED)
        counted[row] = sum(sums) % _WRAP
        once[row] = sum(sum(map(numbers[field].__getitem__, set(words))) for field, words in fields) % _WRAP
    return counted, once


def _in_postings(keyword: KeywordIndex, numbers: Numbers) -> Sums:
    postings, sums = keyword.postings, np.zeros(keyword.size, dtype=np.uint64)
    terms = postings.terms()
    for first, last in postings.spans(_POSTINGS):
        of_terms = np.fromiter((numbers[field][term] for field, term in islice(terms, last - first)), np.uint64)
        span = slice(int(postings.starts[first]), int(postings.starts[last]))
        spread = np.repeat(of_terms, np.diff(postings.starts[first : last + 1]))
        np.add.at(sums, postings.rows[span], spread * postings.counts[span])
    return sums


def _in_lists(keyword: KeywordIndex, numbers: Numbers) -> Sums:
    sums = np.zeros(keyword.size, dtype=np.uint64)
    for lists in keyword.phrases.lists():
        of_terms = np.fromiter(map(numbers[lists.field].__getitem__, lists.terms), np.uint64)
        rows = np.searchsorted(keyword.postings.passages, lists.passages)
        np.add.at(sums, rows, np.repeat(of_terms, lists.sizes))
    return sums
