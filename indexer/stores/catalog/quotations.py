"""Quotations in the catalog: what each document quotes, from where, and who quotes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from indexer.machine.once import once
from indexer.records import Linked, Passage, Quotation
from indexer.stores.catalog.quotation_rows import from_rows, source_to_row, to_row
from indexer.stores.connection import Connection
from indexer.stores.grams import Numbers, short

SCHEMA = """
CREATE TABLE IF NOT EXISTS quotations (
    id INTEGER PRIMARY KEY, document TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    label TEXT NOT NULL, grams BLOB NOT NULL, more TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS quotations_by_document ON quotations (document, start);
CREATE TABLE IF NOT EXISTS quotation_sources (
    quotation INTEGER NOT NULL, place INTEGER NOT NULL, document TEXT NOT NULL, start INTEGER NOT NULL,
    end INTEGER NOT NULL, label TEXT NOT NULL, confidence REAL NOT NULL, more TEXT NOT NULL,
    PRIMARY KEY (quotation, place)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS quotation_sources_by_document ON quotation_sources (document, place, start);
"""
"""`place` 0 is the source, the others have the words too; of peers (`Source.peer`) none is 0.

`more` is JSON that no query looks into."""

_SOURCE = "SELECT document, label, confidence, more FROM quotation_sources WHERE quotation = ? ORDER BY place"

_NEAREST = """SELECT document, json_extract(more, '$.nearest[0]') AS nearest FROM quotations WHERE nearest NOT NULL"""

_OWN = """EXISTS (
    SELECT 1 FROM quotations own WHERE own.document = {0}.document AND own.start <= {0}.start + 1
    AND own.end >= {0}.end - 1 AND json_extract(own.more, '$.form') IN ('marks', 'block')
)"""
"""Whether a source quotes the words itself, in quotation marks or set off."""

_QUOTED = f"""
CROSS JOIN quotations q ON q.id = s.quotation
CROSS JOIN quotation_sources f ON f.quotation = q.id AND f.place = 0 AND (
    s.place = 0 OR s.label = f.label AND (s.label != 'altered' OR s.confidence >= f.confidence)
    AND (NOT {_OWN.format("s")} OR {_OWN.format("f")})
)
"""
"""After sources `s`: those that are quoted, the first and what has the words as truly, as copies of it have.

CROSS JOIN keeps SQLite to this order, here and below: through the indexes, whatever it knows of the tables.
"""

_DERIVED = "json_extract(d.more, '$.title_derived') IS TRUE"
_BESIDE = f"""
WITH asked (n, document, start, end) AS (VALUES {{}})
SELECT a.n AS n, 0, d.id AS id, d.title AS title, s.start AS start, s.end AS end, {_DERIVED} FROM asked a
CROSS JOIN quotations q ON q.document = a.document AND q.start < a.end AND q.end > a.start
CROSS JOIN quotation_sources s ON s.quotation = q.id AND s.place = 0
CROSS JOIN documents d ON d.id = s.document
UNION SELECT a.n, 1, d.id, d.title, q.start, q.end, {_DERIVED} FROM asked a
CROSS JOIN quotation_sources s ON s.document = a.document AND s.start < a.end AND s.end > a.start {_QUOTED}
CROSS JOIN documents d ON d.id = q.document
ORDER BY n, title, id, start, end
"""


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A stretch of a document that others quote, and how many of them do."""

    document_id: str
    start: int
    end: int
    quoted_by: tuple[str, ...]


class QuotationStore:
    """Reads the quotations of one catalog."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of(self, document_id: str) -> tuple[Quotation, ...]:
        """What a document quotes, in order of its text; also what was traced to nothing."""
        rows = self._db.execute(
            "SELECT id, document, more FROM quotations WHERE document = ? ORDER BY start, end DESC", (document_id,)
        )
        return tuple(self._quotation(row) for row in rows.fetchall())

    def quoting(self, document_id: str) -> tuple[Quotation, ...]:
        """The quotations whose source is this document, in its order, then by who quotes.

        Those too whose source it could be as well, for it has the words as truly: it stands first among their sources.
        """
        rows = self._db.execute(
            f"""SELECT q.id, q.document, q.more FROM quotation_sources s {_QUOTED}
                WHERE s.document = ? ORDER BY s.start, s.end, q.document, q.start""",
            (document_id,),
        )
        return tuple(_from(document_id, self._quotation(row)) for row in rows.fetchall())

    def most_quoted(self, limit: int = 10) -> tuple[QuotedPassage, ...]:
        """The passages that most documents quote, most first; what overlaps is one passage, and copies are none."""
        rows = self._db.execute(
            """SELECT s.document, s.start, s.end, q.document FROM quotation_sources s
               JOIN quotations q ON q.id = s.quotation WHERE s.place = 0 ORDER BY s.document, s.start, s.end"""
        )
        passages = sorted(_passages(rows), key=lambda p: (-len(p.quoted_by), p.document_id, p.start))
        return tuple(passages[:limit])

    def passages_quoting(self, document_id: str) -> list[int]:
        """The ids of passages in which this document is quoted: for `quotes:DOC`."""
        rows = self._db.execute(
            f"""SELECT DISTINCT p.id FROM quotation_sources s {_QUOTED}
                JOIN passages p ON p.document = q.document AND p.start < q.end AND p.end > q.start
                WHERE s.document = ?""",
            (document_id,),
        )
        return [id for (id,) in rows]

    def quoted_passages(self) -> list[int]:
        """The ids of passages that others quote: for `quoted:yes`."""
        rows = self._db.execute(
            f"""SELECT DISTINCT p.id FROM quotation_sources s {_QUOTED}
                JOIN passages p ON p.document = s.document AND p.start < s.end AND p.end > s.start"""
        )
        return [id for (id,) in rows]

    def beside(self, passages: Sequence[Passage]) -> list[tuple[tuple[Linked, ...], tuple[Linked, ...]]]:
        """For each passage the documents that it quotes, and those that quote it, by title."""
        found: list[tuple[dict[str, Linked], dict[str, Linked]]] = [({}, {}) for _ in passages]
        asked = [(n, p.document_id, p.start, p.end) for n, p in enumerate(passages) if p.document_id in self._linked]
        sql = _BESIDE.format(", ".join(["(?, ?, ?, ?)"] * len(asked)))
        rows = self._db.execute(sql, [*chain(*asked)]) if asked else ()
        for n, way, id, title, start, end, derived in rows:
            found[n][way].setdefault(id, Linked(id, title, start, end, bool(derived)))
        return [(tuple(quotes.values()), tuple(quoting.values())) for quotes, quoting in found]

    @once
    def _linked(self) -> frozenset[str]:
        """The documents that quote another, or have the words that one quotes."""
        rows = self._db.execute(
            """SELECT q.document FROM quotations q JOIN quotation_sources s ON s.quotation = q.id AND s.place = 0
               UNION SELECT document FROM quotation_sources"""
        )
        return frozenset(id for (id,) in rows)

    def _quotation(self, row: tuple[int, str, str]) -> Quotation:
        id, document, more = row
        return from_rows(document, more, self._db.execute(_SOURCE, (id,)))


class QuotationWriter(QuotationStore):
    """Writes into a draft's catalog, in the catalog's own transaction."""

    def __init__(self, db: Connection) -> None:
        super().__init__(db)
        if not db.execute("PRAGMA user_version").fetchone()[0]:  # before format 5 grams were stored whole
            db.create_function("short", 1, lambda grams: short(np.frombuffer(grams, np.uint64)).tobytes())
            db.execute("UPDATE quotations SET grams = short(grams)")
            db.execute("PRAGMA user_version = 1")

    def put(self, quotations: Iterable[tuple[Quotation, Numbers]], document_id: str) -> None:
        """Store a document's quotations, each with its grams, in place of those it had."""
        self.remove(document_id)
        for quotation, grams in quotations:
            id = self._db.execute(
                "INSERT INTO quotations (document, start, end, label, grams, more) VALUES (?, ?, ?, ?, ?, ?)",
                to_row(quotation, short(grams).tobytes()),
            ).lastrowid
            self._db.executemany(
                "INSERT INTO quotation_sources VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                ((id, n + source.peer, *source_to_row(source)) for n, source in enumerate(quotation.sources)),
            )

    def remove(self, document_id: str) -> None:
        """Take out what a document quotes."""
        self._db.execute(
            "DELETE FROM quotation_sources WHERE quotation IN (SELECT id FROM quotations WHERE document = ?)",
            (document_id,),
        )
        self._db.execute("DELETE FROM quotations WHERE document = ?", (document_id,))

    def clear(self) -> None:
        """Take out everything."""
        self._db.execute("DELETE FROM quotation_sources")
        self._db.execute("DELETE FROM quotations")

    def resting_on(self, document_ids: Iterable[str]) -> set[str]:
        """The documents with a quotation that is traced to one of these, or comes nearest to its words."""
        asked = set(document_ids)
        nearest = self._db.execute(_NEAREST) if asked else ()
        found = {document for document, near in nearest if near in asked}
        for id in asked:
            rows = self._db.execute(
                """SELECT DISTINCT q.document FROM quotation_sources s JOIN quotations q ON q.id = s.quotation
                   WHERE s.document = ?""",
                (id,),
            )
            found.update(document for (document,) in rows)
        return found

    def grams(self) -> Sequence[tuple[int, str, bytes]]:
        """The short grams of every quotation, with its number and the document it stands in."""
        rows: list[tuple[int, str, bytes]] = self._db.execute(
            "SELECT id, document, grams FROM quotations WHERE grams != x''"
        ).fetchall()
        return rows

    def numbered(self, number: int) -> Quotation:
        """One quotation."""
        return self._quotation(
            self._db.execute("SELECT id, document, more FROM quotations WHERE id = ?", (number,)).fetchone()
        )


def _passages(rows: Iterable[tuple[str, int, int, str]]) -> Iterator[QuotedPassage]:
    held: tuple[str, int, int, set[str]] | None = None
    for document, start, end, quoting in rows:
        if held and held[0] == document and start < held[2]:
            held = (document, held[1], max(end, held[2]), held[3] | {quoting})
            continue
        if held:
            yield QuotedPassage(*held[:3], tuple(sorted(held[3])))
        held = (document, start, end, {quoting})
    if held:
        yield QuotedPassage(*held[:3], tuple(sorted(held[3])))


def _from(document_id: str, quotation: Quotation) -> Quotation:
    """The quotation with one document first among its sources."""
    return replace(quotation, sources=tuple(sorted(quotation.sources, key=lambda s: s.document_id != document_id)))
