"""The catalog: documents with their full text, passages as spans, and the files they were read from (SQLite).

Read-only once its generation is published: it is then opened `immutable`, so that no lock, journal or
side file is ever made beside it and any number of processes share its pages.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from indexer.errors import BrokenArchive, NotFound
from indexer.records import Document, Filters, Name, Passage
from indexer.stores import quotations
from indexer.stores.layout import Layout
from indexer.stores.quotations import QuotationStore, QuotationWriter
from indexer.stores.rows import COLUMNS, from_row, to_row
from indexer.words import words_of

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, text TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL,
    path TEXT NOT NULL, url TEXT NOT NULL, language TEXT NOT NULL,
    date_verbatim TEXT, earliest TEXT, latest TEXT, sure TEXT, more TEXT NOT NULL, file TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS documents_by_file ON documents (file);
CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, start INTEGER NOT NULL,
    end INTEGER NOT NULL, kind TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS passages_by_document ON passages (document, start);
CREATE TABLE IF NOT EXISTS names (
    document TEXT NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, ref TEXT NOT NULL, folded TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS names_by_document ON names (document);
CREATE TABLE IF NOT EXISTS roots (source TEXT PRIMARY KEY, path TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, sha256 TEXT NOT NULL,
    code TEXT NOT NULL, reason TEXT NOT NULL
);
"""
_DOCUMENT = f"SELECT {', '.join(COLUMNS)} FROM documents"
_ROLES = ("author", "sender", "recipient", "place", "title")


@dataclass(frozen=True, slots=True)
class FileState:
    """A source file as it was last read; `code` and `reason` say why it was skipped, else are empty."""

    path: str
    size: int
    mtime_ns: int
    sha256: str
    code: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """One field of all documents: document `documents[i]` (by place) has the value `values[codes[i]]`."""

    name: str
    values: tuple[str, ...]
    documents: NDArray[np.int32]
    codes: NDArray[np.int32]


