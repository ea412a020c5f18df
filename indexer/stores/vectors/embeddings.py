"""The cache of embeddings: (model fingerprint, SHA-256 of what was encoded) -> vector. It outlives generations.

Kept as float16, half the size: fresh vectors are rounded the same way before use, so a vector is the same
whether it came from the model or from here. Rows lie in the order they come, with an index of their digests beside
them: a table in the order of the digests, which come in none, leaves a third of its pages empty. Each row has a
checksum, for no manifest seals the cache: a damaged vector is none, and is made again.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.errors import BrokenArchive
from indexer.stores.connection import Connection

Vectors = NDArray[np.float32]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS models (id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS vectors (digest BLOB NOT NULL, model INTEGER NOT NULL, vector BLOB NOT NULL, crc INTEGER);
CREATE UNIQUE INDEX IF NOT EXISTS vectors_by_digest ON vectors (digest, model);
"""
_FROM_BEFORE = """
BEGIN;
INSERT OR IGNORE INTO models (fingerprint) SELECT DISTINCT model FROM embeddings;
INSERT OR IGNORE INTO vectors (digest, model, vector, crc)
    SELECT e.digest, m.id, e.vector, crc_of(e.digest, e.vector)
    FROM embeddings e JOIN models m ON m.fingerprint = e.model;
DROP TABLE embeddings;
COMMIT;
VACUUM;
"""
"""Takes over what was cached before format 5 of the archive."""
_WITH_SUMS = """
BEGIN;
ALTER TABLE vectors ADD COLUMN crc INTEGER;
UPDATE vectors SET crc = crc_of(digest, vector);
COMMIT;
"""
"""Takes over what was cached before rows had checksums."""
_DAMAGED = "SELECT count(*) FROM vectors WHERE crc != crc_of(digest, vector)"


class EmbeddingCache:
    """One file beside the generations. Each `put` is committed, so a killed run loses one batch at most.

    Any thread may use it, one at a time. A file that was made for it is gone again where nothing was put into it.
    Raises BrokenArchive where it is damaged, and sqlite3.OperationalError where the disk refuses it.
    """

    def __init__(self, file: Path, fingerprint: str) -> None:
        self._for_nothing = None if file.exists() else file
        with ExitStack() as refused:
            self._db = Connection(file)
            refused.callback(self.close)
            self._db.create_function("crc_of", 2, _crc_of)
            try:
                self._db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + _SCHEMA)
                self._take_over()
                self._model = self._number_of(fingerprint)
            except sqlite3.OperationalError:  # the disk's, or another process's
                raise
            except sqlite3.DatabaseError as error:
                raise BrokenArchive(
                    f"{file} is damaged ({error}): remove it; it is only a cache, and is filled again."
                ) from error
            refused.pop_all()

    def _number_of(self, fingerprint: str) -> int:
        """The model's own, a new one for a model that is not known yet."""
        with self._db.transaction:
            self._db.execute("INSERT OR IGNORE INTO models (fingerprint) VALUES (?)", (fingerprint,))
        found = self._db.execute("SELECT id FROM models WHERE fingerprint = ?", (fingerprint,))
        return int(found.fetchone()[0])

    def _take_over(self) -> None:
        """What earlier versions put here, as it is kept now."""
        if not _has_sums(self._db):
            self._db.executescript(_WITH_SUMS)
        if self._db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'embeddings'").fetchone():
            self._db.executescript(_FROM_BEFORE)

    def get(self, digests: Sequence[bytes]) -> dict[bytes, Vectors]:
        """The vectors that are here, as stored: float32 values of float16 precision, shape (dim,)."""
        found: dict[bytes, Vectors] = {}
        for digest in digests:
            row = self._db.execute(
                "SELECT vector, crc FROM vectors WHERE digest = ? AND model = ?", (digest, self._model)
            ).fetchone()
            if row and row[1] == _crc_of(digest, row[0]):
                found[digest] = np.frombuffer(row[0], dtype=np.float16).astype(np.float32)
        return found

    def put(self, vectors: Mapping[bytes, Vectors]) -> None:
        """Add vectors and commit."""
        self._for_nothing = None
        with self._db.transaction:
            self._db.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?1, ?2, ?3, crc_of(?1, ?3))",
                ((digest, self._model, rounded(v).tobytes()) for digest, v in vectors.items()),
            )

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
        if self._for_nothing:
            self._for_nothing.unlink(missing_ok=True)


def digest_of(text: str) -> bytes:
    """The key of an encoded text: SHA-256 of its UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).digest()


def damaged(db: Connection) -> int:
    """How many vectors of a cache are not what was put there; of one without checksums nothing is known."""
    db.create_function("crc_of", 2, _crc_of)
    return int(db.execute(_DAMAGED).fetchone()[0]) if _has_sums(db) else 0


def _has_sums(db: Connection) -> bool:
    return "crc" in db.columns("vectors")


def _crc_of(digest: bytes, vector: bytes) -> int:
    return zlib.crc32(vector, zlib.crc32(digest))


def rounded(vectors: Vectors) -> NDArray[np.float16]:
    """Vectors at the cache's precision."""
    return vectors.astype(np.float16)
