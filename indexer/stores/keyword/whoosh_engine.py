"""Whoosh: writes, stores and reads words with their positions, and answers phrases.

Its own way in takes a document's fields apart once more, keeps lengths for a scoring that is not used here, and sorts
postings by pickling them to disk. So postings are given to its writer as it would have made them: the files are
Whoosh's, and Whoosh reads and merges them. It is frozen upstream, so this is safe as long as its version is pinned.
"""

from __future__ import annotations

import pickle
import struct
import threading
import warnings
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from indexer.errors import BrokenArchive
from indexer.stores.keyword.engine import Lists, Passages, in_batches
from indexer.stores.keyword.fields import ORDERED, Words

_SEGMENT = 2_000_000
"""Postings gathered in memory, about 30 bytes each, before they are written as a segment."""
_BLOCKS = b"W3Bl"
"""What Whoosh's blocks of postings begin with."""
_LENGTH = struct.Struct("!i")
_COMPRESSED = 3
"""Which of a block's statistics says how the rest is compressed."""
_COUNT_BYTES = 4
"""Whoosh writes how many places follow before them."""


def _whoosh() -> Any:
    """Whoosh, imported when first needed. It warns of its own old escapes when it is compiled."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import whoosh.codec.whoosh3
        import whoosh.columns
        import whoosh.fields
        import whoosh.index
        import whoosh.query
        import whoosh.searching
    return whoosh


class WhooshReader:
    """Reads what `update_whoosh` wrote."""

    def __init__(self, folder: Path) -> None:
        whoosh = _whoosh()
        try:
            self._reader = whoosh.index.open_dir(str(folder), readonly=True).reader()
        except (whoosh.index.EmptyIndexError, OSError) as error:
            raise BrokenArchive(f"{folder} cannot be read ({error}): restore the archive or index again.") from error
        self._searcher = whoosh.searching.Searcher(self._reader)
        self._query = whoosh.query
        self._passage_of = _passage_column(self._reader)
        self._lock = threading.Lock()  # its readers share the place where they stand in a file

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def phrase(self, field: str, terms: Sequence[str], slop: int) -> Passages:
        """The passages whose field has the terms in this order, at most `slop` others between two."""
        with self._lock:
            found = list(self._query.Phrase(field, list(terms), slop=slop + 1).docs(self._searcher))
        return self._passage_of[np.array(found, np.int64)]

    def passages(self) -> Passages:
        """Every passage that is here."""
        return self._passage_of[[n for n in range(len(self._passage_of)) if not self._reader.is_deleted(n)]]

    def lists(self) -> Iterator[Lists]:
        """Every field and term, with the passages that hold it; a term in several segments comes as often.

        Read in the order in which they lie there, without looking up a term.
        """
        live = np.array([not self._reader.is_deleted(n) for n in range(len(self._passage_of))], np.bool_)
        for leaf, offset in self._reader.leaf_readers():
            file = leaf._terms._postfile
            for field in ORDERED:
                found = ((term.decode("utf-8"), _stored(file, info)) for term, info in leaf.iter_field(field))
                for lists in in_batches(field, found):
                    numbers = lists.passages + offset
                    there = live[numbers]
                    of = np.repeat(np.arange(len(lists.terms)), lists.sizes)[there]
                    sizes = np.bincount(of, minlength=len(lists.terms)).tolist()
                    yield Lists(field, lists.terms, sizes, self._passage_of[numbers[there]])


def _stored(file: Any, info: Any) -> Sequence[int]:
    """The documents that one segment has for a term, block by block: what Whoosh's matcher reads, in half the time.

    A block is its length (negative: the last), pickled statistics, and pickled ids, weights and places.
    """
    if info.is_inlined():
        ids: Sequence[int] = info.inlined_postings()[0]
        return ids
    start, (length,) = info.extent()
    data = file.get(start, length)
    stream = BytesIO(data)
    found: list[int] = []
    at = len(_BLOCKS)
    while at < length:
        end = at + _LENGTH.size + abs(_LENGTH.unpack_from(data, at)[0])
        stream.seek(at + _LENGTH.size)
        compressed = pickle.load(stream)[_COMPRESSED]
        packed = data[stream.tell() : end]
        found += accumulate(pickle.loads(zlib.decompress(packed) if compressed else packed)[0])
        at = end
    return found


def _passage_column(reader: Any) -> Passages:
    """The passage of each of Whoosh's documents."""
    count = reader.doc_count_all()
    if not count:  # Whoosh's reader of an empty index has no columns
        return np.empty(0, np.int64)
    column = reader.column_reader("passage")
    return np.fromiter((column[n] for n in range(count)), np.int64, count)