class Catalog:
    """Reads a catalog. Safe to share between threads."""

    def __init__(self, file: Path) -> None:
        if not file.is_file():
            raise BrokenArchive(f"{file} is missing: restore the archive from a copy, or index again.")
        uri = f"file:{quote(str(file.resolve()))}?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self.quotations = QuotationStore(self._db)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def document(self, id: str) -> Document:
        """One document, whole. Raises NotFound."""
        row = self._db.execute(f"{_DOCUMENT} WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise NotFound(f"There is no document {id!r} in this archive.")
        return from_row(row)

    def documents(self) -> Iterator[Document]:
        """Every document, by id."""
        return (from_row(row) for row in self._db.execute(f"{_DOCUMENT} ORDER BY id"))

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """A document's passages, in the order of the text."""
        rows = self._db.execute(
            "SELECT document, start, end, kind, id FROM passages WHERE document = ? ORDER BY start",
            (document_id,),
        )
        return tuple(Passage(*row) for row in rows)

    def passage(self, id: int) -> Passage:
        """One passage. Raises NotFound."""
        row = self._db.execute("SELECT document, start, end, kind, id FROM passages WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise NotFound(f"There is no passage {id} in this archive.")
        return Passage(*row)

    @cached_property
    def paths(self) -> list[str]:
        """The paths of all documents, by place."""
        return [path for (path,) in self._db.execute("SELECT path FROM documents ORDER BY id")]

    @cached_property
    def layout(self) -> Layout:
        """Where each row stands, read once."""
        rows = self._db.execute(
            """SELECT p.id, d.place, p.start, p.kind = 'reply' FROM passages p
               JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM documents) d ON d.id = p.document
               ORDER BY p.id"""
        ).fetchall()
        table = np.array(rows, dtype=np.int64).reshape(-1, 4)
        quoted = table[:, 3].astype(np.bool_)
        return Layout(
            table[:, 0].copy(), table[:, 1].astype(np.int32), table[:, 2].copy(), quoted if quoted.any() else None
        )

    def mask(self, filters: Filters) -> NDArray[np.bool_] | None:
        """Which rows stand in documents that satisfy the filters; None when all do."""
        if not filters:
            return None
        where, values = conditions(filters)
        rows = self._db.execute(
            f"SELECT place FROM (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM documents) d "
            f"WHERE {where}",
            values,
        )
        wanted = np.zeros(self.count_documents() + 1, dtype=np.bool_)
        wanted[[place for (place,) in rows]] = True
        return wanted[self.layout.documents]

    def texts(self, passage_ids: Sequence[int]) -> dict[int, str]:
        """The texts of passages, by id."""
        marks = ", ".join("?" * len(passage_ids))
        rows = self._db.execute(
            f"""SELECT p.id, substr(d.text, p.start + 1, p.end - p.start) FROM passages p
                JOIN documents d ON d.id = p.document WHERE p.id IN ({marks})""",
            tuple(passage_ids),
        )
        return dict(rows)

    def passage_at(self, document_id: str, start: int) -> Passage:
        """The passage that holds a position of a document. Raises NotFound."""
        row = self._db.execute(
            "SELECT document, start, end, kind, id FROM passages WHERE document = ? AND start <= ? "
            "ORDER BY start DESC LIMIT 1",
            (document_id, start),
        ).fetchone()
        if row is None or row[2] <= start:
            raise NotFound(f"There is no passage at {start} in document {document_id!r}.")
        return Passage(*row)

    @cached_property
    def facet_columns(self) -> tuple[FacetColumn, ...]:
        """Kind, source, year, person, place and language of all documents, read once."""
        plain = "SELECT place, {0} FROM placed WHERE {0} != ''"
        named = "SELECT DISTINCT p.place, n.name FROM names n JOIN placed p ON p.id = n.document WHERE n.role {0}"
        queries = {
            "kind": plain.format("kind"),
            "source": plain.format("source"),
            "year": "SELECT place, substr(coalesce(earliest, latest), 1, 4) FROM placed "
            "WHERE coalesce(earliest, latest) IS NOT NULL",
            "person": named.format("IN ('author', 'sender', 'recipient')"),
            "place": named.format("= 'place'"),
            "language": plain.format("language"),
        }
        placed = "WITH placed AS (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM documents) "
        return tuple(_column(name, self._db.execute(placed + sql).fetchall()) for name, sql in queries.items())

    @cached_property
    def days(self) -> NDArray[np.int32]:
        """By place of the document: its first known day as a proleptic ordinal, 0 where undated."""
        rows = self._db.execute("SELECT coalesce(earliest, latest) FROM documents ORDER BY id")
        return np.array([date.fromisoformat(day).toordinal() if day else 0 for (day,) in rows], dtype=np.int32)

    def names(self) -> list[tuple[str, str, int]]:
        """Every person and place with its number of documents: (name, `person` or `place`, documents)."""
        rows = self._db.execute(
            """SELECT name, CASE role WHEN 'place' THEN 'place' ELSE 'person' END AS what, count(DISTINCT document)
               FROM names WHERE role != 'title' GROUP BY name, what ORDER BY name, what"""
        )
        return list(rows)

    def titles(self) -> list[str]:
        """The titles that sources give, by document id."""
        rows = self._db.execute("SELECT title, more FROM documents ORDER BY id")
        return [title for title, more in rows if '"title_derived": true' not in more]

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
        """The first and last day that any dated document can mean."""
        first, last = self._db.execute("SELECT min(earliest), max(latest) FROM documents").fetchone()
        return (date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)

    def missing(self) -> list[str]:
        """The documents whose file, or record in it, is gone."""
        rows = self._db.execute("SELECT id FROM documents WHERE json_extract(more, '$.missing') ORDER BY id")
        return [id for (id,) in rows]

    def documents_in(self, file: str) -> list[str]:
        """The documents read from a source file."""
        return [id for (id,) in self._db.execute("SELECT id FROM documents WHERE file = ? ORDER BY id", (file,))]

    def roots(self) -> dict[str, Path]:
        """Where each source's folder or file was when it was last read."""
        return {name: Path(path) for name, path in self._db.execute("SELECT source, path FROM roots ORDER BY 1")}

    def files(self) -> dict[str, FileState]:
        """Every source file seen, by path."""
        rows = self._db.execute("SELECT path, size, mtime_ns, sha256, code, reason FROM files ORDER BY path")
        return {row[0]: FileState(*row) for row in rows}


class CatalogWriter(Catalog):
    """Writes a draft's catalog, in one transaction that `commit` ends."""

    quotations: QuotationWriter

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file)
        self._db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA + quotations.SCHEMA)
        self._db.execute("BEGIN")
        self.quotations = QuotationWriter(self._db)

    def put(self, document: Document, passages: Sequence[Passage], file: str) -> list[int]:
        """Store a document read from `file` in place of the one with its id. Returns the old passages' ids."""
        gone = self.remove(document.id)
        marks = ", ".join("?" * (len(COLUMNS) + 1))
        self._db.execute(
            f"INSERT INTO documents ({', '.join(COLUMNS)}, file) VALUES ({marks})", (*to_row(document), file)
        )
        self.put_passages(document.id, passages)
        self._db.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?)", _name_rows(document))
        return gone

    def put_passages(self, id: str, passages: Sequence[Passage]) -> list[int]:
        """Give a document other passages. Returns the old ones' ids."""
        gone = [row[0] for row in self._db.execute("SELECT id FROM passages WHERE document = ?", (id,))]
        self._db.execute("DELETE FROM passages WHERE document = ?", (id,))
        self._db.executemany(
            "INSERT INTO passages (document, start, end, kind) VALUES (?, ?, ?, ?)",
            ((p.document_id, p.start, p.end, p.kind) for p in passages),
        )
        return gone

    def remove(self, id: str) -> list[int]:
        """Take a document out. Returns its passages' ids."""
        gone = self.put_passages(id, ())
        for table, column in (("documents", "id"), ("names", "document")):
            self._db.execute(f"DELETE FROM {table} WHERE {column} = ?", (id,))
        return gone

    def mark(self, id: str, missing: bool) -> None:
        """Say whether a document's file, or record in it, is gone. Raises NotFound."""
        row = to_row(replace(self.document(id), missing=missing))
        self._db.execute("UPDATE documents SET more = ? WHERE id = ?", (row[COLUMNS.index("more")], id))

    def forget_file(self, path: str) -> None:
        """Forget a source file, so that it is read when it comes back."""
        self._db.execute("DELETE FROM files WHERE path = ?", (path,))

    def put_file(self, state: FileState) -> None:
        """Remember a source file as it was read."""
        self._db.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)",
            (state.path, state.size, state.mtime_ns, state.sha256, state.code, state.reason),
        )

    def put_root(self, source: str, path: Path) -> None:
        """Remember where a source stands."""
        self._db.execute("INSERT OR REPLACE INTO roots VALUES (?, ?)", (source, str(path)))

    def passages_after(self, id: int) -> Iterator[tuple[Document, Passage]]:
        """Passages with a greater id, each with its document, in order of id. Documents load one at a time."""
        rows = self._db.execute("SELECT document, start, end, kind, id FROM passages WHERE id > ? ORDER BY id", (id,))
        document: Document | None = None
        for row in rows:
            passage = Passage(*row)
            if document is None or document.id != passage.document_id:
                document = self.document(passage.document_id)
            yield document, passage

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

    def document_ids(self) -> list[str]:
        """All document ids in order."""
        return [id for (id,) in self._db.execute("SELECT id FROM documents ORDER BY id")]

    def find(self, id: str) -> Document | None:
        """One document, or None."""
        row = self._db.execute(f"{_DOCUMENT} WHERE id = ?", (id,)).fetchone()
        return from_row(row) if row else None

    def commit(self) -> None:
        """Make the draft's catalog whole on disk."""
        self._db.commit()
        self._db.execute("ANALYZE")


