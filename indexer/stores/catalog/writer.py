"""The draft's catalog: what a run puts in and takes out, until `commit` makes it whole on disk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.records import Document, Name, Passage
from indexer.stores.catalog import quotations, versions
from indexer.stores.catalog.names import fold_name
from indexer.stores.catalog.quotations import QuotationWriter
from indexer.stores.catalog.reader import Catalog, FileState
from indexer.stores.catalog.rows import COLUMNS, names_json, names_of, sentences_of, to_row, with_names
from indexer.stores.catalog.versions import VersionWriter
from indexer.stores.connection import Connection

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, text TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL,
    path TEXT NOT NULL, url TEXT NOT NULL, language TEXT NOT NULL,
    date_verbatim TEXT, earliest TEXT, latest TEXT, sure TEXT, more TEXT NOT NULL, file TEXT NOT NULL,
    indexed TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS documents_by_file ON documents (file);
CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, start INTEGER NOT NULL,
    end INTEGER NOT NULL, kind TEXT NOT NULL, sentences TEXT NOT NULL DEFAULT '0'
);
CREATE INDEX IF NOT EXISTS passages_by_document ON passages (document, start);
CREATE TABLE IF NOT EXISTS names (
    document TEXT NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, ref TEXT NOT NULL, folded TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS names_by_document ON names (document);
CREATE TABLE IF NOT EXISTS names_read (document TEXT PRIMARY KEY, names TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS listed (file TEXT NOT NULL, ref TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS roots (source TEXT PRIMARY KEY, path TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, sha256 TEXT NOT NULL,
    code TEXT NOT NULL, reason TEXT NOT NULL, shape TEXT NOT NULL DEFAULT ''
);
"""
_ADDED = {
    ("files", "shape"): "TEXT NOT NULL DEFAULT ''", ("passages", "sentences"): "TEXT NOT NULL DEFAULT '0'",
    ("documents", "indexed"): "TEXT NOT NULL DEFAULT ''", **{("versions", column): "TEXT" for column in versions.DAYS},
}  # fmt: skip
"""Columns that catalogs of earlier formats lack."""
_ROLES = ("author", "sender", "recipient", "place", "person", "named place", "title")