def update_whoosh(folder: Path, removed: Sequence[int], added: Iterable[tuple[int, Words]]) -> None:
    """Bring the index in `folder` up to date, or make it."""
    whoosh = _whoosh()
    if whoosh.index.exists_in(str(folder)):
        index = whoosh.index.open_dir(str(folder))
    else:
        index = whoosh.index.create_in(str(folder), _schema(whoosh))
    writer = _Writer(index)
    writer.remove(removed)
    for passage_id, words in added:
        if writer.held >= _SEGMENT:
            writer.commit(merge=False)
            writer = _Writer(index)
        writer.add(passage_id, words)
    writer.commit(merge=True)  # small segments become one; how many there are grows with the logarithm of the size
    index.close()


def _schema(whoosh: Any) -> Any:
    schema = whoosh.fields.Schema(passage=whoosh.fields.COLUMN(whoosh.columns.NumericColumn("q")))
    for name in ORDERED:
        schema.add(name, whoosh.fields.TEXT(phrase=True))
    return schema


class _Writer:
    """One of Whoosh's writers, given postings instead of documents."""

    def __init__(self, index: Any) -> None:
        self._index = index
        codec = _whoosh().codec.whoosh3.W3Codec()
        codec.length_stats = False  # lengths serve a scoring that is not used here, and cost a third of the time
        self._writer = index.writer(codec=codec)
        self._postings = self._writer.pool = _Pool(self._writer.schema["text"].format.encode)

    @property
    def held(self) -> int:
        """How many postings are in memory."""
        return self._postings.size

    def remove(self, passages: Sequence[int]) -> None:
        """Take passages out."""
        if not len(passages):
            return
        with self._index.reader() as reader:
            gone = np.isin(_passage_column(reader), passages)
            for number in np.flatnonzero(gone).tolist():
                if not reader.is_deleted(number):
                    self._writer.delete_document(number)

    def add(self, passage_id: int, words: Words) -> None:
        """Put a passage in."""
        number = self._writer.docnum
        self._writer.add_document(passage=passage_id)
        for field in ORDERED:
            self._postings.add_words(field, number, words[field])

    def commit(self, merge: bool) -> None:
        """Write the segment; with `merge`, join it with small ones."""
        self._writer.commit(merge=merge)


class _Pool:
    """Stands in for Whoosh's pool of postings: lists by field and term, sorted by term alone, never on disk.

    A posting is two numbers, the document's and that of its places; the same places are kept once.
    """

    def __init__(self, encode: Callable[[tuple[int, ...]], bytes]) -> None:
        self._lists: dict[str, dict[bytes, array[int]]] = defaultdict(lambda: defaultdict(lambda: array("I")))
        self._places = _Numbered()
        self._encode = lru_cache(maxsize=1 << 16)(encode)
        self.size = 0

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """One posting, as Whoosh adds those of a segment that it merges: encoded already."""
        field, term, number, _, encoded = posting
        self._lists[field][term].extend((number, self._places[encoded]))
        self.size += 1

    def add_words(self, field: str, number: int, words: Sequence[str]) -> None:
        """The words of one document's field."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            found[word].append(place)
        lists, places = self._lists[field], self._places
        for word, at in found.items():
            lists[word.encode("utf-8")].extend((number, places[tuple(at)]))
        self.size += len(found)

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """All postings by field, term and document: of a merged segment after what was added, as it is numbered."""
        places = [at if isinstance(at, bytes) else self._encode(at) for at in self._places]
        for field in sorted(self._lists):
            lists = self._lists.pop(field)
            for term in sorted(lists):
                numbers = lists.pop(term)
                for number, place in zip(numbers[::2], numbers[1::2], strict=True):
                    encoded = places[place]
                    yield field, term, number, _times(encoded[:_COUNT_BYTES]), encoded

    def cleanup(self) -> None:
        """Forget everything."""
        self._lists.clear()


class _Numbered(dict[tuple[int, ...] | bytes, int]):
    """A number for each thing, in the order they come."""

    def __missing__(self, key: tuple[int, ...] | bytes) -> int:
        self[key] = number = len(self)
        return number


@lru_cache(maxsize=256)
def _times(count: bytes) -> float:
    """How often a term occurs, from the first bytes of its places: its weight, as one object for all postings."""
    return float(int.from_bytes(count, "big"))
