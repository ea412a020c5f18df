"""The cache of embeddings: (model fingerprint, SHA-256 of what was encoded) -> vector. It outlives generations.

Kept as float16, half the size: fresh vectors are rounded the same way before use, so a vector is the same
whether it came from the model or from here.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class EmbeddingCache:
    """One file beside the generations. Each `put` is committed, so a killed run loses one batch at most."""

    def __init__(self, file: Path, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        self._db = sqlite3.connect(file)
        self._db.executescript(
            """PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
               CREATE TABLE IF NOT EXISTS embeddings (
                   model TEXT NOT NULL, digest BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, digest)
               ) WITHOUT ROWID;"""
        )

    def get(self, digests: Sequence[bytes]) -> dict[bytes, Vectors]:
        """The vectors that are here, as stored: float32 values of float16 precision, shape (dim,)."""
        found: dict[bytes, Vectors] = {}
        for digest in digests:
            row = self._db.execute(
                "SELECT vector FROM embeddings WHERE model = ? AND digest = ?", (self._fingerprint, digest)
            ).fetchone()
            if row:
                found[digest] = np.frombuffer(row[0], dtype=np.float16).astype(np.float32)
        return found

    def put(self, vectors: Mapping[bytes, Vectors]) -> None:
        """Add vectors and commit."""
        with self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)",
                ((self._fingerprint, digest, rounded(v).tobytes()) for digest, v in vectors.items()),
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
