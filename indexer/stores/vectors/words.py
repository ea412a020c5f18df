"""Words as vectors: what the passages that hold a word mean, less what all passages mean, and each passage's words.

    words-vectors.npy  one row a word, a byte a number; only its direction counts
    words-mean.npy     what all passages mean on average, shape (dim,)
    words-starts.npy   where the words of each passage begin in words-of, and the end of the last
    words-of.npy       the passages' words end to end, by their row in words-vectors

A word is a stem that some texts hold: what few hold says no more than those passages do. Files are mapped.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.errors import BrokenArchive
from indexer.machine.products import products
from indexer.stores.generations.folder import Generation
from indexer.stores.mapped import read

Array = NDArray[Any]
Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]

_SINCE = 6
"""The first format of an archive that has them."""
_ROUNDED = 1e-5
_AT_ONCE = 10_000
"""Words compared at a time."""
NAMES = ("vectors", "mean", "starts", "of")


def file_of(folder: Path, name: str) -> Path:
    """Where one of `NAMES` is kept."""
    return folder / f"words-{name}.npy"


class WordVectors:
    """Reads the word vectors of one generation. Safe to share between threads. Raises BrokenArchive."""

    def __init__(self, folder: Path, passages: int) -> None:
        self._vectors, self.mean, self._starts, self._of = (read(file_of(folder, name)) for name in NAMES)
        if len(self._starts) != passages + 1:
            raise BrokenArchive(f"{folder} and the catalog do not hold the same passages: index again.")

    def of_passage(self, row: int) -> Rows:
        """The words of a passage, by number."""
        words: Rows = self._of[self._starts[row] : self._starts[row + 1]]
        return words

    def cosines(self, asked: Vectors, row: int) -> Vectors:
        """Those of unit vectors, shape `(asked, dim)`, with each word of a passage, shape `(asked, words)`."""
        words = self._vectors[self.of_passage(row)].astype(np.float32)
        lengths = np.sqrt(np.einsum("ij,ij->i", words, words))  # in a quarter of np.linalg.norm's time
        cosines: Vectors = products(asked, words) / np.maximum(lengths, 1)  # what all of a few hold has no direction
        return cosines

    def agrees(self, other: WordVectors) -> bool:
        """Whether both say the same, up to how another processor rounds."""
        return bool(
            np.array_equal(self._starts, other._starts)
            and np.array_equal(self._of, other._of)
            and np.allclose(self.mean, other.mean, rtol=0, atol=_ROUNDED)
            and self._vectors.shape == other._vectors.shape
            and all(
                np.abs(self._vectors[words].astype(np.int16) - other._vectors[words]).max(initial=0) <= 1
                for words in (slice(at, at + _AT_ONCE) for at in range(0, len(self._vectors), _AT_ONCE))
            )
        )


def open_word_vectors(generation: Generation) -> WordVectors | None:
    """Those of a generation; None of one that was made before there were any. Raises BrokenArchive."""
    manifest = generation.manifest
    return WordVectors(generation.path, manifest.passages) if manifest.format >= _SINCE else None