class CatalogWriter(Catalog):
    """Writes a draft's catalog, in one transaction that `commit` ends."""

    quotations: QuotationWriter
    versions: VersionWriter

    def __init__(self, file: Path) -> None:
        self._db = Connection(file)
        schema = _SCHEMA + quotations.SCHEMA + versions.SCHEMA
        self._db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + schema)
        for (table, column), kind in _ADDED.items():
            if column not in self._db.columns(table):
                self._db.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
        self._db.execute("BEGIN")
        self.quotations = QuotationWriter(self._db)
        self.versions = VersionWriter(self._db)

    def put(self, document: Document, passages: Sequence[Passage], file: str, now: datetime) -> list[int]:
        """Store a document read from `file` in place of the one with its id. Returns the old passages' ids."""
        gone = self._take_out(document.id)
        columns = (*COLUMNS, "file", "indexed")
        self._db.execute(
            f"INSERT INTO documents ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
            (*to_row(document), file, now.isoformat(timespec="seconds")),
        )
        self.put_passages(document.id, passages)
        self._put_names(document)
        return gone

    def rename(self, document: Document) -> None:
        """Store the names that a document has, which is otherwise as it is here."""
        more = to_row(document)[COLUMNS.index("more")]
        self._db.execute("UPDATE documents SET more = ? WHERE id = ?", (more, document.id))
        self._put_names(document)

    def _put_names(self, document: Document) -> None:
        self._db.execute("DELETE FROM names WHERE document = ?", (document.id,))
        self._db.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?)", _name_rows(document))

    def put_names_read(self, document: Document) -> None:
        """Keep the names as a document's file has them, if one of them refers to an entry in another file."""
        names = names_json(document) if any(name.ref.find("#") > 0 for name in names_of(document)) else ""
        self._db.execute("DELETE FROM names_read WHERE document = ?", (document.id,))
        if names:
            self._db.execute("INSERT INTO names_read VALUES (?, ?)", (document.id, names))

    def referring(self) -> Iterator[tuple[Document, Document]]:
        """The documents with names that refer to an entry in another file, each also as its file names them."""
        for id, names in self._db.execute("SELECT document, names FROM names_read ORDER BY document").fetchall():
            document = self.document(id)
            yield document, with_names(document, names)

    def put_listed(self, file: str, names: Iterable[Name]) -> None:
        """Store the names that the lists in a file give in place of those that it gave."""
        self._db.execute("DELETE FROM listed WHERE file = ?", (file,))
        self._db.executemany("INSERT INTO listed VALUES (?, ?, ?)", ((file, name.ref, name.text) for name in names))

    def put_passages(self, id: str, passages: Sequence[Passage]) -> list[int]:
        """Give a document other passages. Returns the old ones' ids."""
        gone = [row[0] for row in self._db.execute("SELECT id FROM passages WHERE document = ?", (id,))]
        self._db.execute("DELETE FROM passages WHERE document = ?", (id,))
        self._db.executemany(
            "INSERT INTO passages (document, start, end, kind, sentences) VALUES (?, ?, ?, ?, ?)",
            ((p.document_id, p.start, p.end, p.kind, sentences_of(p)) for p in passages),
        )
        return gone

    def remove(self, id: str) -> list[int]:
        """Take a document out, and the versions it had. Returns its passages' ids."""
        self.versions.forget(id)
        return self._take_out(id)

    def _take_out(self, id: str) -> list[int]:
        gone = self.put_passages(id, ())
        for table, column in (("documents", "id"), ("names", "document"), ("names_read", "document")):
            self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (id,))
        return gone

    def mark(self, id: str, missing: bool) -> None:
        """Say whether a document's file, or record in it, is gone. Raises NotFound."""
        row = to_row(replace(self.document(id), missing=missing))
        self._db.execute("UPDATE documents SET more = ? WHERE id = ?", (row[COLUMNS.index("more")], id))

    def forget_file(self, path: str) -> None:
        """Forget a source file, so that it is read when it comes back, and the names that its lists give."""
        self.put_listed(path, ())
        self._db.execute("DELETE FROM files WHERE path = ?", (path,))

    def put_file(self, state: FileState) -> None:
        """Remember a source file as it was read."""
        self._db.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)",
            (state.path, state.size, state.mtime_ns, state.sha256, state.code, state.reason, state.shape),
        )

    def put_root(self, source: str, path: Path) -> None:
        """Remember where a source stands."""
        self._db.execute("INSERT OR REPLACE INTO roots VALUES (?, ?)", (source, os.fsencode(path)))

    def count_passages_after(self, id: int) -> int:
        """How many passages have a greater id."""
        return int(self._db.execute("SELECT count(*) FROM passages WHERE id > ?", (id,)).fetchone()[0])

    def documents_after(self, id: int) -> list[str]:
        """The documents that have passages with a greater id: those that changed since."""
        return [
            id for (id,) in self._db.execute("SELECT DISTINCT document FROM passages WHERE id > ? ORDER BY 1", (id,))
        ]

    def passage_ids(self) -> NDArray[np.int64]:
        """All passage ids in order. Ids are never used twice, so what is put in later has greater ones."""
        rows = self._db.execute("SELECT id FROM passages ORDER BY id")
        return np.fromiter((id for (id,) in rows), dtype=np.int64)

    def commit(self) -> None:
        """Make the draft's catalog whole on disk."""
        self._db.commit()
        self._db.execute("ANALYZE")


def _name_rows(document: Document) -> Iterator[tuple[str, str, str, str, str]]:
    by_role: tuple[tuple[Name, ...], ...] = (
        document.authors, document.senders, document.recipients, document.places, document.people,
        document.named_places, (Name(document.title),),
    )  # fmt: skip
    for role, names in zip(_ROLES, by_role, strict=True):
        for name in names:
            yield document.id, role, name.text, name.ref, fold_name(name.text)
