"""Posting lists as arrays: for each term of a field, the rows that hold it and how often. Read without loading.

    postings-passages.npy  the passage id of each row
    postings-lengths.npy   how many words each row has in text and in title, shape (2, rows)
    postings-terms.npy     all terms end to end in UTF-8, each after a byte for its field, in order
    postings-ends.npy      where each term ends, after a 0
    postings-starts.npy    where each term's list begins, and the end of the last
    postings-rows.npy      the lists: rows, ascending within a term
    postings-counts.npy    how often

Places, lists and counts have as many bytes a number as the largest needs. Files are mapped: a list is a slice, and what
is not asked for is never read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from indexer.stores.kept import Kept
from indexer.stores.keyword.fields import COUNTED, FIELDS
from indexer.stores.keyword.spans import spans
from indexer.stores.mapped import read

Array = NDArray[Any]

_MOST_FOUND = 10_000
"""Terms whose place is remembered."""
_NOWHERE = -1
NAMES = ("passages", "lengths", "terms", "ends", "starts", "rows", "counts")


def file_of(folder: Path, name: str) -> Path:
    """Where one of `NAMES` is kept."""
    return folder / f"postings-{name}.npy"


class Postings:
    """Reads the posting lists of one generation. Raises BrokenArchive."""

    def __init__(self, folder: Path) -> None:
        arrays = (read(file_of(folder, name)) for name in NAMES)
        self.passages, lengths, terms, ends, self.starts, self.rows, self.counts = arrays
        self.lengths = dict(zip(FIELDS, lengths, strict=True))
        self.keys = Keys(terms, ends)
        self._found: Kept[bytes, int] = Kept(_MOST_FOUND)

    def of(self, field: str, term: str) -> tuple[Array, Array]:
        """The rows that hold the term in the field, and how often; ascending."""
        key = key_of(field, term)
        # A query asks for each of its words more than once, in titles mostly in vain.
        place = self._found.made(key, lambda: self._place_of(key))
        return self._list(place) if place != _NOWHERE else (self.rows[:0], self.counts[:0])

    def places(self, field: str) -> tuple[int, int]:
        """Where the terms of the field begin and end."""
        number = COUNTED.index(field)
        return bisect_left(self.keys, bytes((number,))), bisect_left(self.keys, bytes((number + 1,)))

    def beginning(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """The terms of a field that begin so, in order, each with how many rows hold it."""
        beginning = key_of(field, prefix)
        for place in range(bisect_left(self.keys, beginning), len(self.keys)):
            key = self.keys[place]
            if not key.startswith(beginning):
                break
            yield key[1:].decode("utf-8"), int(self.starts[place + 1] - self.starts[place])

    def terms(self) -> Iterator[tuple[str, str]]:
        """Every field and term, in order."""
        return ((COUNTED[key[0]], key[1:].decode("utf-8")) for key in self.keys)

    def spans(self, most: int) -> Iterator[tuple[int, int]]:
        """All terms in spans `[first, last)` of which each has at most so many postings, or is one term."""
        return spans(self.starts, most)

    def _place_of(self, key: bytes) -> int:
        place = bisect_left(self.keys, key)
        return place if place < len(self.keys) and self.keys[place] == key else _NOWHERE

    def _list(self, place: int) -> tuple[Array, Array]:
        span = slice(int(self.starts[place]), int(self.starts[place + 1]))
        return self.rows[span], self.counts[span]


class Keys(Sequence[bytes]):
    """Terms of fields in order, out of one array of bytes."""

    def __init__(self, terms: Array, ends: Array) -> None:
        self._terms = terms
        self._ends = ends

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: Any) -> Any:
        return self._terms[self._ends[place] : self._ends[place + 1]].tobytes()

    def __iter__(self) -> Iterator[bytes]:
        terms, ends = self._terms.tobytes(), self._ends.tolist()
        return (terms[start:end] for start, end in pairwise(ends))


def key_of(field: str, term: str) -> bytes:
    """A term of a field as it is looked up: one byte for the field, then UTF-8."""
    return bytes((COUNTED.index(field),)) + term.encode("utf-8")
