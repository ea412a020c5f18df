"""The vector index: one unit vector a row, searched by inner product (FAISS): exactly, or in `nearest.py`'s way.

Numbers are float16, as the embeddings cache keeps them: half the memory, and a look at all of them is quicker.
Inner product of unit vectors is the cosine. FAISS pads short answers with id -1: here they are a sign of damage.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.errors import BrokenArchive
from indexer.stores.generations.manifest import RESTORE

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]
Candidates = Callable[[Vectors, int], Rows]
"""Gives at most so many passages that are probably the nearest to a vector, by their ids, in any order."""

_ROUNDED = 1e-3
"""A length this near to 1 is that of a unit vector rounded to float16."""


class VectorIndex:
    """Reads `vectors.faiss`. Safe to share between threads. Raises BrokenArchive.

    With `near` a search among all rows takes its candidates from there; `passage_ids` are those of the rows, ascending.
    """

    def __init__(self, file: Path, near: Candidates | None = None, passage_ids: Rows | None = None) -> None:
        self._file = file
        self._index: Any = read_index(file)
        self._near = near
        self._passage_ids = passage_ids

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Numbers a vector."""
        return int(self._index.d)

    def search(self, vector: Vectors, k: int, mask: NDArray[np.bool_] | None = None) -> tuple[Rows, Vectors]:
        """The `k` rows nearest to `vector` (shape `(dim,)`) among those the mask allows, best first.

        Returns rows and cosines of one length, at most k. The mask holds *before* the nearest are taken.
        """
        allowed = len(self) if mask is None else int(np.count_nonzero(mask))
        if not allowed or k < 1:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        if mask is None and self._near and self._passage_ids is not None:
            return self._among(np.searchsorted(self._passage_ids, self._near(vector, k)), vector)
        return self._exactly(vector, min(k, allowed), mask)

    def _exactly(self, vector: Vectors, k: int, mask: NDArray[np.bool_] | None) -> tuple[Rows, Vectors]:
        faiss = faiss_library()
        faiss.omp_set_num_threads(1)  # for one query a second thread costs more than it brings; holds for this thread
        parameters = None
        if mask is not None:
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little")))
        scores, rows = self._index.search(vector[None, :], k, params=parameters)
        if np.any(rows[0] < 0):  # a cosine that is no number
            raise BrokenArchive(f"{self._file} is damaged: {RESTORE}.")
        return rows[0], scores[0]

    def _among(self, rows: Rows, vector: Vectors) -> tuple[Rows, Vectors]:
        """The rows by their exact cosine, ties by row."""
        rows = np.sort(rows)
        cosines = self.scores(vector, rows)
        order = np.argsort(-cosines, kind="stable")
        return rows[order], cosines[order]

    def scores(self, vector: Vectors, rows: Rows) -> Vectors:
        """The cosines of `vector` with the given rows, which ascend, in their order."""
        if not len(rows):
            return np.empty(0, np.float32)
        # A search among these rows alone: FAISS multiplies float16 as it lies, but takes its time to hand it out.
        mask = np.zeros(len(self), dtype=np.bool_)
        mask[rows] = True
        found, cosines = self._exactly(vector, len(rows), mask)
        return cosines[np.argsort(found)]

    def vectors(self, rows: Rows) -> Vectors:
        """The stored vectors of the given rows, shape `(len(rows), dim)`."""
        if not len(rows):
            return np.empty((0, self.dimension), np.float32)
        taken: Vectors = self._index.reconstruct_batch(rows)
        return taken


def write_vectors(file: Path, batches: Iterator[Vectors], dimension: int) -> int:
    """Write batches of vectors, shape `(n, dim)`, as one index. Returns how many.

    Raises ValueError for a vector that is not finite or has no length: the index must hold unit vectors only;
    OSError where the disk does not take it.
    """
    faiss = faiss_library()
    index = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    for batch in batches:
        index.add(_unit(batch))
    write_index(index, file)
    return int(index.ntotal)


def faiss_library() -> Any:
    """FAISS, imported when first needed. Its type stubs do not know what its Python wrappers accept."""
    import faiss

    return faiss


def read_index(file: Path) -> Any:
    """An index of FAISS, mapped into memory. Raises BrokenArchive."""
    faiss = faiss_library()
    try:
        return faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC | faiss.IO_FLAG_READ_ONLY)
    except RuntimeError as error:
        raise BrokenArchive(f"{file} cannot be read ({_first_line(error)}): {RESTORE}.") from error


def write_index(index: Any, file: Path) -> None:
    """Store an index of FAISS. Raises OSError where the disk does not take it."""
    try:
        faiss_library().write_index(index, str(file))
        read_index(file)  # FAISS does not say if the last of its bytes found no room: reading the file shows it
    except (RuntimeError, BrokenArchive) as error:
        raise OSError(_errno_of(error), f"{_first_line(error)[-200:]}", str(file)) from error


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.all(np.isfinite(lengths)) or np.any(lengths < 1e-6):
        raise ValueError("the encoder returned a vector that is not finite or has no length")
    lengths[np.abs(lengths - 1) < _ROUNDED] = 1  # carried from generation to generation, a vector must not drift
    return np.ascontiguousarray(vectors / lengths, dtype=np.float32)


def _errno_of(error: Exception) -> int:
    """FAISS tells the system's error in words only; a file that is too short found no room either."""
    told = [code for code in (errno.EIO, errno.EACCES, errno.EROFS) if os.strerror(code) in str(error)]
    return told[0] if told else errno.ENOSPC


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:200]