def _column(name: str, rows: Sequence[tuple[int, str]]) -> FacetColumn:
    values = tuple(sorted({value for _, value in rows}))
    code = {value: i for i, value in enumerate(values)}
    return FacetColumn(
        name, values, np.array([place for place, _ in rows], np.int32), np.array([code[v] for _, v in rows], np.int32)
    )


def fold_name(text: str) -> str:
    """A name as filters compare it: its folded words, apart by one space."""
    return " ".join(word.folded for word in words_of(text))


def _name_rows(document: Document) -> Iterator[tuple[str, str, str, str, str]]:
    by_role: tuple[tuple[Name, ...], ...] = (
        document.authors, document.senders, document.recipients, document.places,
        (Name(document.title),),
    )  # fmt: skip
    for role, names in zip(_ROLES, by_role, strict=True):
        for name in names:
            yield document.id, role, name.text, name.ref, fold_name(name.text)


def conditions(filters: Filters) -> tuple[str, list[str]]:
    """The filters as SQL. Names match by whole words anywhere in the name; kinds and sources match whole."""
    parts: list[str] = []
    values: list[str] = []

    def any_of(condition: str, wanted: Iterable[str]) -> None:
        wanted = list(wanted)
        if wanted:
            parts.append("(" + " OR ".join([condition] * len(wanted)) + ")")
            values.extend(wanted)

    any_of("d.kind = ?", filters.kinds)
    any_of("d.source = ? COLLATE NOCASE", filters.sources)
    any_of("d.language = ?", filters.languages)
    for roles, names in (
        (("author",), filters.authors),
        (("sender",), filters.senders),
        (("recipient",), filters.recipients),
        (("author", "sender", "recipient"), filters.people),
        (("place",), filters.places),
        (("title",), filters.titles),
    ):
        listed = ", ".join(f"'{role}'" for role in roles)
        any_of(
            f"d.id IN (SELECT document FROM names WHERE role IN ({listed}) "
            "AND instr(' ' || folded || ' ', ' ' || ? || ' '))",
            map(fold_name, names),
        )
    if filters.after or filters.before:
        parts.append("(d.earliest IS NOT NULL OR d.latest IS NOT NULL)")
    if filters.after:
        any_of("(d.latest IS NULL OR d.latest >= ?)", [filters.after.isoformat()])
    if filters.before:
        any_of("(d.earliest IS NULL OR d.earliest <= ?)", [filters.before.isoformat()])
    return " AND ".join(parts) or "1", values
