"""Writes the words of a segment of Whoosh: gathered as numbers, sorted into lists of places (`whoosh_codec.py`)."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.stores.keyword.fields import ORDERED, Words
from indexer.stores.keyword.numbering import Numbering
from indexer.stores.keyword.spans import spans
from indexer.stores.packed import packed

Array = NDArray[Any]

_PLACE_BITS = np.uint64(32)
_PLACE = np.uint64((1 << 32) - 1)
_PART = 1 << 16
"""Words whose lists are made at a time."""


class Pool:
    """Stands in for Whoosh's pool of postings: the words of a new segment, as numbers, four bytes each."""

    def __init__(self) -> None:
        self._fields = {field: FieldWords() for field in ORDERED}

    @property
    def size(self) -> int:
        """How many words are in memory."""
        return sum(len(field.words) for field in self._fields.values())

    def add_words(self, words: Words) -> None:
        """The next document."""
        for name, field in self._fields.items():
            field.words.extend([field.numbers[word] for word in words[name]])
            field.lengths.append(len(words[name]))

    def add_segment(self, reader: Any, startdoc: int, docmap: object) -> None:
        """The documents of a segment that it is merged with, after those that are here: as Whoosh numbers them."""
        kept = np.array([not reader.is_deleted(n) for n in range(reader.doc_count_all())], np.bool_)
        for name, field in self._fields.items():
            terms, words = reader._terms.words(name)
            lengths = reader._terms.lengths[name]
            numbers = np.array([field.numbers[term] for term in terms], np.uint32)
            field.words.frombytes(numbers[words[np.repeat(kept, lengths)]].tobytes())
            field.lengths.frombytes(lengths[kept].astype(np.uint32).tobytes())

    def iter_postings(self) -> dict[str, FieldWords]:
        """What `PlacesWriter.add_postings` is given."""
        return self._fields

    def cleanup(self) -> None:
        """Forget everything."""
        self._fields.clear()


class FieldWords:
    """The words of one field: their numbers in order, and how many each document has."""

    def __init__(self) -> None:
        self.numbers = Numbering[str]()
        self.words, self.lengths = array("I"), array("I")


class PlacesWriter:
    """Writes the words of a segment."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._files = {name: segment.create_file(storage, name) for name in (".pst", ".trm", ".end", ".len")}
        self.is_closed = False

    def add_postings(self, schema: object, lengths: object, items: dict[str, FieldWords]) -> None:
        """All fields, in order."""
        terms: list[bytes] = []
        sizes: list[Array] = []
        for number, field in enumerate(items.values()):
            for of_part, lists, of_lists in _lists_of(field):
                terms += [bytes((number,)) + term.encode("utf-8") for term in of_part]
                sizes.append(of_lists)
                self._files[".pst"].write(lists)
            self._files[".len"].write(packed(np.frombuffer(field.lengths, np.uint32))[0].tobytes())
        self._files[".trm"].write(b"".join(terms))
        of_terms = np.fromiter(map(len, terms), np.uint32, len(terms))
        self._files[".end"].write(packed(np.concatenate([of_terms, *sizes]))[0].tobytes())

    def close(self) -> None:
        """Close the files."""
        for file in self._files.values():
            file.close()
        self.is_closed = True


def _lists_of(field: FieldWords) -> Iterator[tuple[list[str], bytes, Array]]:
    """The terms of a field in order, their lists end to end, and how many bytes each has; some at a time."""
    terms = sorted(field.numbers)
    ordered = _ordered(field, terms)
    starts = np.searchsorted(ordered, np.arange(len(terms) + 1, dtype=np.uint64) << _PLACE_BITS)
    there = np.flatnonzero(np.diff(starts))  # others were of documents that are gone
    starts = np.append(starts[there], len(ordered))
    for first, last in spans(starts, _PART):
        places = ordered[starts[first] : starts[last]] & _PLACE
        begin, end = (starts[first + n : last + n] - starts[first] for n in (0, 1))
        distances = np.diff(places, prepend=places[:1])
        distances[begin] = places[begin]
        lists, ends = packed(distances)
        yield [terms[n] for n in there[first:last].tolist()], lists.tobytes(), np.diff(ends[end - 1], prepend=0)


def _ordered(field: FieldWords, terms: Sequence[str]) -> Array:
    """The words by term, then place: both in one number, so that sorting takes no room beside them."""
    rank = np.empty(len(terms), np.uint64)
    rank[[field.numbers[term] for term in terms]] = np.arange(len(terms), dtype=np.uint64) << _PLACE_BITS
    ordered: Array = rank[np.frombuffer(field.words, np.uint32)]
    ordered |= np.arange(len(ordered), dtype=np.uint64)
    ordered.sort()
    return ordered
