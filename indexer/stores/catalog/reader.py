"""The catalog: documents with their full text, passages as spans, and the files they were read from (SQLite).

Read-only once its generation is published: it is then opened `immutable`, so that no lock, journal or
side file is ever made beside it and any number of processes share its pages.
"""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from indexer.errors import BrokenArchive, NotFound
from indexer.machine.once import once
from indexer.records import Document, Facet, Filters, Name, Passage
from indexer.stores.catalog.columns import Columns
from indexer.stores.catalog.facetcolumn import FacetColumn
from indexer.stores.catalog.quotations import QuotationStore
from indexer.stores.catalog.rows import COLUMNS, FIRST_DAY, PASSAGE, from_row, passage_from
from indexer.stores.catalog.versions import VersionStore
from indexer.stores.catalog.years import Years
from indexer.stores.connection import Connection
from indexer.stores.generations.manifest import RESTORE
from indexer.stores.layout import Layout

_DOCUMENT = f"SELECT {', '.join(COLUMNS)} FROM documents"


@dataclass(frozen=True, slots=True)
class FileState:
    """A source file as it was last read; `code` and `reason` say why it was skipped, else are empty."""

    path: str
    size: int
    mtime_ns: int
    sha256: str
    code: str = ""
    reason: str = ""
    shape: str = ""
    """Stands for the settings that it was read by."""


