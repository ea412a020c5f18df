"""Reads the words of a segment of Whoosh: lists of places, and phrases from them (`whoosh_codec.py`)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.stores.keyword.engine import Lists
from indexer.stores.keyword.fields import ORDERED, SEAM, SEAMS
from indexer.stores.keyword.postings import Keys
from indexer.stores.keyword.runs import runs
from indexer.stores.keyword.spans import spans
from indexer.stores.packed import unpacked

Array = NDArray[Any]

_SPAN = 1 << 20
"""Bytes of lists that are read at a time."""


class PlacesReader:
    """Reads the words of a segment."""

    def __init__(self, storage: Any, segment: Any) -> None:
        terms, ends, lengths, self._lists = (
            _mapped(storage, segment, name) for name in (".trm", ".end", ".len", ".pst")
        )
        of_terms, of_lists = np.split(unpacked(ends), 2)
        self._keys = Keys(terms, np.concatenate([[0], np.cumsum(of_terms)]))
        self._ends = np.concatenate([[0], np.cumsum(of_lists)])
        self._size = segment.doc_count_all()
        of_fields = unpacked(lengths).reshape(len(ORDERED), self._size)
        self.lengths = dict(zip(ORDERED, of_fields, strict=True))
        self._begins = {field: np.cumsum(of) - of for field, of in self.lengths.items()}

    def indexed_field_names(self) -> Sequence[str]:
        """The fields that have words."""
        return ORDERED

    def phrase(self, field: str, terms: Sequence[str], slop: int) -> Array:
        """The documents whose field has the terms in this order, at most `slop` others between them all."""
        found = [self._number_of(field, term.encode("utf-8")) for term in terms]
        there = [number for number in found if number is not None]
        if len(there) < len(found):
            return np.empty(0, np.int64)
        places = {number: self._places_of(number) for number in set(there)}  # a word may be typed hundreds of times
        first, *others = map(places.__getitem__, there)
        if field in SEAMS:
            first = first[self._own(field, first)]
        begins, ends = runs([first, *others], slop)
        documents = self._documents(field, begins)
        return np.unique(documents[documents == self._documents(field, ends)])

    def lists(self, field: str) -> Iterator[Lists]:
        """The terms of a field with the documents that hold each, a million bytes of lists at a time."""
        for first, last in self._spans(field):
            of, places = self._places(first, last)
            documents = self._documents(field, places)
            new = np.flatnonzero((np.diff(of, prepend=-1) != 0) | (np.diff(documents, prepend=-1) != 0))
            terms = [self._keys[n][1:].decode("utf-8") for n in range(first, last)]
            yield Lists(field, terms, np.bincount(of[new], minlength=len(terms)).tolist(), documents[new])

    def words(self, field: str) -> tuple[list[str], Array]:
        """The terms of a field, and the words of its documents one after another, as places in that list."""
        words = np.empty(int(self.lengths[field].sum()), np.uint32)
        terms: list[str] = []
        for first, last in self._spans(field):
            of, places = self._places(first, last)
            words[places] = of + len(terms)
            terms += [self._keys[n][1:].decode("utf-8") for n in range(first, last)]
        return terms, words

    def close(self) -> None:
        """Nothing to do: what is mapped is let go of with the last reference."""

    def _number_of(self, field: str, term: bytes) -> int | None:
        """Which of all terms it is."""
        key = bytes((ORDERED.index(field),)) + term
        number = bisect_left(self._keys, key)
        return number if number < len(self._keys) and self._keys[number] == key else None

    def _places_of(self, number: int) -> Array:
        """Where one term stands."""
        return np.cumsum(unpacked(self._lists[self._ends[number] : self._ends[number + 1]]))

    def _places(self, first: int, last: int) -> tuple[Array, Array]:
        """Where the terms from one to before another stand, by term: which of them, and the place."""
        start, end = int(self._ends[first]), int(self._ends[last])
        distances = unpacked(data := self._lists[start:end])
        of_bytes = np.repeat(np.arange(last - first), np.diff(self._ends[first : last + 1]))
        of = of_bytes[data < 0x80]  # a number's last byte
        run = np.cumsum(distances)
        firsts = np.flatnonzero(np.diff(of, prepend=-1))
        return of, run - np.repeat(run[firsts] - distances[firsts], np.diff([*firsts, len(of)]))

    def _own(self, seam: str, places: Array) -> Array:
        """Which places of a seam are of the passage that it is after."""
        documents = self._documents(seam, places)
        own: Array = places - self._begins[seam][documents] < np.minimum(self.lengths["text"][documents], SEAM)
        return own

    def _documents(self, field: str, places: Array) -> Array:
        return np.searchsorted(self._begins[field], places, "right") - 1

    def _spans(self, field: str) -> Iterator[tuple[int, int]]:
        """The terms of a field in spans that have so many bytes of lists, or are one term."""
        number = ORDERED.index(field)
        first, end = (bisect_left(self._keys, bytes((n,))) for n in (number, number + 1))
        return spans(self._ends, _SPAN, first, end)


def _mapped(storage: Any, segment: Any, name: str) -> Array:
    """A file of a segment as it lies on the disk: Whoosh's own way of opening one copies it into memory."""
    whole = storage.a  # the one file that all of a segment's are parts of
    start, size = whole.range(segment.make_filename(name))
    return np.frombuffer(whole._source, np.uint8, size, start)
