"""The texts that documents had before: each kept once, compressed, under the SHA-256 of its UTF-8.

They lie in the catalog, so a generation holds the versions that go with it: published, rolled back, saved and checked
with it, and never ahead of it after a crash. A document that is removed takes its versions along.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from indexer.errors import BrokenArchive, NotFound
from indexer.records import DateRange, Document, text_digest
from indexer.stores.catalog.rows import date_from, date_row
from indexer.stores.connection import Connection
from indexer.text.dates import parse_date

SCHEMA = """
CREATE TABLE IF NOT EXISTS versions (
    id INTEGER PRIMARY KEY, document TEXT NOT NULL, sha256 TEXT NOT NULL, superseded TEXT NOT NULL,
    length INTEGER NOT NULL, title TEXT NOT NULL, date TEXT NOT NULL, earliest TEXT, latest TEXT, sure TEXT
);
CREATE INDEX IF NOT EXISTS versions_by_document ON versions (document, id);
CREATE INDEX IF NOT EXISTS versions_by_text ON versions (sha256);
CREATE TABLE IF NOT EXISTS version_texts (sha256 TEXT PRIMARY KEY, packed BLOB NOT NULL);
"""

DAYS = ("earliest", "latest", "sure")
"""Columns that catalogs lack which were made when only a date's words were kept: it is read from these again."""

_NAME = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True, slots=True)
class Version:
    """A text that a document had until `superseded`, and the title and date that it then bore.

    `sha256` is hexadecimal, `length` counts code points.
    """

    document_id: str
    sha256: str
    superseded: datetime
    length: int
    title: str
    date: DateRange | None

    @property
    def name(self) -> str:
        """What permalinks call it."""
        return self.sha256[:8]


class VersionStore:
    """Reads the versions in one catalog. A catalog made before versions were kept has none."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of(self, document_id: str) -> tuple[Version, ...]:
        """What a document's text was before, oldest first. A text that it had twice is there twice."""
        return tuple(self._versions("WHERE document = ?", document_id))

    def named(self, document_id: str, name: str) -> Version:
        """The latest of a document's versions whose SHA-256 begins so. Raises NotFound, also where two texts do."""
        found = [v for v in self.of(document_id) if _NAME.fullmatch(name) and v.sha256.startswith(name)]
        if len({version.sha256 for version in found}) != 1:
            what = "more than one version" if found else "no version"
            raise NotFound(f"This archive holds {what} {name[:64]!r} of the document {document_id!r}.")
        return found[-1]

    def text(self, version: Version) -> str:
        """The text of a version. Raises BrokenArchive where it is not what its address says."""
        row = self._db.execute("SELECT packed FROM version_texts WHERE sha256 = ?", (version.sha256,)).fetchone()
        try:
            plain = zlib.decompress(row[0]) if row else b""
        except zlib.error:
            plain = b""
        if hashlib.sha256(plain).hexdigest() != version.sha256:
            raise BrokenArchive(f"The text of version {version.name} of {version.document_id!r} is lost or damaged.")
        return plain.decode("utf-8")

    def all(self) -> Iterator[Version]:
        """Every version in the archive, in the order in which they were superseded."""
        return self._versions("")

    @cached_property
    def _kept(self) -> bool:
        return bool(self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'versions'").fetchone())

    def _versions(self, where: str, *values: str) -> Iterator[Version]:
        if self._kept:
            days = ", ".join(DAYS if "sure" in self._db.columns("versions") else ("NULL",) * len(DAYS))
            for id, sha256, superseded, length, title, *when in self._db.execute(
                f"SELECT document, sha256, superseded, length, title, date, {days} FROM versions {where} ORDER BY id",
                values,
            ):
                yield Version(id, sha256, datetime.fromisoformat(superseded), length, title, _date(*when))


class VersionWriter(VersionStore):
    """Writes into a draft's catalog, in the catalog's own transaction."""

    def keep(self, before: Document, superseded: datetime) -> None:
        """Keep the text of a document that is about to get another one."""
        digest = text_digest(before.text)
        verbatim, *days = date_row(before.date)
        self._db.execute(
            f"""INSERT INTO versions (document, sha256, superseded, length, title, date, {", ".join(DAYS)})
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                before.id, digest, superseded.isoformat(timespec="seconds"), len(before.text), before.title,
                verbatim or "", *days,
            ),
        )  # fmt: skip
        packed = zlib.compress(before.text.encode("utf-8"))
        self._db.execute("INSERT OR IGNORE INTO version_texts VALUES (?, ?)", (digest, packed))

    def forget(self, document_id: str) -> None:
        """Take out a document's versions, and the texts that no other document has had."""
        digests = {(version.sha256,) for version in self.of(document_id)}
        self._db.execute("DELETE FROM versions WHERE document = ?", (document_id,))
        self._db.executemany(
            "DELETE FROM version_texts WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM versions WHERE sha256 = ?1)",
            digests,
        )


def _date(verbatim: str, earliest: str | None, latest: str | None, sure: str | None) -> DateRange | None:
    if not sure:
        return parse_date(verbatim) if verbatim else None
    return date_from(verbatim, earliest, latest, sure)
