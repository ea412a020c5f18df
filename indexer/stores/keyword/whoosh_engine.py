"""Whoosh: writes, stores and reads words with their positions, and answers phrases.

Its own way in takes a document's fields apart once more, keeps lengths for a scoring that is not used here, and sorts
postings by pickling them to disk. So postings are given to its writer as it would have made them: the files are
Whoosh's, and Whoosh reads and merges them. It is frozen upstream, so this is safe as long as its version is pinned.
"""

from __future__ import annotations

import threading
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from indexer.errors import BrokenArchive
from indexer.stores.keyword.engine import Passages
from indexer.stores.keyword.fields import ORDERED, Words

_SEGMENT = 3_000_000
"""Postings gathered in memory, 70 to 80 bytes each, before they are written as a segment."""


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

    def terms(self) -> Iterator[tuple[str, str, Passages]]:
        """Every field and term, with the passages that hold it."""
        for field in ORDERED:
            for term, _ in self._reader.iter_field(field):
                matcher = self._reader.postings(field, term)
                yield field, term.decode("utf-8"), self._passage_of[np.array(list(matcher.all_ids()), np.int64)]


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
        self._postings = self._writer.pool = _Pool()
        self._encode = lru_cache(maxsize=1 << 16)(_Encoder(self._writer.schema["text"].format))

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
            places: dict[str, list[int]] = defaultdict(list)
            for place, word in enumerate(words[field]):
                places[word].append(place)
            self._postings.add_all(field, number, ((w, len(at), self._encode(tuple(at))) for w, at in places.items()))

    def commit(self, merge: bool) -> None:
        """Write the segment; with `merge`, join it with small ones."""
        self._writer.commit(merge=merge)


class _Encoder:
    """Positions as Whoosh stores them."""

    def __init__(self, format: Any) -> None:
        self._format = format

    def __call__(self, places: tuple[int, ...]) -> bytes:
        encoded: bytes = self._format.encode(places)
        return encoded


@lru_cache(maxsize=256)
def _weight(times: int) -> float:
    return float(times)  # one object for all postings


class _Pool:
    """Stands in for Whoosh's pool of postings: lists by field and term, sorted by term alone, never on disk."""

    def __init__(self) -> None:
        self._lists: dict[str, dict[bytes, list[tuple[int, float, bytes]]]] = defaultdict(lambda: defaultdict(list))
        self.size = 0

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """One posting, as Whoosh adds those of a segment that it merges."""
        field, term, number, weight, places = posting
        self._lists[field][term].append((number, weight, places))
        self.size += 1

    def add_all(self, field: str, number: int, found: Iterable[tuple[str, int, bytes]]) -> None:
        """The terms of one document's field: each with how often it occurs and where."""
        lists = self._lists[field]
        for term, times, places in found:
            lists[term.encode("utf-8")].append((number, _weight(times), places))
            self.size += 1

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """All postings by field, term and document."""
        for field in sorted(self._lists):
            lists = self._lists.pop(field)
            for term in sorted(lists):
                for number, weight, places in lists.pop(term):  # a merged segment comes after what was added
                    yield field, term, number, weight, places

    def cleanup(self) -> None:
        """Forget everything."""
        self._lists.clear()
