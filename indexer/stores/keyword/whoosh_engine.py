"""Whoosh: writes, stores and reads words with their positions, and answers phrases.

Its own way in takes a document's fields apart once more, keeps lengths for a scoring that is not used here, and sorts
postings by pickling them to disk. So words are given to its writer past that, and a codec of ours (`whoosh_codec.py`)
says how they lie in a segment; segments, what is deleted in them, their merging and the search for phrases are
Whoosh's. It is frozen upstream, so this is safe as long as its version is pinned.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from indexer.errors import BrokenArchive
from indexer.stores.keyword.engine import Lists, Passages
from indexer.stores.keyword.fields import ORDERED, Words

_SEGMENT = 2_000_000
"""Words gathered in memory, about 30 bytes each while they are sorted, before they are written as a segment."""


def _whoosh() -> Any:
    """Whoosh, imported when first needed. It warns of its own old escapes when it is compiled."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import whoosh.columns
        import whoosh.fields
        import whoosh.index
        import whoosh.query
        import whoosh.scoring
        import whoosh.searching
    return whoosh


def _codec() -> Any:
    """Our codec, which needs Whoosh to be imported."""
    _whoosh()
    from indexer.stores.keyword import whoosh_codec

    return whoosh_codec


class WhooshReader:
    """Reads what `update_whoosh` wrote."""

    def __init__(self, folder: Path) -> None:
        whoosh = _whoosh()
        try:
            self._reader = whoosh.index.open_dir(str(folder), readonly=True).reader()
        except (whoosh.index.EmptyIndexError, OSError) as error:
            raise BrokenArchive(f"{folder} cannot be read ({error}): restore the archive or index again.") from error
        self._searcher = whoosh.searching.Searcher(self._reader, weighting=whoosh.scoring.Frequency())
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
            for field in ORDERED:
                for lists in leaf._terms.lists(field):
                    numbers = lists.passages + offset
                    there = live[numbers]
                    of = np.repeat(np.arange(len(lists.terms)), lists.sizes)[there]
                    sizes = np.bincount(of, minlength=len(lists.terms)).tolist()
                    yield Lists(field, lists.terms, sizes, self._passage_of[numbers[there]])


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
        self._writer = index.writer(codec=_codec().PlacesCodec())
        self._pool = _codec().Pool()
        self._writer.add_postings_to_pool = self._pool.add_segment

    @property
    def held(self) -> int:
        """How many words are in memory."""
        return int(self._pool.size)

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
        self._writer.add_document(passage=passage_id)
        self._pool.add_words(words)

    def commit(self, merge: bool) -> None:
        """Write the segment; with `merge`, join it with small ones."""
        self._writer.pool = self._pool
        self._writer.commit(merge=merge)
