"""How words lie in a segment of Whoosh: a codec, which is what Whoosh offers to whoever wants it done in another way.

Whoosh's own codec keeps a block of pickles for each term, and half of all terms occur once. Here the words of a field
are numbered through, one document's after another's, and a term is the numbers of its places: a list of a few bytes,
each number as the distance from the one before it, seven bits a byte. In which document a place is, and where in it,
follows from how long documents are.

    .pst   the lists, one term's after another's
    .trm   the terms in order, UTF-8, each after a byte for its field
    .end   how long each term is, and how long each list, in bytes
    .len   how many words each document has, field by field
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import FieldWriter, TermsReader
from whoosh.codec.whoosh3 import W3Codec

from indexer.stores.keyword.engine import Lists
from indexer.stores.keyword.fields import ORDERED, SEAM, SEAMS, Words
from indexer.stores.keyword.postings import Keys
from indexer.stores.keyword.runs import runs
from indexer.stores.packed import packed, unpacked

Array = NDArray[Any]

_SPAN = 1 << 20
"""Bytes of lists that are read at a time."""


class PlacesCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec, but for the words. A segment names it, so that Whoosh reads with what it wrote with."""

    length_stats = False  # lengths as Whoosh keeps them serve a scoring that is not used here

    def field_writer(self, storage: Any, segment: Any) -> PlacesWriter:
        """Who writes the words of a new segment."""
        return PlacesWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> PlacesReader:
        """Who reads them."""
        return PlacesReader(storage, segment)


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
        self.numbers = _Numbers()
        self.words, self.lengths = array("I"), array("I")


class _Numbers(dict[str, int]):
    """A number for each term, in the order they come."""

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self)
        return number


class PlacesWriter(FieldWriter):  # type: ignore[misc]
    """Writes the words of a segment."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._files = {name: segment.create_file(storage, name) for name in (".pst", ".trm", ".end", ".len")}
        self.is_closed = False

    def add_postings(self, schema: object, lengths: object, items: dict[str, FieldWords]) -> None:
        """All fields, in order."""
        terms: list[bytes] = []
        sizes: list[Array] = []
        for number, field in enumerate(items.values()):
            there, lists, of_lists = _lists_of(field)
            terms += [bytes((number,)) + term.encode("utf-8") for term in there]
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


def _lists_of(field: FieldWords) -> tuple[list[str], bytes, Array]:
    """The terms of a field in order, their lists end to end, and how many bytes each has."""
    terms = sorted(field.numbers)
    rank = np.empty(len(terms), np.uint32)
    rank[[field.numbers[term] for term in terms]] = np.arange(len(terms))
    words = rank[np.frombuffer(field.words, np.uint32)]
    places = np.argsort(words, kind="stable")
    times = np.bincount(words, minlength=len(terms))
    firsts = (np.cumsum(times) - times)[times > 0]
    distances = np.diff(places, prepend=0)
    distances[firsts] = places[firsts]
    lists, ends = packed(distances)
    there = [term for term, occurs in zip(terms, times.tolist(), strict=True) if occurs]
    return there, lists.tobytes(), np.diff(ends[np.cumsum(times[times > 0]) - 1], prepend=0)


class PlacesReader(TermsReader):  # type: ignore[misc]
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

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._place(*term) is not None

    def indexed_field_names(self) -> Sequence[str]:
        """The fields that have words."""
        return ORDERED

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every field and term, in order."""
        return ((ORDERED[key[0]], key[1:]) for key in self._keys)

    def phrase(self, field: str, terms: Sequence[str], slop: int) -> Array:
        """The documents whose field has the terms in this order, at most `slop` others between them all."""
        found = [self._place(field, term.encode("utf-8")) for term in terms]
        there = [place for place in found if place is not None]
        if len(there) < len(found):
            return np.empty(0, np.int64)
        first, *others = map(self._places_of, there)
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

    def _place(self, field: str, term: bytes) -> int | None:
        if field not in ORDERED:
            return None
        key = bytes((ORDERED.index(field),)) + term
        place = bisect_left(self._keys, key)
        return place if place < len(self._keys) and self._keys[place] == key else None

    def _places_of(self, place: int) -> Array:
        """Where one term stands."""
        return np.cumsum(unpacked(self._lists[self._ends[place] : self._ends[place + 1]]))

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
        while first < end:
            last = int(np.searchsorted(self._ends, self._ends[first] + _SPAN, "right")) - 1
            last = min(max(last, first + 1), end)
            yield first, last
            first = last


def _mapped(storage: Any, segment: Any, name: str) -> Array:
    """A file of a segment as it lies on the disk: Whoosh's own way of opening one copies it into memory."""
    whole = storage.a  # the one file that all of a segment's are parts of
    start, size = whole.range(segment.make_filename(name))
    return np.frombuffer(whole._source, np.uint8, size, start)