class Catalog:
    """Reads a catalog. Safe to share between threads. Raises BrokenArchive."""

    def __init__(self, file: Path) -> None:
        if not file.is_file():
            raise BrokenArchive(f"{file} is missing: {RESTORE}.")
        uri = f"file:{quote(os.fsencode(file.resolve()))}?mode=ro&immutable=1"
        with ExitStack() as refused:
            self._db = Connection(uri)
            refused.callback(self._db.close)
            try:
                columns = self._db.columns("passages")
            except sqlite3.DatabaseError as error:
                raise BrokenArchive(f"{file} cannot be read ({error}): {RESTORE}.") from error
            if "sentences" not in columns:
                raise BrokenArchive(
                    "The archive was made by an earlier Pressmark: run pressmark index with its sources. Only what is "
                    "read otherwise now is encoded again."
                )
            refused.pop_all()
        self.quotations = QuotationStore(self._db)
        self.versions = VersionStore(self._db)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def document(self, id: str) -> Document:
        """One document, whole. Raises NotFound."""
        found = self.find(id)
        if found is None:
            raise NotFound(f"There is no document {id!r} in this archive.")
        return found

    def find(self, id: str) -> Document | None:
        """One document, or None."""
        row = self._db.execute(f"{_DOCUMENT} WHERE id = ?", (id,)).fetchone()
        return from_row(row) if row else None

    def holds(self, id: str) -> bool:
        """Whether there is a document with this id."""
        return self._db.execute("SELECT 1 FROM documents WHERE id = ?", (id,)).fetchone() is not None

    def documents(self) -> Iterator[Document]:
        """Every document, by id."""
        for row in self._db.execute(f"{_DOCUMENT} ORDER BY id"):
            yield from_row(row)

    def document_ids(self) -> list[str]:
        """All document ids in order."""
        return [id for (id,) in self._db.execute("SELECT id FROM documents ORDER BY id")]

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """A document's passages, in the order of the text."""
        rows = self._db.execute(f"SELECT {PASSAGE} FROM passages WHERE document = ? ORDER BY start", (document_id,))
        return tuple(map(passage_from, rows))

    def passages_after(self, id: int) -> Iterator[tuple[Document, Passage]]:
        """Passages with a greater id, each with its document, in order of id. Documents load one at a time."""
        rows = self._db.execute(f"SELECT {PASSAGE} FROM passages WHERE id > ? ORDER BY id", (id,))
        document: Document | None = None
        for row in rows:
            passage = passage_from(row)
            if document is None or document.id != passage.document_id:
                document = self.document(passage.document_id)
            yield document, passage

    @once
    def paths(self) -> list[str]:
        """The paths of all documents, by place."""
        return [path for (path,) in self._db.execute("SELECT path FROM documents ORDER BY id")]

    @once
    def layout(self) -> Layout:
        """Where each row stands, read once."""
        rows = self._db.execute(
            """SELECT p.id, d.place, p.start, p.kind = 'reply' FROM passages p
               JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM documents) d ON d.id = p.document
               ORDER BY p.id"""
        )
        table = np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, 4)
        replies = table[:, 3].astype(np.bool_)
        return Layout(
            table[:, 0].copy(), table[:, 1].astype(np.int32), table[:, 2].copy(), replies if replies.any() else None
        )

    def mask(self, filters: Filters) -> NDArray[np.bool_] | None:
        """Which rows stand in documents that satisfy the filters; None when all do."""
        if not filters:
            return None
        return self.matching(filters)[self.layout.documents]

    def matching(self, filters: Filters) -> NDArray[np.bool_]:
        """Which documents satisfy the filters, by place."""
        return self._columns.matching(filters)

    def passages_by_id(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Those of the passages that there are."""
        return {row[4]: passage_from(row) for row in self._each(f"SELECT {PASSAGE} FROM passages WHERE id = ?", ids)}

    def documents_by_id(self, ids: Sequence[str]) -> dict[str, Document]:
        """Those of the documents that there are, whole."""
        return {row[0]: from_row(row) for row in self._each(f"{_DOCUMENT} WHERE id = ?", ids)}

    def _each(self, sql: str, keys: Iterable[int | str]) -> Iterator[tuple[Any, ...]]:
        """The row of each key that has one. One short question a key costs less than one with a list of them."""
        rows = (self._db.execute(sql, (key,)).fetchone() for key in keys)
        return (row for row in rows if row is not None)

    def passage_at(self, document_id: str, start: int) -> Passage:
        """The passage that holds a position of a document. Raises NotFound."""
        row = self._db.execute(
            f"SELECT {PASSAGE} FROM passages WHERE document = ? AND start <= ? ORDER BY start DESC LIMIT 1",
            (document_id, start),
        ).fetchone()
        if row is None or row[2] <= start:
            raise NotFound(f"There is no passage at {start} in document {document_id!r}.")
        return passage_from(row)

    @once
    def facet_columns(self) -> tuple[FacetColumn | Years, ...]:
        """What there is of each field that is counted, of all documents, read once."""
        return self._columns.facets()

    def years(self, filters: Filters) -> Facet:
        """The documents that satisfy the filters by the years that they can be of, in order of time."""
        return self._columns.years.count(self.matching(filters), filters)

    def in_time(
        self, places: NDArray[np.integer[Any]], newest_first: bool, filters: Filters
    ) -> tuple[NDArray[np.int64], ...]:
        """What the documents at these places are put in order of time by, as `np.lexsort` takes it."""
        return self._columns.in_time(places, newest_first, filters)

    def came(self, places: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
        """Numbers for when the documents at these places came as they are: the later, the greater."""
        return self._columns.came.take(places)

    @once
    def _columns(self) -> Columns:
        return Columns(self._db)

    def names(self) -> list[tuple[str, str, int]]:
        """Every person and place with its number of documents: (name, `person` or `place`, documents)."""
        rows = self._db.execute(
            """SELECT name, CASE WHEN role IN ('place', 'named place') THEN 'place' ELSE 'person' END AS what,
                      count(DISTINCT document)
               FROM names WHERE role != 'title' GROUP BY name, what ORDER BY name, what"""
        )
        return list(rows)

    def listed(self) -> list[tuple[str, Name]]:
        """The names that lists give, each with the path of its file."""
        rows = self._db.execute("SELECT file, name, ref FROM listed ORDER BY file, ref")
        return [(file, Name(name, ref)) for file, name, ref in rows]

    def roles(self) -> dict[str, frozenset[str]]:
        """The roles in which each name stands: author, sender, recipient, person, place, named place."""
        found = defaultdict[str, set[str]](set)
        for name, role in self._db.execute("SELECT DISTINCT name, role FROM names WHERE role != 'title'"):
            found[name].add(role)
        return {name: frozenset(roles) for name, roles in found.items()}

    def titles(self) -> list[str]:
        """The titles that sources give, by document id."""
        rows = self._db.execute(
            "SELECT title FROM documents WHERE json_extract(more, '$.title_derived') IS NOT TRUE ORDER BY id"
        )
        return [title for (title,) in rows]

    def rows_quoting(self, document_id: str) -> NDArray[np.bool_]:
        """Which rows quote a document (`quotes:DOC`), shape `(n,)`."""
        return np.isin(self.layout.passage_ids, self.quotations.passages_quoting(document_id))

    def rows_quoted(self) -> NDArray[np.bool_]:
        """Which rows others quote (`quoted:yes`), shape `(n,)`."""
        return np.isin(self.layout.passage_ids, self.quotations.quoted_passages())

    def count_documents(self) -> int:
        """How many documents there are."""
        return int(self._db.execute("SELECT count(*) FROM documents").fetchone()[0])

    def count_passages(self) -> int:
        """How many passages there are."""
        return int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def counts_by(self, column: str) -> dict[str, int]:
        """Documents by `kind`, `source` or `language`, most first."""
        if column not in ("kind", "source", "language"):
            raise ValueError(column)
        rows = self._db.execute(f"SELECT {column}, count(*) FROM documents GROUP BY 1 ORDER BY 2 DESC, 1")
        return dict(rows)

    def date_span(self) -> tuple[date | None, date | None]:
        """The first and last day that a document can mean whose date is certain; of any where none is.

        Raises BrokenArchive where one is no day, as in a catalog that nobody has proved whole.
        """
        first, last = self._db.execute(
            """SELECT coalesce(min(earliest) FILTER (WHERE sure != 'uncertain'), min(earliest)),
                      coalesce(max(latest) FILTER (WHERE sure != 'uncertain'), max(latest)) FROM documents"""
        ).fetchone()
        try:
            return (date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)
        except ValueError as error:
            raise BrokenArchive(f"The catalog is damaged ({error}): {RESTORE}.") from error

    def count_undated(self) -> int:
        """How many documents have no day at either end."""
        return int(self._db.execute(f"SELECT count(*) FROM documents WHERE {FIRST_DAY} IS NULL").fetchone()[0])

    def count_skipped(self) -> int:
        """How many source files could not be read when they were last seen."""
        return int(self._db.execute("SELECT count(*) FROM files WHERE code != ''").fetchone()[0])

    def has_day(self, day: date) -> bool:
        """Whether a document is of this very day."""
        sql = "SELECT 1 FROM documents WHERE earliest = ?1 AND latest = ?1 LIMIT 1"
        return self._db.execute(sql, (day.isoformat(),)).fetchone() is not None

    def missing(self) -> list[str]:
        """The documents whose file, or record in it, is gone."""
        rows = self._db.execute("SELECT id FROM documents WHERE json_extract(more, '$.missing') ORDER BY id")
        return [id for (id,) in rows]

    def documents_in(self, file: str) -> list[str]:
        """The documents read from a source file."""
        return [id for (id,) in self._db.execute("SELECT id FROM documents WHERE file = ? ORDER BY id", (file,))]

    def roots(self) -> dict[str, Path]:
        """Where each source's folder or file was when it was last read."""
        return {
            name: Path(os.fsdecode(path))
            for name, path in self._db.execute("SELECT source, path FROM roots ORDER BY 1")
        }

    def files(self) -> dict[str, FileState]:
        """Every source file seen, by path."""
        rows = self._db.execute("SELECT * FROM files ORDER BY path")  # archives of format 1 have no shape
        return {row[0]: FileState(*row) for row in rows}
