"""The cache of embeddings: (model fingerprint, SHA-256 of what was encoded) -> vector. It outlives generations.

Kept as float16, half the size: fresh vectors are rounded the same way before use, so a vector is the same
whether it came from the model or from here. Rows lie in the order they come, with an index of their digests beside
them: a table in the order of the digests, which come in none, leaves a third of its pages empty.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS models (id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS vectors (digest BLOB NOT NULL, model INTEGER NOT NULL, vector BLOB NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS vectors_by_digest ON vectors (digest, model);
"""
_FROM_BEFORE = """
BEGIN;
INSERT OR IGNORE INTO models (fingerprint) SELECT DISTINCT model FROM embeddings;
INSERT OR IGNORE INTO vectors
    SELECT e.digest, m.id, e.vector FROM embeddings e JOIN models m ON m.fingerprint = e.model;
DROP TABLE embeddings;
COMMIT;
VACUUM;
"""
"""Takes over what was cached before format 5 of the archive."""


class EmbeddingCache:
    """One file beside the generations. Each `put` is committed, so a killed run loses one batch at most."""

    def __init__(self, file: Path, fingerprint: str) -> None:
        self._db = sqlite3.connect(file)
        self._db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + _SCHEMA)
        if self._db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'embeddings'").fetchone():
            self._db.executescript(_FROM_BEFORE)
        with self._db:
            self._db.execute("INSERT OR IGNORE INTO models (fingerprint) VALUES (?)", (fingerprint,))
        found = self._db.execute("SELECT id FROM models WHERE fingerprint = ?", (fingerprint,))
        self._model: int = found.fetchone()[0]

    def get(self, digests: Sequence[bytes]) -> dict[bytes, Vectors]:
        """The vectors that are here, as stored: float32 values of float16 precision, shape (dim,)."""
        found: dict[bytes, Vectors] = {}
        for digest in digests:
            row = self._db.execute(
                "SELECT vector FROM vectors WHERE digest = ? AND model = ?", (digest, self._model)
            ).fetchone()
            if row:
                found[digest] = np.frombuffer(row[0], dtype=np.float16).astype(np.float32)
        return found

    def put(self, vectors: Mapping[bytes, Vectors]) -> None:
        """Add vectors and commit."""
        with self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                ((digest, self._model, rounded(v).tobytes()) for digest, v in vectors.items()),
            )

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def digest_of(text: str) -> bytes:
    """The key of an encoded text: SHA-256 of its UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).digest()


def rounded(vectors: Vectors) -> NDArray[np.float16]:
    """Vectors at the cache's precision."""
    return vectors.astype(np.float16)
