"""Whoosh: writes, stores and reads words with their positions, and answers phrases.

Its own way in takes a document's fields apart once more, keeps lengths for a scoring that is not used here, and sorts
postings by pickling them to disk; its own search for a phrase takes a step in Python for every document that holds its
words. So words are given to its writer past that, and a codec of ours (`whoosh_codec.py`) says how they lie in a
segment and where they stand in order, and `merging.py` which segments become one; segments and what is deleted in them
are Whoosh's. It is frozen upstream, so this is safe as long as its version is pinned.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from indexer.errors import BrokenArchive
from indexer.stores.generations.manifest import RESTORE
from indexer.stores.keyword.engine import Lists, Passages
from indexer.stores.keyword.fields import ORDERED, Words
from indexer.stores.keyword.merging import how_many_merge
from indexer.stores.keyword.places_writer import Pool

_SEGMENT = 2_000_000
"""Words gathered in memory before they are written as a segment, and the most that are merged into one.

They take six bytes each, and up to 17 while they are sorted (`tracemalloc`, words of letters).
"""


def _whoosh() -> Any:
    """Whoosh, imported when first needed. It warns of its own old escapes when it is compiled."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import whoosh.columns
        import whoosh.fields
        import whoosh.index
        import whoosh.reading
    return whoosh


def _ours() -> Any:
    """What of Whoosh is made otherwise here; it needs Whoosh to be imported."""
    _whoosh()
    from indexer.stores.keyword import whoosh_codec

    return whoosh_codec


class WhooshReader:
    """Reads what `update_whoosh` wrote. Safe to share between threads. Raises BrokenArchive."""

    def __init__(self, folder: Path) -> None:
        whoosh = _whoosh()
        try:
            reader = whoosh.index.open_dir(str(folder), readonly=True).reader()
        except Exception as error:  # pickles that are damaged may raise anything
            raise BrokenArchive(f"{folder} cannot be read ({error}): {RESTORE}.") from error
        self._segments = _segments(reader)
        self._passage_of = _passage_column(reader)
        self._live = np.ones(len(self._passage_of), np.bool_)
        for segment, first in self._segments:
            self._live[[first + number for number in segment._perdoc.deleted_docs()]] = False

    def phrase(self, field: str, terms: Sequence[str], slop: int) -> Passages:
        """The passages whose field has the terms in this order, at most `slop` others between them all."""
        found = [segment._terms.phrase(field, terms, slop) + first for segment, first in self._segments]
        numbers = np.concatenate([np.empty(0, np.int64), *found])
        passages: Passages = self._passage_of[numbers[self._live[numbers]]]
        return passages

    def passages(self) -> Passages:
        """Every passage that is here."""
        return self._passage_of[self._live]

    def lists(self) -> Iterator[Lists]:
        """Every field and term, with the passages that hold it; a term in several segments comes as often.

        Read in the order in which they lie there, without looking up a term.
        """
        for segment, first in self._segments:
            for field in ORDERED:
                for lists in segment._terms.lists(field):
                    numbers = lists.passages + first
                    there = self._live[numbers]
                    of = np.repeat(np.arange(len(lists.terms)), lists.sizes)[there]
                    sizes = np.bincount(of, minlength=len(lists.terms)).tolist()
                    yield Lists(field, lists.terms, sizes, self._passage_of[numbers[there]])


def _segments(reader: Any) -> list[tuple[Any, int]]:
    """Whoosh's readers of the segments, each with the number of its first document. An empty index has none."""
    return list(reader.leaf_readers()) if reader.doc_count_all() else []


def _passage_column(reader: Any) -> Passages:
    """The passage of each of Whoosh's documents."""
    columns = (segment.column_reader("passage", translate=False) for segment, _ in _segments(reader))
    # Whoosh gives one number at a time, which for a large archive takes longer than a search.
    bytes_ = (column._dbfile.get(column._basepos, 8 * column._count) for column in columns)
    return np.frombuffer(b"".join(bytes_), ">i8").astype(np.int64)


def update_whoosh(folder: Path, removed: Sequence[int], added: Iterable[tuple[int, Words]]) -> None:
    """Bring the index in `folder` up to date, or make it."""
    whoosh = _whoosh()
    files = _ours().Folder(str(folder))
    index = files.open_index() if files.index_exists() else files.create_index(_schema(whoosh))
    writer = _Writer(index)
    try:
        writer.remove(removed)
        for passage_id, words in added:
            if writer.held >= _SEGMENT:
                writer.commit(merge=False)
                writer = _Writer(index)
            writer.add(passage_id, words)
        writer.commit(merge=True)
    except BaseException:
        writer.give_up()
        raise
    index.close()


def _schema(whoosh: Any) -> Any:
    schema = whoosh.fields.Schema(passage=whoosh.fields.COLUMN(whoosh.columns.NumericColumn("q")))
    for name in ORDERED:
        schema.add(name, whoosh.fields.TEXT(phrase=True))
    return schema


class _Writer:
    """One of Whoosh's writers, given words instead of documents."""

    def __init__(self, index: Any) -> None:
        self._index = index
        # The archive has one writer, by its own lock.
        self._writer = index.writer(codec=_ours().PlacesCodec(), _lk=False)
        self._pool = Pool()
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
        self._writer.commit(mergetype=self._with_small if merge else None, merge=merge)

    def give_up(self) -> None:
        """Close its files, as far as what has failed lets them be closed; the draft that they are in goes."""
        with suppress(Exception):
            self._writer.cancel()

    def _with_small(self, writer: Any, segments: Sequence[Any]) -> list[Any]:
        """Takes small segments into the new one. Returns those that stay, as Whoosh's policies do.

        Whoosh's own counts documents, and would read most of a large archive into memory at once.
        """
        read = _whoosh().reading.SegmentReader
        readers = [read(writer.storage, writer.schema, segment) for segment in segments if segment.doc_count()]
        sizes = [_words_in(reader) for reader in readers]
        smallest = np.argsort(sizes, kind="stable").tolist()
        count = how_many_merge([sizes[n] for n in smallest], self.held, _SEGMENT)
        for n in smallest[:count]:
            writer.add_reader(readers[n])
        for reader in readers:
            reader.close()
        return [readers[n].segment() for n in sorted(smallest[count:])]


def _words_in(reader: Any) -> int:
    """How many words a segment has, without those of documents that are gone."""
    of_documents = sum(reader._terms.lengths.values())
    return int(of_documents.sum() - of_documents[list(reader.segment().deleted_docs())].sum())
